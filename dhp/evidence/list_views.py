"""The pages of reconciliation: the lists, one list beside ours, and a decision on one death."""

from collections.abc import Iterable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.forces import forces
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.queries import names_of
from dhp.errors import DomainError
from dhp.evidence.candidates import candidates_of
from dhp.evidence.list_actions import Choice, decide, open_list, take_back
from dhp.evidence.list_file import TEMPLATE, ListFile, list_in
from dhp.evidence.list_forms import CloseForm, EntryForm, ListForm, OursForm
from dhp.evidence.list_models import Reconciliation
from dhp.evidence.list_queries import (
    Theirs,
    Workspace,
    case_in,
    entry_in,
    list_with,
    lists,
    workspace,
)
from dhp.evidence.queries import sources, titles
from dhp.evidence.rules import Outcome
from dhp.evidence.views import uploaded
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("lists", __name__, url_prefix="/evidence/lists")

_PARTS = ("waiting", "matched", "theirs", "ours", "left")
_ON_PAGE = 40


@bp.get("")
@requires(Permission.RECONCILE)
def index() -> ResponseReturnValue:
    """The lists that were opened."""
    return render_template("evidence/lists.html", lists=lists(current_user), titles=titles())


@bp.get("/new")
@requires(Permission.RECONCILE)
def new() -> ResponseReturnValue:
    """Where a list is chosen."""
    return _new_page(_list_form(), None)


@bp.get("/template.csv")
@requires(Permission.RECONCILE)
def template() -> ResponseReturnValue:
    """The header of a list."""
    headers = {"Content-Disposition": "attachment; filename=list.csv"}
    return Response("\ufeff" + TEMPLATE, mimetype="text/csv", headers=headers)


@bp.post("/new", endpoint="open")
@requires(Permission.RECONCILE)
@writes
def open_one() -> ResponseReturnValue:
    """Keep a list, whole or not at all."""
    form, data = _list_form(), uploaded()
    told = _told(data) if data else None
    if told is None:
        form.validate()
        form.fail(DomainError("Choose a file.", "file"))
    if told is None or told.faults:
        return _new_page(form, told), 422

    with trying(form) as tried:
        check_sound(form)
        made = open_list(form.new_list(sources(current_user)), told.deaths, by=current_user)
    if tried.refused:
        return _new_page(form, None), tried.refused
    return say_done(f"The list is kept: {len(told.deaths)} deaths.", ".show", ref=made.ref)


@bp.get("/<ref>")
@requires(Permission.RECONCILE)
def show(ref: str) -> ResponseReturnValue:
    """A list beside ours: what waits with its candidates, or what was decided."""
    return list_page(list_with(ref, current_user), CloseForm())


def list_page(opened: Reconciliation, form: CloseForm) -> str:
    """The page of a list for the signed-in person, its reading recorded."""
    space, part = workspace(opened, current_user), request.args.get("show", "")
    part = part if part in _PARTS else _PARTS[0]
    few = space.waiting[:_ON_PAGE] if part == "waiting" else []
    found = candidates_of(few, space, current_user)
    cases = [one.case for one in space.theirs if one.case] + [one.case for one in space.ours]
    cases += [one.case for some in found.values() for one in some]
    _record(space.opened, dict.fromkeys(case.ref for case in cases))
    return render_template(
        "evidence/list.html",
        space=space,
        part=part,
        candidates=found,
        few=few,
        titles=titles(),
        names=names_of([opened.closed_by] if opened.closed_by else []),
        form=form,
    )


@bp.get("/<ref>/theirs/<entry_ref>")
@requires(Permission.RECONCILE)
def look(ref: str, entry_ref: str) -> ResponseReturnValue:
    """A death on their list beside the cases that it may be."""
    space = _space(ref)
    return _entry_page(space, entry_in(space, entry_ref), None)


@bp.post("/<ref>/theirs/<entry_ref>", endpoint="decide")
@requires(Permission.RECONCILE)
@writes
def decide_entry(ref: str, entry_ref: str) -> ResponseReturnValue:
    """Keep what was decided of a death on their list."""
    space = _space(ref)
    one, form = entry_in(space, entry_ref), EntryForm()
    found = candidates_of([one], space, current_user)[one.entry.id]
    form.offer(found)
    with trying(form) as tried:
        check_sound(form)
        decide(space.opened, form.choice(one.entry, found), by=current_user)
    if tried.refused:
        return _entry_page(space, one, form), tried.refused
    return say_done("The decision is kept.", ".show", ref=space.opened.ref)


@bp.post("/<ref>/theirs/<entry_ref>/take-back")
@requires(Permission.RECONCILE)
@writes
def undo(ref: str, entry_ref: str) -> ResponseReturnValue:
    """Let a death on their list wait again."""
    space = _space(ref)
    one = entry_in(space, entry_ref)
    if one.outcome is not None:
        take_back(space.opened, Choice(one.outcome, one.entry), by=current_user)
        flash("The decision is taken back.", "success")
    return redirect(url_for(".show", ref=space.opened.ref), 303)


@bp.get("/<ref>/ours/<case_ref>")
@requires(Permission.RECONCILE)
def look_at_ours(ref: str, case_ref: str) -> ResponseReturnValue:
    """A death of ours that is not on their list."""
    space = _space(ref)
    one = case_in(space, case_ref)
    _record(space.opened, [one.case.ref])
    return render_template("evidence/ours.html", space=space, one=one, form=OursForm())


@bp.post("/<ref>/ours/<case_ref>", endpoint="decide_ours")
@requires(Permission.RECONCILE)
@writes
def decide_on_ours(ref: str, case_ref: str) -> ResponseReturnValue:
    """Keep why a death of ours is not on their list."""
    space, form = _space(ref), OursForm()
    one = case_in(space, case_ref)

    with trying(form) as tried:
        check_sound(form)
        words = form.words.data or ""
        choice = Choice(Outcome.ONE_ONLY, None, one.case, form.why, words)
        decide(space.opened, choice, by=current_user)
    if tried.refused:
        return render_template("evidence/ours.html", space=space, one=one, form=form), tried.refused
    return say_done("The decision is kept.", ".show", ref=space.opened.ref, show="ours")


def _space(ref: str) -> Workspace:
    return workspace(list_with(ref, current_user), current_user)


def _entry_page(space: Workspace, one: Theirs, form: EntryForm | None) -> str:
    found = candidates_of([one], space, current_user)[one.entry.id]
    if form is None:
        form = EntryForm()
        form.offer(found)
    _record(space.opened, [candidate.case.ref for candidate in found])
    return render_template("evidence/entry.html", space=space, one=one, candidates=found, form=form)


def _record(opened: Reconciliation, cases: Iterable[str]) -> None:
    trail.record_read(Act.LIST_READ, by=current_user, about=[opened.ref, *cases])


def _told(data: bytes) -> ListFile:
    by_code = {force.code: force for force in forces()}
    return list_in(data, by_code, london_date(now()))


def _list_form() -> ListForm:
    form = ListForm()
    form.offer(sources(current_user))
    return form


def _new_page(form: ListForm, told: ListFile | None) -> str:
    return render_template("evidence/new_list.html", form=form, faults=told.faults if told else ())
