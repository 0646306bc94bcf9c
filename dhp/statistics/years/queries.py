"""Reading what forces signed: from `visible_to`, and for reports as at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import contains_eager

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.accounts.regions import forces_condition, forces_of
from dhp.calendar import london_date, now
from dhp.errors import Absent
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference
from dhp.statistics.years.figures import Line, checksum, lines_of, read_lines
from dhp.statistics.years.models import YearDispute, YearSignature
from dhp.statistics.years.year import Year


@dataclass(frozen=True)
class Present:
    """A year of a force: its figures now, and what stands signed, if anything."""

    year: Year
    lines: Sequence[Line]
    signature: YearSignature | None

    @property
    def seen(self) -> str:
        """What a form must bring back, so that nobody signs figures that have moved."""
        return checksum(self.lines)

    @property
    def changed(self) -> bool:
        """Whether figures have moved since they were signed."""
        return self.signature is not None and self.signature.checksum != self.seen

    @property
    def then(self) -> dict[str, int]:
        """The figures as signed, by the key of their line."""
        if self.signature is None:
            return {}
        return {line.key: line.value for line in read_lines(self.signature.seen)}

    @property
    def disputes(self) -> dict[str, YearDispute]:
        """What the force said is wrong, by the key of the line."""
        return {one.line: one for one in self.signature.disputes} if self.signature else {}


def visible_to(user: User) -> Select[YearSignature]:
    """What `user` may know to be signed: of the forces that the person looks after today."""
    statement = select(YearSignature)
    if not (user.may(Permission.SIGN_YEARS) or user.may(Permission.READ_COVERAGE)):
        return statement.where(false())
    today = london_date(now())
    return statement.where(forces_condition(user, on=today, force_id=YearSignature.force_id))


def standing(user: User, year: Year) -> dict[int, YearSignature]:
    """What stands signed for `year`, by force, of the forces of `user`."""
    statement = (
        visible_to(user)
        .where(YearSignature.year == year.name, YearSignature.ended_at.is_(None))
        .order_by(YearSignature.force_id)
    )
    return {one.force_id: one for one in db.session.scalars(statement)}


def present_for(user: User, year: Year) -> Present:
    """A year of the own force as it is now; raises `Absent` for somebody who signs for none."""
    if user.force is None or not user.may(Permission.SIGN_YEARS):
        raise Absent
    return Present(year, lines_of(user.force, year, now()), standing(user, year).get(user.force.id))


def history(user: User, year: Year) -> Sequence[YearSignature]:
    """Every signature of the own force for `year`, the latest first."""
    statement = visible_to(user).where(
        YearSignature.force_id == user.force_id, YearSignature.year == year.name
    )
    return db.session.scalars(statement.order_by(YearSignature.revision.desc())).all()


def by_force(user: User, year: Year) -> list[tuple[Force, YearSignature | None]]:
    """The forces of `user` by name, each with what it signed for `year`."""
    signed = standing(user, year)
    return [(force, signed.get(force.id)) for force in forces_of(user, on=london_date(now()))]


def open_disputes(user: User) -> Sequence[YearDispute]:
    """The disputed lines of standing signatures that nobody has settled, the oldest first."""
    statement = (
        _disputes(user)
        .where(YearDispute.resolved_at.is_(None), YearSignature.ended_at.is_(None))
        .order_by(YearSignature.signed_at, YearDispute.id)
    )
    return db.session.scalars(statement).all()


def dispute_with(ref: str, user: User) -> YearDispute:
    """The disputed line with reference `ref`; raises `Absent`, also when it is not for the user."""
    return the_one(_disputes(user).where(YearDispute.ref == plain_reference(ref)), ref)


def line_of(dispute: YearDispute) -> Line:
    """The line that a dispute is about, as it was seen."""
    lines = read_lines(dispute.signature.seen)
    return next(line for line in lines if line.key == dispute.line)


def signed_at(year: str, as_at: datetime) -> list[str]:
    """The codes of the forces whose signature for `year` stood at `as_at`, for reports."""
    statement = (
        select(Force.code)
        .join(YearSignature, YearSignature.force_id == Force.id)
        .where(YearSignature.year == year, YearSignature.signed_at <= as_at)
        .where(or_(YearSignature.ended_at.is_(None), YearSignature.ended_at > as_at))
        .order_by(Force.code)
    )
    return list(db.session.scalars(statement))


def _disputes(user: User) -> Select[YearDispute]:
    own = visible_to(user).with_only_columns(YearSignature.id)
    return (
        select(YearDispute)
        .join(YearDispute.signature)
        .where(YearSignature.id.in_(own))
        .options(contains_eager(YearDispute.signature))
    )
