"""Where recommendations stood at an instant, for reports: nothing of any case, no words of answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from dhp.calendar import london_date
from dhp.extensions import db
from dhp.learning.finding_models import Finding, FindingCode, FindingUse
from dhp.learning.models import Addressee, Judgement, Recommendation, Response
from dhp.learning.rules import Closing, Status


@dataclass(frozen=True)
class Followed:
    """One recommendation as it stood: who was asked, how the unit had judged each, who is overdue.

    `addressee` is the name of the one it is addressed to, or how many they are. `answered` counts
    those that had answered, `evidence` those that had named evidence.
    """

    name: str
    title: str
    addressee: str
    issued_on: date
    due_on: date
    statuses: Mapping[Status, int]
    answered: int
    evidence: int
    overdue: int
    closing: Closing | None

    @property
    def asked(self) -> int:
        """How many it is addressed to."""
        return sum(self.statuses.values())


def followed_at(as_at: datetime) -> list[Followed]:
    """Every recommendation issued by `as_at`, in the order of their numbers. Four statements."""
    found = db.session.scalars(
        select(Recommendation)
        .where(Recommendation.issued_at <= as_at)
        .order_by(Recommendation.year, Recommendation.number)
    ).all()
    addressed: dict[int, list[Addressee]] = {one.id: [] for one in found}
    every = select(Addressee).order_by(Addressee.id)
    for one in db.session.scalars(every):
        addressed.get(one.recommendation_id, []).append(one)
    judged = _judged_at(as_at)
    answers = _answers_at(as_at)
    return [_followed(one, addressed[one.id], judged, answers, as_at) for one in found]


def names_resting_on(as_at: datetime) -> dict[str, list[str]]:
    """The names of recommendations issued by `as_at`, with their titles, by the references of the
    codes that the findings behind them are about. One statement.
    """
    rows = db.session.execute(
        select(FindingCode.code_ref, Recommendation)
        .join(FindingUse, FindingUse.finding_id == FindingCode.finding_id)
        .join(Recommendation, Recommendation.id == FindingUse.recommendation_id)
        .join(Finding, Finding.id == FindingCode.finding_id)
        .where(
            Recommendation.issued_at <= as_at,
            or_(Finding.withdrawn_at.is_(None), Finding.withdrawn_at > as_at),
        )
        .order_by(Recommendation.year, Recommendation.number, FindingCode.code_ref)
    )
    found: dict[str, list[str]] = {}
    for code, one in rows:
        found.setdefault(code, []).append(f"{one.name}: {one.title}")
    return found


def _followed(
    one: Recommendation,
    addressed: list[Addressee],
    judged: Mapping[int, Status],
    answers: Mapping[int, bool],
    as_at: datetime,
) -> Followed:
    statuses = [judged.get(each.id, Status.ISSUED) for each in addressed]
    closed = one.closed_at is not None and one.closed_at <= as_at
    late = not closed and london_date(as_at) > one.due_on
    count = len(addressed)
    return Followed(
        name=one.name,
        title=one.title,
        addressee=addressed[0].name if count == 1 else f"{count:,} addressees",
        issued_on=london_date(one.issued_at or as_at),
        due_on=one.due_on,
        statuses=Counter(statuses),
        answered=sum(each.id in answers for each in addressed),
        evidence=sum(answers.get(each.id, False) for each in addressed),
        overdue=sum(late and not status.is_settled for status in statuses),
        closing=one.closing if closed else None,
    )


def _judged_at(as_at: datetime) -> dict[int, Status]:
    """How each addressee had been judged last, by its id."""
    statement = (
        select(Judgement.addressee_id, Judgement.status)
        .where(Judgement.judged_at <= as_at)
        .order_by(Judgement.judged_at, Judgement.id)
    )
    return dict(db.session.execute(statement).all())


def _answers_at(as_at: datetime) -> dict[int, bool]:
    """The addressees that had answered, by id, and whether any answer named evidence."""
    statement = (
        select(Response.addressee_id, Response.evidence.is_not(None))
        .where(Response.recorded_at <= as_at)
        .order_by(Response.id)
    )
    found: dict[int, bool] = {}
    for addressee, evidence in db.session.execute(statement):
        found[addressee] = found.get(addressee, False) or bool(evidence)
    return found
