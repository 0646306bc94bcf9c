"""Reading what is due for review, for whoever may review: worked out anew from the record each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import defer, joinedload

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK
from dhp.cases.queries import visible_to as cases_visible_to
from dhp.extensions import db
from dhp.retention.groups import Group, proposed
from dhp.retention.happenings import happened
from dhp.retention.models import RetentionReview
from dhp.retention.rules import Choice, Due, Happened, Reviewed, dues


@dataclass(frozen=True)
class Standing:
    """One case, its group, and every day on which a review of it falls due."""

    case: Case
    group: Group
    dues: tuple[Due, ...]
    last: RetentionReview | None

    @property
    def next(self) -> Due | None:
        """What falls due first; None while another lead decides whether to erase the case."""
        return self.dues[0] if self.dues else None

    def due_by(self, day: date) -> tuple[Due, ...]:
        """What was due on `day` or before."""
        return tuple(due for due in self.dues if due.on <= day)

    @property
    def waits(self) -> bool:
        """Whether another lead has to decide first."""
        erasure = self.last.erasure if self.last else None
        return erasure is not None and erasure.agreed is None


def visible_to(user: User) -> Select[RetentionReview]:
    """The reviews of cases that `user` may read, for whoever may review."""
    keys = _reviewable(user).with_only_columns(Case.id)
    return select(RetentionReview).where(RetentionReview.case_id.in_(keys))


def due_reviews(user: User, today: date) -> Sequence[Standing]:
    """The cases whose review is due on `today` or was before, the longest overdue first."""
    found = [one for one in standings(user) if one.due_by(today)]
    return sorted(found, key=lambda one: (one.dues[0], one.case.id))


def standings(user: User) -> list[Standing]:
    """Every case that is not erased and that `user` may review, by key, with what falls due."""
    return _standings(_reviewable(user).where(TAKES_WORK))


def standing_of(case: Case) -> Standing:
    """The same for one case, which the reader was found to be allowed to read."""
    [found] = _standings(select(Case).where(Case.id == case.id))
    return found


def reviews_of(case: Case, user: User) -> Sequence[RetentionReview]:
    """Every review of a case, the latest first."""
    statement = visible_to(user).where(RetentionReview.case_id == case.id)
    return db.session.scalars(statement.order_by(RetentionReview.id.desc())).unique().all()


def _reviewable(user: User) -> Select[Case]:
    if not user.may(Permission.REVIEW_RETENTION):
        return select(Case).where(false())
    return cases_visible_to(user)


def _standings(statement: Select[Case]) -> list[Standing]:
    keys = statement.with_only_columns(Case.id)
    cases = db.session.scalars(statement.options(defer(Case.force_ref)).order_by(Case.id)).all()
    latest = select(func.max(RetentionReview.id)).where(RetentionReview.case_id.in_(keys))
    reviews = {
        review.case_id: review
        for review in db.session.scalars(
            select(RetentionReview)
            .where(RetentionReview.id.in_(latest.group_by(RetentionReview.case_id)))
            .options(defer(RetentionReview.reason), joinedload(RetentionReview.erasure))
            .order_by(RetentionReview.id)
        )
    }
    events = happened(keys)
    return [_standing(case, reviews.get(case.id), events.get(case.id, ())) for case in cases]


def _standing(case: Case, last: RetentionReview | None, events: Sequence[Happened]) -> Standing:
    group = last.group if last else proposed(case.scope, case.type)
    found = Standing(case, group, (), last)
    if case.erased_at is not None or found.waits:
        return found
    days = london_date(case.received_at), london_date(case.opened_at)
    return Standing(case, group, dues(*days, group, _reviewed(last), events), last)


def _reviewed(last: RetentionReview | None) -> Reviewed | None:
    if last is None:
        return None
    refused = None
    if last.choice is Choice.ERASE and last.erasure and last.erasure.decided_at:
        refused = london_date(last.erasure.decided_at)
    return Reviewed(last.reviewed_at, last.until, refused)
