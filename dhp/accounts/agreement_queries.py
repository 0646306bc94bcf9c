"""Reading the reading agreements: which forces agree, and who may read because of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select

from dhp.accounts.agreement_models import ReadingAgreement
from dhp.accounts.models import Force, Region, RegionMembership, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.regions import forces_of
from dhp.existing import the_one
from dhp.extensions import db


@dataclass(frozen=True)
class Standing:
    """A force with its agreement that holds, if any, and the analysts who read because of it."""

    force: Force
    agreement: ReadingAgreement | None
    readers: tuple[User, ...]


def agreeing(region: Region, *, on: date) -> Select[int]:
    """The keys of the forces of `region` whose agreement holds on that day, as a part of a query.

    An agreement is about the region that the force belonged to when it was given: a force that
    joined the region since has not agreed to that.
    """
    return (
        select(ReadingAgreement.force_id)
        .join(RegionMembership, RegionMembership.force_id == ReadingAgreement.force_id)
        .where(
            ReadingAgreement.withdrawn_at.is_(None),
            ReadingAgreement.given_on <= on,
            or_(ReadingAgreement.until.is_(None), ReadingAgreement.until >= on),
            RegionMembership.system == region.system,
            RegionMembership.region == region.name,
            RegionMembership.since <= ReadingAgreement.given_on,
            or_(RegionMembership.until.is_(None), RegionMembership.until >= on),
        )
    )


def agreements() -> list[ReadingAgreement]:
    """Every agreement ever recorded, the latest first. For those who keep them: all forces."""
    statement = select(ReadingAgreement).order_by(
        ReadingAgreement.recorded_at.desc(), ReadingAgreement.id.desc()
    )
    return list(db.session.scalars(statement))


def agreements_of(force: Force) -> list[ReadingAgreement]:
    """Every agreement of `force`, the latest first."""
    statement = (
        select(ReadingAgreement)
        .where(ReadingAgreement.force_id == force.id)
        .order_by(ReadingAgreement.recorded_at.desc(), ReadingAgreement.id.desc())
    )
    return list(db.session.scalars(statement))


def agreement_with(ref: str) -> ReadingAgreement:
    """The agreement with this reference. Raises `Absent`."""
    return the_one(select(ReadingAgreement).where(ReadingAgreement.ref == ref))


def standings(user: User, *, on: date) -> list[Standing]:
    """The forces that `user` looks after, by name, each with what it agreed to by that day.

    For an analyst an agreement is there only where it lets this analyst read.
    """
    forces = forces_of(user, on=on)
    ids = [force.id for force in forces]
    statement = (
        select(ReadingAgreement)
        .where(ReadingAgreement.force_id.in_(ids))
        .order_by(ReadingAgreement.given_on, ReadingAgreement.id)
    )
    held = {each.force_id: each for each in db.session.scalars(statement) if each.holds(on)}
    readers = _readers(ids, on)
    if user.region is not None:
        held = {number: each for number, each in held.items() if user in readers.get(number, ())}
    return [Standing(each, held.get(each.id), readers.get(each.id, ())) for each in forces]


def _readers(forces: list[int], on: date) -> dict[int, tuple[User, ...]]:
    """The analysts in use who may read the cases of these forces, by force."""
    statement = (
        select(User)
        .where(User.role == RoleName.ANALYST, User.disabled_at.is_(None))
        .where(User.joined_at.is_not(None))
        .order_by(User.name, User.id)
    )
    found: dict[int, tuple[User, ...]] = {}
    agreed: dict[Region, set[int]] = {}
    for user in db.session.scalars(statement):
        if user.region is None:
            continue
        if user.region not in agreed:
            agreed[user.region] = set(db.session.scalars(agreeing(user.region, on=on)))
        for number in agreed[user.region].intersection(forces):
            found[number] = (*found.get(number, ()), user)
    return found
