"""The pages of hand-overs: the unit's for one case, and those on which forces offer and answer."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.models import Force
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.forces.handover import accept, check_may_answer, decline, offer, withdraw
from dhp.cases.forces.handover_forms import OfferAnswerForm, OfferForm
from dhp.cases.forces.handover_models import HandOver
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.parts import offer_of, offer_with, offers_for, offers_of, parts_of
from dhp.cases.models import Case
from dhp.cases.queries import case_of_force, case_with, forces_by_name, ids_of_force, names_of
from dhp.cases.rules import check_takes_work
from dhp.cases.views import bp, force_of
from dhp.errors import DomainError
from dhp.recognition import OutgoingForm, confirm_look
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

forces_bp = Blueprint("handovers", __name__, url_prefix="/handovers")


@bp.get("/<ref>/handover")
@requires(Permission.LINK_CASES)
def handover(ref: str) -> ResponseReturnValue:
    """Which force has which part in a case, what is offered, and a form to offer more."""
    return _unit_page(_case(ref), OfferForm())


@bp.post("/<ref>/handover")
@requires(Permission.LINK_CASES)
@writes
def offer_part(ref: str) -> ResponseReturnValue:
    """Offer a part in a case to a force."""
    case, form = _case(ref), OfferForm()
    form.offer_choices(ForcePart, forces_by_name())
    with trying(form) as tried:
        check_sound(form)
        _offer(case, form)
    if tried.refused:
        return _unit_page(case, form), tried.refused
    return redirect(url_for(".handover", ref=case.ref), 303)


@bp.post("/<ref>/handover/<offer_ref>/withdraw")
@requires(Permission.LINK_CASES)
@writes
def withdraw_offer(ref: str, offer_ref: str) -> ResponseReturnValue:
    """Take an offer back."""
    case = _case(ref)
    _withdrawn(offer_of(plain_reference(offer_ref), case))
    return redirect(url_for(".handover", ref=case.ref), 303)


@forces_bp.get("")
@requires(Permission.FOLLOW_UP)
def index() -> ResponseReturnValue:
    """What the force is offered and offers."""
    offers = offers_for(current_user)
    trail.record_read(
        Act.HAND_OVERS_LISTED,
        by=current_user,
        about=[each.case.ref for each in offers],
        force=current_user.force_code,
    )
    followed = ids_of_force([each.case_id for each in offers], current_user)
    return render_template("cases/handovers.html", offers=offers, followed=followed)


@forces_bp.get("/offer/<ref>")
@requires(Permission.FOLLOW_UP)
def offer_case(ref: str) -> ResponseReturnValue:
    """Offer a part that the own force has in a case."""
    case = case_of_force(plain_reference(ref), current_user)
    check_takes_work(case)
    return _offer_page(case, OfferForm())


@forces_bp.post("/offer/<ref>")
@requires(Permission.FOLLOW_UP)
@writes
def offer_now(ref: str) -> ResponseReturnValue:
    """Make the offer."""
    case, form = case_of_force(plain_reference(ref), current_user), OfferForm()
    form.offer_choices(_own_parts(case), forces_by_name())
    with trying(form) as tried:
        check_sound(form)
        _offer(case, form)
    if tried.refused:
        return _offer_page(case, form), tried.refused
    return redirect(url_for(".index"), 303)


@forces_bp.get("/<ref>")
@requires(Permission.FOLLOW_UP)
def show(ref: str) -> ResponseReturnValue:
    """One offer, and for the force it was made to the form to answer."""
    return _answer_page(offer_with(plain_reference(ref), current_user), OfferAnswerForm())


@forces_bp.post("/<ref>")
@requires(Permission.FOLLOW_UP)
@writes
def answer(ref: str) -> ResponseReturnValue:
    """Accept or decline an offer."""
    found, form = offer_with(plain_reference(ref), current_user), OfferAnswerForm()
    check_may_answer(found, current_user)
    with trying(form) as tried:
        check_sound(form)
        if form.accepts:
            accept(found, by=current_user)
        else:
            decline(found, form.reason.data or "", by=current_user)
        _confirm(form, found)
    if tried.refused:
        return _answer_page(found, form), tried.refused
    return say_done(f"{found.state.label}. The other force and the unit can see it.", ".index")


@forces_bp.post("/<ref>/withdraw", endpoint="withdraw")
@requires(Permission.FOLLOW_UP)
@writes
def withdraw_own(ref: str) -> ResponseReturnValue:
    """Take back what the own force offered."""
    _withdrawn(offer_with(plain_reference(ref), current_user))
    return redirect(url_for(".index"), 303)


def _case(ref: str) -> Case:
    return case_with(plain_reference(ref), current_user)


def _own_parts(case: Case) -> list[ForcePart]:
    own = current_user.force_id
    return [each.part for each in parts_of(case) if each.force and each.force.id == own]


def _offer(case: Case, form: OfferForm) -> None:
    chosen: dict[str, Force] = {force.code: force for force in forces_by_name()}
    to = chosen[form.force.data]
    found = offer(case, ForcePart(form.part.data), to, form.reason.data or "", by=current_user)
    _confirm(form, found)
    flash(f"Offered to {to.name}. It moves when they accept.", "success")


def _confirm(form: OutgoingForm, found: HandOver) -> None:
    about = (found.case.ref, found.ref)
    confirm_look(form.look, about=about, by=current_user, force=found.to_force.code)


def _withdrawn(found: HandOver) -> None:
    try:
        withdraw(found, by=current_user)
    except DomainError as error:
        flash(error.message)
    else:
        flash("The offer is taken back.", "success")


def _unit_page(case: Case, form: OfferForm) -> str:
    form.offer_choices(ForcePart, forces_by_name())
    offers = offers_of(case)
    names = names_of(ref for each in offers for ref in (each.offered_by, each.answered_by) if ref)
    parts = parts_of(case)
    trail.record_read(Act.CASE_READ, by=current_user, about=case.ref, force=force_of(case))
    return render_template(
        "cases/handover.html", case=case, parts=parts, offers=offers, names=names, form=form
    )


def _offer_page(case: Case, form: OfferForm) -> str:
    form.offer_choices(_own_parts(case), forces_by_name())
    trail.record_read(Act.CASE_READ, by=current_user, about=case.ref, force=force_of(case))
    return render_template("cases/offer.html", case=case, form=form)


def _answer_page(found: HandOver, form: OfferAnswerForm) -> str:
    trail.record_read(
        Act.HAND_OVERS_LISTED,
        by=current_user,
        about=(found.case.ref, found.ref),
        force=current_user.force_code,
    )
    return render_template("cases/offered.html", offer=found, form=form)
