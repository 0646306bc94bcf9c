"""Reading recommendations for people: what is asked, and where each addressee stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.accounts.regions import forces_condition
from dhp.calendar import london_date, now
from dhp.existing import the_one
from dhp.extensions import db
from dhp.learning.finding_models import FindingCode, FindingUse
from dhp.learning.models import Addressee, ImpactCheck, Judgement, Recommendation, Response
from dhp.learning.rules import Stage, days_overdue
from dhp.references import plain_reference


def visible_to(user: User) -> Select[Recommendation]:
    """The recommendations that `user` may read: drafts only for whoever writes them."""
    statement = select(Recommendation)
    if user.may(Permission.WRITE_LEARNING):
        return statement
    if user.may(Permission.READ_LEARNING):
        return statement.where(Recommendation.stage != Stage.DRAFT)
    return statement.where(false())


def rows_visible_to(user: User) -> Select[Addressee]:
    """The addressees of which `user` may know where they stand.

    A force's contact the own force, an analyst the forces of the region and other bodies, everybody
    else who may read recommendations all.
    """
    readable = visible_to(user).with_only_columns(Recommendation.id)
    statement = select(Addressee).where(Addressee.recommendation_id.in_(readable))
    if user.force_id is not None:
        return statement.where(Addressee.force_id == user.force_id)
    if user.region is not None:
        mine = forces_condition(
            user, on=london_date(now()), force_id=Addressee.__table__.c.force_id
        )
        return statement.where(or_(Addressee.force_id.is_(None), mine))
    return statement


def recommendation_with(ref: str, user: User) -> Recommendation:
    """The recommendation with reference `ref`; raises `Absent`, also when it is not for the user."""
    return the_one(visible_to(user).where(Recommendation.ref == plain_reference(ref)), ref)


def row_with(ref: str, user: User) -> Addressee:
    """The addressee with reference `ref`; raises `Absent`, also when it is not for the user."""
    return the_one(rows_visible_to(user).where(Addressee.ref == plain_reference(ref)), ref)


@dataclass(frozen=True)
class Row:
    """One addressee: how often and when it answered, how it was judged last, and how late it is.

    `overdue` is in days; 0 where it is not.
    """

    addressee: Addressee
    answers: int
    answered: datetime | None
    judgement: Judgement | None
    overdue: int

    @property
    def waits(self) -> bool:
        """Whether the unit has not judged its last answer."""
        if self.answered is None:
            return False
        return self.judgement is None or self.judgement.judged_at < self.answered


def rows(user: User, recommendation: Recommendation) -> list[Row]:
    """The addressees that `user` may see, other bodies first, then forces by name. Two statements."""
    answers = (
        select(func.count(Response.id))
        .where(Response.addressee_id == Addressee.id)
        .scalar_subquery()
    )
    statement = (
        rows_visible_to(user)
        .outerjoin(Addressee.force)
        .options(contains_eager(Addressee.force))
        .where(Addressee.recommendation_id == recommendation.id)
        .add_columns(answers, last_of(Response.recorded_at, Response.addressee_id))
        .order_by(Force.name.nulls_first(), Addressee.body, Addressee.id)
    )
    found = db.session.execute(statement).all()
    latest = _latest_judgements([addressee.id for addressee, *_ in found])
    today = london_date(now())
    return [
        Row(
            addressee,
            count,
            last,
            latest.get(addressee.id),
            days_overdue(recommendation.due_on, today, recommendation.stage, addressee.status),
        )
        for addressee, count, last in found
    ]


def own_row(user: User, recommendation: Recommendation) -> Addressee | None:
    """The row of the force of `user`; None where it is not addressed."""
    if user.force_id is None:
        return None
    statement = rows_visible_to(user).where(Addressee.recommendation_id == recommendation.id)
    return db.session.scalar(statement)


def responses_of(addressee: Addressee) -> Sequence[Response]:
    """Everything that an addressee answered, latest first."""
    statement = select(Response).where(Response.addressee_id == addressee.id)
    ordered = statement.order_by(Response.recorded_at.desc(), Response.id.desc())
    return db.session.scalars(ordered).all()


def judgements_of(addressee: Addressee) -> Sequence[Judgement]:
    """Where the unit found an addressee to stand, latest first."""
    statement = select(Judgement).where(Judgement.addressee_id == addressee.id)
    ordered = statement.order_by(Judgement.judged_at.desc(), Judgement.id.desc())
    return db.session.scalars(ordered).all()


def checks_of(recommendation: Recommendation) -> Sequence[ImpactCheck]:
    """What the indicator of a recommendation showed, latest first."""
    statement = select(ImpactCheck).where(ImpactCheck.recommendation_id == recommendation.id)
    ordered = statement.order_by(ImpactCheck.checked_at.desc(), ImpactCheck.id.desc())
    return db.session.scalars(ordered).all()


def repeated_by(recommendation: Recommendation, user: User) -> Sequence[Recommendation]:
    """The later recommendations that repeat this one, as far as `user` may read them."""
    statement = visible_to(user).where(Recommendation.repeats_id == recommendation.id)
    return db.session.scalars(statement.order_by(Recommendation.id)).all()


def about_codes(codes: Sequence[str], user: User) -> Sequence[Recommendation]:
    """The recommendations that rest on findings about any of these codes, latest issued first."""
    about = select(FindingCode.finding_id).where(FindingCode.code_ref.in_(codes))
    resting = select(FindingUse.recommendation_id).where(FindingUse.finding_id.in_(about))
    statement = (
        visible_to(user)
        .where(Recommendation.id.in_(resting))
        .order_by(Recommendation.issued_at.desc().nulls_first(), Recommendation.id.desc())
    )
    return db.session.scalars(statement).all()


def _latest_judgements(addressees: Sequence[int]) -> dict[int, Judgement]:
    """How each of the addressees with these ids was judged last, by its id."""
    statement = select(Judgement).where(Judgement.addressee_id.in_(addressees))
    ordered = statement.order_by(Judgement.judged_at, Judgement.id)
    return {one.addressee_id: one for one in db.session.scalars(ordered)}


def last_of(
    when: InstrumentedAttribute[datetime], key: InstrumentedAttribute[int]
) -> ScalarSelect[datetime]:
    """The latest instant in a table of what became of an addressee, as a part of a query."""
    return select(func.max(when)).where(key == Addressee.id).scalar_subquery()
