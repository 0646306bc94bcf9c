"""Holding a list of others against ours: opening it, and what people decide of each death."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.row_security.reach import whole_record
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.cases.queries import readable_by
from dhp.definitions import DeathType
from dhp.errors import DomainError, Refused, Stale
from dhp.evidence.closing import hold
from dhp.evidence.list_file import Listed
from dhp.evidence.list_models import ListDecision, ListEntry, Reconciliation
from dhp.evidence.models import EvidenceSource
from dhp.evidence.rules import Outcome, Reason
from dhp.extensions import db
from dhp.web.text import clean_text

LONGEST_WORDS = 500  # characters
LONGEST_TITLE = 200


@dataclass(frozen=True)
class NewList:
    """A list: where it comes from, its period, and which of our deaths it could hold."""

    source: EvidenceSource
    title: str
    since: date
    until: date
    types: tuple[DeathType, ...]


@dataclass(frozen=True)
class Choice:
    """What a person decided: of a death on theirs, on ours, or on both; why; and more in words."""

    outcome: Outcome
    entry: ListEntry | None = None
    case: Case | None = None
    reason: Reason | None = None
    words: str = ""


def check_days(since: date, until: date) -> None:
    """Raise `DomainError` for days in the wrong order."""
    if since > until:
        raise DomainError("The last day must not be before the first.", "until")


def open_list(new: NewList, deaths: Sequence[Listed], *, by: User) -> Reconciliation:
    """Keep a list that was found sound, whole. Raises `DomainError` for what is missing."""
    title = clean_text(new.title, longest=LONGEST_TITLE, field="title").strip()
    if not title:
        raise DomainError("Enter what the list is called.", "title")
    check_days(new.since, new.until)
    if not new.types:
        raise DomainError("Choose which of our deaths the list could hold.", "types")
    opened = Reconciliation(
        source_ref=new.source.ref,
        title=title,
        since=new.since,
        until=new.until,
        types=" ".join(one.value for one in new.types),
        opened_by=by.ref,
        opened_at=now(),
    )
    db.session.add(opened)
    db.session.flush()
    for one in deaths:
        entry = ListEntry(
            reconciliation_id=opened.id,
            row=one.row,
            force=one.force,
            their_ref=one.their_ref,
            told=one.told,
        )
        db.session.add(entry)
    db.session.flush()
    trail.record(Act.LIST_OPENED, by=by, about=opened.ref, count=len(deaths))
    return opened


@whole_record()  # what stands may be of a case that `by` does not read, and then refuses
def decide(opened: Reconciliation, choice: Choice, *, by: User) -> ListDecision:
    """Keep what was decided of a death; it takes the place of what was decided of it before.

    Raises `Stale` where the case is matched with another death of the list, `Refused` for a closed list and
    for what was left to the lead unless the person is one, and `DomainError` where a reason is missing.
    """
    hold(opened)
    if choice.outcome is Outcome.ONE_ONLY and choice.reason is None:
        raise DomainError("Choose why it stands on one list only.", "reason")
    words = clean_text(choice.words, longest=LONGEST_WORDS, field="words").strip() or None
    if words and choice.case is not None and choice.case.erased_at is not None:
        raise DomainError(
            "Our case is erased, so nothing in words can be kept. Clear this.", "words"
        )
    _free(opened, choice)
    at = now()
    _end(opened, choice, by)
    decision = ListDecision(
        reconciliation_id=opened.id,
        entry_id=choice.entry.id if choice.entry else None,
        case_id=choice.case.id if choice.case else None,
        outcome=choice.outcome,
        reason=choice.reason if choice.outcome is Outcome.ONE_ONLY else None,
        words=words,
        decided_by=by.ref,
        decided_at=at,
    )
    db.session.add(decision)
    db.session.flush()
    refs = [one.ref for one in (choice.entry, choice.case) if one]
    outcome = choice.outcome.value
    trail.record(Act.LIST_DECIDED, by=by, about=[opened.ref, *refs], outcome=outcome)
    return decision


@whole_record()
def take_back(opened: Reconciliation, choice: Choice, *, by: User) -> None:
    """Undo what was decided of the death that `choice` names, so that it waits again."""
    hold(opened)
    _end(opened, choice, by)
    refs = [one.ref for one in (choice.entry, choice.case) if one]
    trail.record(Act.LIST_DECIDED, by=by, about=[opened.ref, *refs], outcome="taken back")


def _end(opened: Reconciliation, choice: Choice, by: User) -> None:
    """End what stands of the death, unless that was left to the lead and `by` is none.

    What was matched with a case that the person may not read counts as left to another lead.
    """
    standing = _standing(opened, choice)
    named = [one.case_id for one in standing if one.case_id]
    seen = readable_by(by).where(Case.id.in_(named)).with_only_columns(Case.id)
    known = {None, *db.session.scalars(seen.order_by(Case.id))}
    leads = by.may(Permission.READ_RESTRICTED_CASES)
    left = any(one.outcome is Outcome.LEFT for one in standing) and not leads
    if left or any(one.case_id not in known for one in standing):
        raise Refused("This death was left to the lead, who decides it.")
    for one in standing:
        one.superseded_at = now()
    db.session.flush()


def _free(opened: Reconciliation, choice: Choice) -> None:
    """Refuse to match a case that is matched with another death of the same list."""
    if choice.case is None or choice.entry is None:
        return
    taken = select(ListDecision.id).where(
        ListDecision.reconciliation_id == opened.id,
        ListDecision.superseded_at.is_(None),
        ListDecision.case_id == choice.case.id,
        ListDecision.entry_id.is_not(None),
        ListDecision.entry_id != choice.entry.id,
    )
    if db.session.scalar(taken) is not None:
        raise Stale("This case is matched with another death of the list. Take that back first.")


def _standing(opened: Reconciliation, choice: Choice) -> Sequence[ListDecision]:
    """The decisions that stand of the death, or deaths, that `choice` names."""
    of: list[ColumnElement[bool]] = []
    if choice.entry is not None:
        of.append(ListDecision.entry_id == choice.entry.id)
    if choice.case is not None:
        of.append(ListDecision.case_id == choice.case.id)
    statement = select(ListDecision).where(
        ListDecision.reconciliation_id == opened.id, ListDecision.superseded_at.is_(None), or_(*of)
    )
    return db.session.scalars(statement.order_by(ListDecision.id)).all()
