"""The lead's pages of access requests: who asks for whom, agreeing, refusing, asking oneself."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import approvals
from dhp.accounts.actions import INVITATION_DAYS
from dhp.accounts.approval_models import Asked
from dhp.accounts.approval_queries import approval_with, decided, waiting
from dhp.accounts.forms import RecoveryForm
from dhp.accounts.permissions import Permission
from dhp.accounts.queries import user_at
from dhp.accounts.roles import ROLES
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("approvals", __name__, url_prefix="/access-requests")


@bp.get("")
@requires(Permission.GRANT_ACCESS)
def index() -> ResponseReturnValue:
    """What waits for a lead, and what was decided."""
    asked, past = waiting(current_user), decided(current_user)
    return render_template("accounts/approvals.html", asked=asked, past=past, roles=ROLES)


@bp.get("/new-authenticator", endpoint="recovery")
@requires(Permission.GRANT_ACCESS)
def show_recovery() -> ResponseReturnValue:
    """Ask whose authenticator is lost."""
    return render_template("accounts/ask_recovery.html", form=RecoveryForm())


@bp.post("/new-authenticator")
@requires(Permission.GRANT_ACCESS)
@writes
def ask_recovery() -> ResponseReturnValue:
    """Ask the other leads."""
    form = RecoveryForm()
    with trying(form) as tried:
        check_sound(form)
        approvals.ask_recovery(user_at(form.email.data or ""), by=current_user)
    if tried.refused:
        return render_template("accounts/ask_recovery.html", form=form), tried.refused
    return say_done("It is asked. Another lead must agree; the person is told.", ".index")


@bp.get("/<ref>")
@requires(Permission.GRANT_ACCESS)
def approval(ref: str) -> ResponseReturnValue:
    """One request: who asks for whom, and what it would allow."""
    found = approval_with(ref, current_user)
    facts = {"role": ROLES[found.user.role], "kinds": Asked}
    return render_template("accounts/approval.html", approval=found, **facts)


@bp.post("/<ref>/agree")
@requires(Permission.GRANT_ACCESS)
@writes
def agree(ref: str) -> ResponseReturnValue:
    """Do what was asked; an invitation's link is shown to the lead, this once."""
    found = approval_with(ref, current_user)
    token = approvals.agree(found, by=current_user)
    if token is None:
        return say_done("It is done. The person and the other leads are told.", ".index")
    link = url_for("accounts.invitation", token=token, _external=True)
    facts = {"link": link, "days": INVITATION_DAYS, "back": url_for(".index")}
    return render_template("accounts/invited.html", user=found.user, **facts)


@bp.post("/<ref>/refuse")
@requires(Permission.GRANT_ACCESS)
@writes
def refuse(ref: str) -> ResponseReturnValue:
    """Leave everything as it is."""
    approvals.refuse(approval_with(ref, current_user), by=current_user)
    return say_done("It is refused. Nothing has changed.", ".index")
