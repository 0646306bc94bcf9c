"""The pages of reading agreements: the lead's, and what a force or an analyst sees of them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.agreement_forms import AgreementForm, EndAgreementForm
from dhp.accounts.agreement_models import ReadingAgreement
from dhp.accounts.agreement_queries import agreement_with, agreements, agreements_of, standings
from dhp.accounts.agreements import record_agreement, withdraw_agreement
from dhp.accounts.forces import force_with, forces
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, now
from dhp.errors import DomainError
from dhp.recognition import confirm_look
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("agreements", __name__, url_prefix="/agreements")


@bp.get("")
@requires(Permission.KEEP_AGREEMENTS)
def index() -> ResponseReturnValue:
    """Which forces agree that analysts read their cases, since when, and what was before."""
    today = london_date(now())
    standing = [each for each in standings(current_user, on=today) if each.agreement]
    past = [each for each in agreements() if not each.holds(today)]
    return render_template("accounts/agreements.html", standing=standing, past=past)


@bp.get("/ours")
@requires(Permission.SEE_AGREEMENTS)
def ours() -> ResponseReturnValue:
    """For a force: who outside the unit may read its deaths now, and who might before."""
    today = london_date(now())
    found = standings(current_user, on=today)
    past = [
        agreement
        for each in found
        for agreement in agreements_of(each.force)
        if not agreement.holds(today)
    ]
    return render_template("accounts/our_agreements.html", standing=found, past=past)


@bp.get("/new", endpoint="record")
@requires(Permission.KEEP_AGREEMENTS)
def show_record() -> ResponseReturnValue:
    """Ask which force agreed."""
    form = _form()
    form.given_on.data = london_date(now())
    return render_template("accounts/agreement.html", form=form)


@bp.post("/new")
@requires(Permission.KEEP_AGREEMENTS)
@writes
def record_now() -> ResponseReturnValue:
    """Record the agreement of a force."""
    form = _form()
    with trying(form) as tried:
        check_sound(form)
        agreement = _recorded(form)
    if tried.refused:
        return render_template("accounts/agreement.html", form=form), tried.refused
    return say_done(f"The agreement of {agreement.force.name} is recorded.", ".index")


@bp.get("/<ref>/end", endpoint="end")
@requires(Permission.KEEP_AGREEMENTS)
def show_end(ref: str) -> ResponseReturnValue:
    """Ask why an agreement ends."""
    return _end_page(agreement_with(plain_reference(ref)), EndAgreementForm())


@bp.post("/<ref>/end")
@requires(Permission.KEEP_AGREEMENTS)
@writes
def end_now(ref: str) -> ResponseReturnValue:
    """End an agreement: nobody reads by it any more."""
    agreement, form = agreement_with(plain_reference(ref)), EndAgreementForm()
    with trying(form) as tried:
        check_sound(form)
        withdraw_agreement(agreement, form.reason.data or "", by=current_user)
        force = agreement.force.code
        confirm_look(form.look, about=agreement.ref, by=current_user, force=force)
    if tried.refused:
        return _end_page(agreement, form), tried.refused
    return say_done(
        f"The agreement of {agreement.force.name} is ended. Nobody reads by it now.", ".index"
    )


def _form() -> AgreementForm:
    form = AgreementForm()
    form.offer(forces())
    return form


def _recorded(form: AgreementForm) -> ReadingAgreement:
    force = force_with(form.force.data)
    if force is None or form.given_on.data is None:
        raise DomainError("Enter the day on which the agreement was given.", "given_on")
    who, when, until = form.given_by.data or "", form.given_on.data, form.until.data
    return record_agreement(force, who, when, until=until, by=current_user)


def _end_page(agreement: ReadingAgreement, form: EndAgreementForm) -> str:
    holds = agreement.holds(london_date(now()))
    return render_template(
        "accounts/end_agreement.html", agreement=agreement, holds=holds, form=form
    )
