"""Lists of recommendations: by choice, what is overdue, what waits, and which are like a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from dhp.accounts.models import User
from dhp.calendar import london_date, now
from dhp.extensions import db
from dhp.learning.likeness import LEAST, likeness
from dhp.learning.models import Addressee, Judgement, Recommendation, Response
from dhp.learning.queries import last_of, rows_visible_to, visible_to
from dhp.learning.rules import STATUSES, UNSETTLED, Stage, Status

MOST = 200  # recommendations on one page
OVERDUE = "overdue"  # chosen as if it were a status
_LIKE_SHOWN = 5


@dataclass(frozen=True)
class Wanted:
    """Which recommendations to list; what is left out takes all. `status` may be `OVERDUE`."""

    status: str = ""
    year: int | None = None
    force: str = ""
    repeats: bool = False

    @property
    def parameters(self) -> dict[str, str]:
        """The choice as an address carries it."""
        chosen = {"status": self.status, "year": str(self.year or ""), "force": self.force}
        chosen |= {"repeats": "1" if self.repeats else ""}
        return {name: text for name, text in chosen.items() if text}


class Line(NamedTuple):
    """One recommendation of a list: how many visible addressees have each status, how many are late."""

    recommendation: Recommendation
    counts: Mapping[Status, int]
    overdue: int


def listing(user: User, wanted: Wanted, *, most: int = MOST) -> list[Line]:
    """The recommendations that `user` may read, drafts first, then latest issued. Two statements."""
    statement = visible_to(user)
    for condition in _conditions(user, wanted):
        statement = statement.where(condition)
    ordered = statement.order_by(
        Recommendation.issued_at.desc().nulls_first(), Recommendation.id.desc()
    )
    return _lines(db.session.scalars(ordered.limit(most)).all(), user)


class Late(NamedTuple):
    """An overdue recommendation: how many of the visible addressees are late, of how many."""

    recommendation: Recommendation
    overdue: int
    total: int


def overdue_ones(user: User) -> list[Late]:
    """The recommendations of which an addressee that `user` may see is overdue, longest first.

    One statement, because it is asked on every first page.
    """
    unsettled = func.sum(case((Addressee.status.in_(UNSETTLED), 1), else_=0))
    seen = rows_visible_to(user).with_only_columns(Addressee.id)
    statement = (
        select(Recommendation, unsettled, func.count())
        .join(Addressee, Addressee.recommendation_id == Recommendation.id)
        .where(Addressee.id.in_(seen.correlate(None)))
        .where(Recommendation.stage == Stage.ISSUED)
        .where(Recommendation.due_on < london_date(now()))
        .group_by(Recommendation.id)
        .having(unsettled > 0)
        .order_by(Recommendation.due_on, Recommendation.id)
    )
    return [Late(*row) for row in db.session.execute(statement)]


def years(user: User) -> list[int]:
    """The years in which recommendations that `user` may read were issued, latest first."""
    readable = visible_to(user).where(Recommendation.year.is_not(None))
    found = readable.with_only_columns(Recommendation.year).distinct()
    return [year for year in db.session.scalars(found.order_by(Recommendation.year.desc())) if year]


def to_judge(user: User) -> list[Addressee]:
    """The addressees whose last answer nobody has judged, the longest waiting first."""
    answered = last_of(Response.recorded_at, Response.addressee_id)
    judged = last_of(Judgement.judged_at, Judgement.addressee_id)
    statement = (
        rows_visible_to(user)
        .join(Addressee.recommendation)
        .where(Recommendation.stage == Stage.ISSUED, answered.is_not(None))
        .where(or_(judged.is_(None), judged < answered))
        .order_by(answered, Addressee.id)
    )
    return list(db.session.scalars(statement))


def unanswered(user: User) -> list[Addressee]:
    """What the force of `user` has not answered yet, or has not settled in time; soonest due first."""
    if user.force_id is None:
        return []
    answered = exists().where(Response.addressee_id == Addressee.id)
    late = Recommendation.due_on < london_date(now())
    statement = (
        rows_visible_to(user)
        .join(Addressee.recommendation)
        .where(Recommendation.stage == Stage.ISSUED, Addressee.status.in_(UNSETTLED))
        .where(or_(~answered, late))
        .order_by(Recommendation.due_on, Addressee.id)
    )
    return list(db.session.scalars(statement))


class Like(NamedTuple):
    """An earlier recommendation and how alike it is, of 100."""

    recommendation: Recommendation
    score: float


def like_ones(title: str, words: str, user: User) -> list[Like]:
    """The numbered recommendations whose words are like these, the most alike first."""
    statement = visible_to(user).where(Recommendation.number.is_not(None))
    found = db.session.scalars(statement.order_by(Recommendation.id.desc()))
    told = f"{title} {words}"
    scored = (Like(one, likeness(told, f"{one.title} {one.words}")) for one in found)
    near = [like for like in scored if like.score >= LEAST]
    return sorted(near, key=lambda like: -like.score)[:_LIKE_SHOWN]


def _conditions(user: User, wanted: Wanted) -> list[ColumnElement[bool]]:
    rows = rows_visible_to(user).with_only_columns(Addressee.recommendation_id)
    late = Recommendation.due_on < london_date(now())
    found: list[ColumnElement[bool]] = []
    if wanted.status == OVERDUE:
        unsettled = rows.where(Addressee.status.in_(UNSETTLED))
        if wanted.force:
            unsettled = unsettled.where(Addressee.force.has(code=wanted.force))
        found += [Recommendation.stage == Stage.ISSUED, late, Recommendation.id.in_(unsettled)]
    elif wanted.status in (Stage.DRAFT, Stage.CLOSED):
        found.append(Recommendation.stage == Stage(wanted.status))
    elif wanted.status in STATUSES:
        of_status = rows.where(Addressee.status == STATUSES[wanted.status])
        found += [Recommendation.stage == Stage.ISSUED, Recommendation.id.in_(of_status)]
    if wanted.year:
        found.append(Recommendation.year == wanted.year)
    if wanted.force:
        found.append(Recommendation.id.in_(rows.where(Addressee.force.has(code=wanted.force))))
    if wanted.repeats:
        found.append(Recommendation.repeats_id.is_not(None))
    return found


def _lines(found: Sequence[Recommendation], user: User) -> list[Line]:
    statement = (
        rows_visible_to(user)
        .where(Addressee.recommendation_id.in_([one.id for one in found]))
        .with_only_columns(Addressee.recommendation_id, Addressee.status, func.count())
        .group_by(Addressee.recommendation_id, Addressee.status)
        .order_by(Addressee.recommendation_id)
    )
    counts: dict[int, dict[Status, int]] = {}
    for number, status, count in db.session.execute(statement):
        counts.setdefault(number, {})[status] = count
    today = london_date(now())
    return [_line(one, counts.get(one.id, {}), today) for one in found]


def _line(one: Recommendation, counts: Mapping[Status, int], today: date) -> Line:
    late = one.stage is Stage.ISSUED and one.due_on < today
    overdue = sum(counts.get(status, 0) for status in UNSETTLED) if late else 0
    return Line(one, counts, overdue)
