"""The force's pages about its deaths: the list, and one death with what became of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.models import Case
from dhp.cases.people.actions import add_suspect_to
from dhp.cases.queries import case_of_force, classifications_of
from dhp.cases.rules import check_takes_work
from dhp.dictionary import SECTIONS
from dhp.errors import DomainError
from dhp.followup.actions import lock
from dhp.followup.parts import BESIDE_DEATH, counts_of
from dhp.followup.queries import Followed, followed
from dhp.followup.stages import current, upcoming
from dhp.followup.told import Line, headings
from dhp.followup.worklist import work_of
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes
from dhp.web.paging import paging

bp = Blueprint("followup", __name__, url_prefix="/followup")

# A section's code and title, and its lines under the person they are about.
Block = tuple[str, str, list[tuple[str, list[Line]]]]

_SHOWN = 100  # cases on one page of the list


@bp.get("")
@requires(Permission.FOLLOW_UP)
def index() -> ResponseReturnValue:
    """The force's deaths, what it has to do first at the top."""
    rows = work_of(current_user)
    page = paging(len(rows), _SHOWN)
    shown = page.rows(rows)
    refs = [row.case.ref for row in shown]
    counts = counts_of([row.case for row in shown], current_user)
    trail.record_read(Act.CASES_LISTED, by=current_user, about=refs, force=current_user.force_code)
    return render_template(
        "followup/index.html",
        todo=[row for row in shown if row.waits],
        rest=[row for row in shown if not row.waits],
        counts=counts,
        page=page,
    )


@bp.get("/<ref>")
@requires(Permission.FOLLOW_UP)
def case(ref: str) -> ResponseReturnValue:
    """One death: what to do next, what became of it, and its answers."""
    present = load(ref)
    judgements = classifications_of(present.case)
    parts = BESIDE_DEATH.of(present.case, current_user)
    record_reading(present.case)
    return render_template(
        "followup/case.html",
        present=present,
        work=current(present.clocks),
        later=upcoming(present.clocks),
        judgement=judgements[0] if judgements else None,
        parts=parts,
        owned=owned(present.case),
        blocks=_blocks(present),
    )


@bp.post("/<ref>/suspects")
@requires(Permission.FOLLOW_UP)
@writes
def add_suspect(ref: str) -> ResponseReturnValue:
    """Add a suspect of whom nothing is known yet. A second click on the same page adds none."""
    case = held(ref)
    seen = request.form.get("suspects", "")
    if seen != str(followed(case).told.places.suspects):
        flash("A suspect was added since you opened the page. Look whether it is the same person.")
        return redirect(url_for(".case", ref=case.ref), 303)
    try:
        place = add_suspect_to(case, by=current_user)
    except DomainError as error:
        flash(error.message)
        return redirect(url_for(".case", ref=case.ref), 303)
    return say_done(
        "A suspect is added. Tell what is known.", ".case", ref=case.ref, _anchor=f"{place}-sex"
    )


def load(ref: str) -> Followed:
    """The case with this reference, as typed, of the person's force; raises `Absent`."""
    return followed(case_of_force(plain_reference(ref), current_user))


def load_to_ask(ref: str) -> Followed:
    """As `load`, for a page that asks about the death. Raises `Refused` where it is erased."""
    present = load(ref)
    check_takes_work(present.case)
    return present


def held(ref: str) -> Case:
    """The case of the person's force, held for writing; raises `Absent`, `Refused` where erased."""
    case = case_of_force(plain_reference(ref), current_user)
    lock(case)
    return case


def owned(case: Case) -> bool:
    """Whether the person's force owns the case, so that its stages are for that force to do."""
    return case.force_id is not None and case.force_id == current_user.force_id


def record_reading(case: Case) -> None:
    """Record that the signed-in person reads a case, before it is shown."""
    force = case.force.code if case.force else None
    trail.record_read(Act.CASE_READ, by=current_user, about=case.ref, force=force)


def _blocks(present: Followed) -> list[Block]:
    """The lines of the page by section; in each under the person they are about."""
    told = present.told
    found = []
    for code, title in SECTIONS.items():
        lines = [line for line in told.shown if line.section == code]
        if lines:
            found.append((code, title, headings(lines, told.places.suspects)))
    return found
