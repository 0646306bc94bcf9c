"""Reviewing a case: keeping it until a day, or asking another lead to erase it. Nothing else ends it."""

from dataclasses import dataclass
from datetime import date

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.calendar import london_date, now
from dhp.cases.erasing.actions import ask_to_erase
from dhp.cases.erasing.models import Ground
from dhp.cases.models import Case
from dhp.errors import Refused, Stale
from dhp.extensions import db
from dhp.retention.groups import Group
from dhp.retention.models import RetentionReview
from dhp.retention.queries import standing_of
from dhp.retention.rules import Choice, Due, Why, check_review


@dataclass(frozen=True)
class Decided:
    """A decision before it is recorded. `until` is the day of the next review of what is kept."""

    choice: Choice
    group: Group
    reason: str
    until: date | None = None


def review(case: Case, decided: Decided, *, seen: str, by: User) -> RetentionReview:
    """Record the review of `case`; `seen` is the reference of the review before, as it was shown.

    Raises `DomainError` without a reason or a sound day, `Stale` where somebody else reviewed it
    meanwhile, and `Refused` for a case that is erased or waits for another lead.
    """
    standing, today = standing_of(case), london_date(now())
    if seen != (standing.last.ref if standing.last else ""):
        raise Stale("Somebody has reviewed this case meanwhile. Read what they decided.")
    if case.erased_at is not None or standing.waits:
        raise Refused("This case is erased, or another lead decides whether it is.")
    keeps = decided.choice is Choice.KEEP
    check_review(decided.choice, decided.reason, decided.until, decided.group, today)
    asked = standing.due_by(today)[:1] or (Due(today, Why.EARLY),)
    done = RetentionReview(
        case=case,
        group=decided.group,
        due_on=asked[0].on,
        why=asked[0].why,
        choice=decided.choice,
        reason=decided.reason.strip(),
        until=decided.until if keeps else None,
        erasure=None if keeps else ask_to_erase(case, Ground.REVIEW, decided.reason, by=by),
        reviewed_by=by.ref,
    )
    db.session.add(done)
    db.session.flush()
    trail.record(
        KeepingAct.RETENTION_REVIEWED,
        by=by,
        about=case.ref,
        force=case.force.code if case.force else None,
        choice=decided.choice.value,
        group=decided.group.value,
        why=done.why.value,
    )
    return done
