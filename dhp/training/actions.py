"""Practising on an invented case: begin, decide, ask, mark, finish, begin again, take away."""

from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import now
from dhp.cases.rules import Decision, check_decision
from dhp.coding.marks.actions import NewMark
from dhp.coding.passes.rules import Polarity, check_locks, check_marks
from dhp.definitions import Verdict
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.training.invented import NOTICE
from dhp.training.kept import Asked, PracticeMark, as_text, asked_in, mark_in, marks_in, standing_in
from dhp.training.models import CaseRehearsal
from dhp.training.queries import rehearsal_of


def begin(*, by: User) -> CaseRehearsal:
    """What `by` practises on: the one there is, or a new one. A double click gives the same twice."""
    found = rehearsal_of(by)
    if found is not None:
        return found
    made = CaseRehearsal(coder=by)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # another click came first
        found = rehearsal_of(by)
        if found is None:
            raise
        return found
    trail.record(Act.CASE_REHEARSAL_STARTED, by=by, about=made.ref)
    return made


def begin_again(rehearsal: CaseRehearsal, *, by: User) -> None:
    """Put the invented case back to what the force told first."""
    _hold(rehearsal)
    rehearsal.decision = rehearsal.finished_at = None
    rehearsal.asked = rehearsal.marks = "[]"
    rehearsal.started_at = rehearsal.saved_at = now()
    trail.record(Act.CASE_REHEARSAL_STARTED, by=by, about=rehearsal.ref)
    db.session.flush()


def decide(rehearsal: CaseRehearsal, decision: Decision, proposal: Verdict, *, by: User) -> None:
    """Judge the invented case, under the rules for a real one; raises `DomainError` as they do."""
    _hold(rehearsal)
    check_decision(decision, proposal, standing_in(rehearsal))
    rehearsal.decision = as_text(decision)
    _saved(rehearsal, by)


def ask(rehearsal: CaseRehearsal, about: str, words: str, *, by: User) -> None:
    """Ask the invented force about a column, or with a blank about the case. It answers at once.

    Raises `DomainError` for a column that the case does not have, and for one asked about before.
    """
    _hold(rehearsal)
    before = asked_in(rehearsal)
    if about and about not in NOTICE:
        raise DomainError("Choose one of the answers in the list.", "about")
    if about in {one.about for one in before}:
        raise DomainError("The force has answered this already. Its answer stands below.", "about")
    rehearsal.asked = as_text([*before, Asked(about, words)])
    _saved(rehearsal, by)


def mark(rehearsal: CaseRehearsal, wanted: NewMark, *, by: User) -> PracticeMark:
    """Set a mark. The same code on the same place is one mark: what was said of it last holds."""
    place = wanted.place
    new = PracticeMark(
        wanted.code_id,
        place.narrative.answer_id if place else None,
        place.span.starts if place else None,
        place.span.ends if place else None,
        place.quote if place else None,
        wanted.polarity,
        wanted.memo.strip() or None,
        wanted.unsure,
    )
    same = (new.code_id, new.place)
    _keep(rehearsal, [one for one in _open(rehearsal) if (one.code_id, one.place) != same], new, by)
    return new


def change(
    rehearsal: CaseRehearsal, ref: str, polarity: Polarity, memo: str, *, unsure: bool, by: User
) -> None:
    """Say something else of a mark."""
    marks, old = _open(rehearsal), mark_in(rehearsal, ref)
    new = replace(old, polarity=polarity, memo=memo.strip() or None, unsure=unsure)
    _keep(rehearsal, [one for one in marks if one.ref != ref], new, by)


def unmark(rehearsal: CaseRehearsal, ref: str, *, by: User) -> None:
    """Take a mark away."""
    marks, old = _open(rehearsal), mark_in(rehearsal, ref)
    _keep(rehearsal, [one for one in marks if one.ref != old.ref], None, by)


def finish(rehearsal: CaseRehearsal, *, by: User) -> None:
    """End the coding, after which the model answer is shown; raises `Refused` where it has ended."""
    _hold(rehearsal)
    check_locks(rehearsal.state)
    rehearsal.finished_at = now()
    _saved(rehearsal, by)


def remove(rehearsal: CaseRehearsal, *, by: Actor) -> None:
    """Take it away for good."""
    trail.record(Act.CASE_REHEARSAL_REMOVED, by=by, about=rehearsal.ref)
    db.session.delete(rehearsal)
    db.session.flush()


def _hold(rehearsal: CaseRehearsal) -> None:
    """Read it as it stands now, so that two windows of one person take turns."""
    db.session.refresh(rehearsal, with_for_update={"of": CaseRehearsal})


def _open(rehearsal: CaseRehearsal) -> list[PracticeMark]:
    _hold(rehearsal)
    check_marks(rehearsal.state)
    return marks_in(rehearsal)


def _keep(
    rehearsal: CaseRehearsal, others: list[PracticeMark], new: PracticeMark | None, by: User
) -> None:
    rehearsal.marks = as_text([*others, new] if new else others)
    _saved(rehearsal, by)


def _saved(rehearsal: CaseRehearsal, by: User) -> None:
    rehearsal.saved_at = now()
    trail.record(Act.CASE_REHEARSAL_SAVED, by=by, about=rehearsal.ref)
    db.session.flush()
