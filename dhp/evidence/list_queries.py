"""Reading lists of others for people: what waits, what is matched, what stands on one list only.

Whoever may not read a case does not learn that it is on a list: an entry that was matched with such
a case looks as one that was left to the lead, of which there are others.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import false, or_, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.row_security.reach import whole_record
from dhp.cases.models import Case
from dhp.cases.queries import visible_to as visible_cases
from dhp.definitions import Scope
from dhp.dictionary import DICTIONARY, Given, State, column_named, shown
from dhp.errors import Absent
from dhp.evidence.capture import Capture
from dhp.evidence.list_models import ListDecision, ListEntry, Reconciliation
from dhp.evidence.rules import Outcome
from dhp.extensions import db
from dhp.references import is_reference, plain_reference


@dataclass(frozen=True)
class Theirs:
    """One death on their list, with what was decided of it, as the person may know it."""

    entry: ListEntry
    outcome: Outcome | None
    decision: ListDecision | None
    case: Case | None

    @cached_property
    def answers(self) -> dict[str, Given]:
        """What the list tells, by column of our dictionary."""
        return answers_of(self.entry)

    @property
    def words(self) -> list[tuple[str, str]]:
        """What the list tells, as people read it: a label and a value each."""
        return words_of(self.answers)


@dataclass(frozen=True)
class Ours:
    """One death of ours in the period, with what was decided of it."""

    case: Case
    decision: ListDecision | None


@dataclass(frozen=True)
class Workspace:
    """A list beside ours: every entry, and every death of ours that the list could hold."""

    opened: Reconciliation
    theirs: Sequence[Theirs]
    ours: Sequence[Ours]

    @property
    def waiting(self) -> list[Theirs]:
        """Entries of which nobody decided anything."""
        return [one for one in self.theirs if one.outcome is None]

    @property
    def matched(self) -> list[Theirs]:
        """Entries that are a case of ours."""
        return self._with(Outcome.MATCHED)

    @property
    def theirs_only(self) -> list[Theirs]:
        """Entries that stand on their list only."""
        return self._with(Outcome.ONE_ONLY)

    @property
    def left(self) -> list[Theirs]:
        """Entries that were left to the lead."""
        return self._with(Outcome.LEFT)

    @property
    def ours_only(self) -> list[Ours]:
        """Deaths of ours that stand on our list only, with a reason."""
        return [one for one in self.ours if one.decision]

    @property
    def ours_waiting(self) -> list[Ours]:
        """Deaths of ours that are not matched and of which nobody decided anything."""
        return [one for one in self.ours if not one.decision]

    @property
    def open(self) -> int:
        """How many deaths, on either list, nobody has settled."""
        return len(self.waiting) + len(self.left) + len(self.ours_waiting)

    @property
    def capture(self) -> Capture:
        """What the settled ones say together; those that belong on one list alone are left out."""
        theirs = [one.decision for one in self.theirs_only if one.decision]
        ours = [one.decision for one in self.ours_only if one.decision]
        return Capture(len(self.matched), _belonging(ours), _belonging(theirs))

    def _with(self, outcome: Outcome) -> list[Theirs]:
        return [one for one in self.theirs if one.outcome is outcome]


def lists(user: User) -> Sequence[Reconciliation]:
    """The lists that were opened, the latest first."""
    statement = select(Reconciliation)
    if not user.may(Permission.RECONCILE):
        statement = statement.where(false())
    ordered = statement.order_by(Reconciliation.opened_at.desc(), Reconciliation.id.desc())
    return db.session.scalars(ordered).all()


def list_with(ref: str, user: User) -> Reconciliation:
    """The list with this reference, as typed. Raises `Absent`."""
    plain = plain_reference(ref)
    found = next((one for one in lists(user) if one.ref == plain), None)
    if found is None or not is_reference(ref):
        raise Absent
    return found


def workspace(opened: Reconciliation, user: User) -> Workspace:
    """The list beside the cases that `user` may read. Four statements, however many deaths."""
    decisions = _decisions(opened)
    cases = {case.id: case for case in _cases(opened, decisions, user)}
    by_entry = {one.entry_id: one for one in decisions if one.entry_id}
    entries = db.session.scalars(
        select(ListEntry)
        .where(ListEntry.reconciliation_id == opened.id)
        .order_by(ListEntry.row, ListEntry.id)
    )
    theirs = [_theirs(entry, by_entry.get(entry.id), cases) for entry in entries]
    taken = {one.case_id for one in by_entry.values()}
    alone = {one.case_id: one for one in decisions if one.entry_id is None}
    held = [case for case in cases.values() if _in_period(case, opened) and case.id not in taken]
    return Workspace(opened, theirs, [Ours(case, alone.get(case.id)) for case in held])


def entry_in(space: Workspace, ref: str) -> Theirs:
    """The entry of a list with this reference; raises `Absent`."""
    plain = plain_reference(ref)
    found = next((one for one in space.theirs if one.entry.ref == plain), None)
    if found is None:
        raise Absent
    return found


def case_in(space: Workspace, ref: str) -> Ours:
    """The death of ours with this reference that is not matched; raises `Absent`."""
    plain = plain_reference(ref)
    found = next((one for one in space.ours if one.case.ref == plain), None)
    if found is None:
        raise Absent
    return found


def answers_of(entry: ListEntry) -> dict[str, Given]:
    """What the list tells of a death, by column of our dictionary."""
    told: Mapping[str, str] = json.loads(entry.told)
    return {name: Given(State.ANSWERED, value) for name, value in told.items()}


def words_of(answers: Mapping[str, Given]) -> list[tuple[str, str]]:
    """Answers as people read them: a label and a value each."""
    found = []
    for name, given in answers.items():
        column = column_named(name, DICTIONARY)
        if column is not None:
            label = column.phrased(alone=True)
            found.append((label[:1].upper() + label[1:], shown(column.characteristic, given)))
    return found


def _belonging(decisions: Iterable[ListDecision]) -> int:
    return sum(one.reason is not None and one.reason.belongs for one in decisions)


def _theirs(entry: ListEntry, decision: ListDecision | None, cases: Mapping[int, Case]) -> Theirs:
    if decision is None:
        return Theirs(entry, None, None, None)
    if decision.case_id is None:
        return Theirs(entry, decision.outcome, decision, None)
    case = cases.get(decision.case_id)
    if case is None:
        return Theirs(entry, Outcome.LEFT, None, None)
    return Theirs(entry, decision.outcome, decision, case)


@whole_record()  # what was matched with a case that `user` may not read is shown as left to the lead
def _decisions(opened: Reconciliation) -> Sequence[ListDecision]:
    statement = select(ListDecision).where(
        ListDecision.reconciliation_id == opened.id, ListDecision.superseded_at.is_(None)
    )
    return db.session.scalars(statement.order_by(ListDecision.id)).all()


def _cases(opened: Reconciliation, decisions: Sequence[ListDecision], user: User) -> Sequence[Case]:
    """The cases that `user` may read and that are in the period or were decided of."""
    named = [one.case_id for one in decisions if one.case_id]
    within = Case.died_first.between(opened.since, opened.until)
    statement = visible_cases(user).where(or_(within, Case.id.in_(named)))
    return db.session.scalars(statement.order_by(Case.died_first, Case.id)).all()


def _in_period(case: Case, opened: Reconciliation) -> bool:
    """Whether the list could hold the case: it died then, is of such a type, and not out of scope."""
    if case.died_first is None or not opened.since <= case.died_first <= opened.until:
        return False
    return case.scope is not Scope.OUT and case.type.value in opened.types.split()
