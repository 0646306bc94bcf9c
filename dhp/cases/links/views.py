"""The unit's pages about two cases: what may be the same, side by side, deciding and undoing."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.links.beside import BESIDE_LINKS
from dhp.cases.links.candidates import candidates_for
from dhp.cases.links.comparison import compare
from dhp.cases.links.forms import CompareForm, UndoForm
from dhp.cases.links.link_form import LinkForm, link_form
from dhp.cases.links.models import LinkKind
from dhp.cases.links.queries import Decided, decision_with, decisions_about
from dhp.cases.links.same_death import link, undo
from dhp.cases.models import Case
from dhp.cases.queries import case_to_work_on, case_with, names_of
from dhp.cases.rules import MergedAway, check_takes_work
from dhp.cases.views import bp, force_of
from dhp.errors import Absent, DomainError, Stale
from dhp.references import is_reference, plain_reference, shown_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

_DONE = {
    LinkKind.SAME_DEATH: "The two cases are one death now. This case stands for both.",
    LinkKind.SAME_INCIDENT: "The two deaths are in one incident now.",
    LinkKind.NOT_THE_SAME: "That these two are not the same is remembered.",
}


@bp.app_errorhandler(MergedAway)
def lead_on(error: MergedAway) -> ResponseReturnValue:
    """Lead whoever asks for a case that was merged to the one that stands for it."""
    if request.method != "GET":
        return current_app.handle_user_exception(
            Stale(
                f"Case {shown_reference(error.ref)} was found to be the same death as case "
                f"{shown_reference(error.survivor)}. Nothing was saved. Enter it in that case."
            )
        )
    flash(
        f"Case {shown_reference(error.ref)} was found to be the same death as this one, which "
        "stands for both."
    )
    return redirect(url_for("cases.case", ref=error.survivor))


@bp.get("/<ref>/links")
@requires(Permission.LINK_CASES)
def links(ref: str) -> ResponseReturnValue:
    """The cases that may be the same death, and what was decided so far."""
    return _list(_case(ref), CompareForm())


@bp.post("/<ref>/links")
@requires(Permission.LINK_CASES)
def find_other(ref: str) -> ResponseReturnValue:
    """Go to the comparison with a case given by its reference."""
    case, form = _to_decide(ref), CompareForm()
    with trying(form) as tried:
        check_sound(form)
        other = _other(form.case_ref.data or "", case)
    if tried.refused:
        return _list(case, form), tried.refused
    return redirect(url_for(".compare_with", ref=case.ref, other_ref=other.ref), 303)


@bp.get("/<ref>/links/<other_ref>")
@requires(Permission.LINK_CASES)
def compare_with(ref: str, other_ref: str) -> ResponseReturnValue:
    """Two cases side by side, and the form for a decision."""
    case = _to_decide(ref)
    return _side_by_side(link_form(compare(case, _case(other_ref))))


@bp.post("/<ref>/links/<other_ref>")
@requires(Permission.LINK_CASES)
@writes
def decide(ref: str, other_ref: str) -> ResponseReturnValue:
    """Record what the person found, unless one of the cases changed since they were shown."""
    case = _to_decide(ref)
    form = link_form(compare(case, _case(other_ref)))
    if not (form.validate() and _decided(form)):
        return _side_by_side(form), 422
    finding = form.finding
    return say_done(_DONE[finding.kind], ".links", ref=finding.keep.ref)


@bp.get("/<ref>/links/<link_ref>/undo")
@requires(Permission.LINK_CASES)
def ask_undo(ref: str, link_ref: str) -> ResponseReturnValue:
    """Ask why a decision was wrong."""
    case = _case(ref)
    decided = decision_with(link_ref, case, current_user)
    check_takes_work(decided.kept)
    return _undo_page(case, decided, UndoForm())


@bp.post("/<ref>/links/<link_ref>/undo")
@requires(Permission.LINK_CASES)
@writes
def undo_link(ref: str, link_ref: str) -> ResponseReturnValue:
    """Undo a decision."""
    case, form = _case(ref), UndoForm()
    decided = decision_with(link_ref, case, current_user)
    with trying(form) as tried:
        check_sound(form)
        undo(decided.link, form.reason.data or "", by=current_user)
    if tried.refused:
        return _undo_page(case, decided, form), tried.refused
    return say_done(
        "The decision is undone. Both cases are as they were before it.", ".links", ref=case.ref
    )


def _decided(form: LinkForm) -> bool:
    try:
        form.check_seen()
        link(form.finding, by=current_user)
    except DomainError as error:
        form.fail(error)
        if isinstance(error, Stale):  # what stands now is on the page; sending again decides on it
            form.show_present()
        return False
    return True


def _list(case: Case, form: CompareForm) -> str:
    found = [] if case.erased_at else candidates_for(case, current_user)
    decisions = decisions_about(case, current_user)
    shown = [case.ref, *(one.case.ref for one in found), *(one.about.ref for one in decisions)]
    names = names_of(one.link.decided_by for one in decisions)
    trail.record_read(Act.LIKENESS_SHOWN, by=current_user, about=shown, force=force_of(case))
    told = {"decisions": decisions, "names": names, "beside": BESIDE_LINKS.of(case, current_user)}
    return render_template("cases/links.html", case=case, found=found, form=form, **told)


def _side_by_side(form: LinkForm) -> str:
    two = form.comparison
    refs = (two.case.ref, two.other.ref)
    trail.record_read(Act.CASE_READ, by=current_user, about=refs, force=force_of(two.case))
    return render_template("cases/compare.html", two=two, form=form)


def _undo_page(case: Case, decided: Decided, form: UndoForm) -> str:
    refs = (case.ref, decided.about.ref)
    trail.record_read(Act.CASE_READ, by=current_user, about=refs, force=force_of(case))
    return render_template("cases/undo_link.html", case=case, decided=decided, form=form)


def _case(ref: str) -> Case:
    return case_with(plain_reference(ref), current_user)


def _to_decide(ref: str) -> Case:
    return case_to_work_on(plain_reference(ref), current_user)


def _other(typed: str, case: Case) -> Case:
    try:
        other = _case(typed) if is_reference(typed) else None
    except MergedAway as merged:
        other = _case(merged.survivor)
    except Absent:
        other = None
    if other is None or other.id == case.id:
        raise DomainError("There is no other case with this reference. Check it.", "case_ref")
    return other
