"""Which forces a person looks after on a day, and which regions there are.

Lists about forces, their returns and their data start from here as lists of cases start from
`visible_to`. A change of region is a new membership with its date, so it counts from that day on.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from dhp.accounts.models import Force, Region, RegionMembership, User
from dhp.accounts.permissions import Permission
from dhp.extensions import db

_KINDS_OF_ALL = (Permission.READ_CASES, Permission.READ_COVERAGE)
_FORCES: Any = Force.__table__
_NAMED = select(_FORCES.c.code, _FORCES.c.name).order_by(_FORCES.c.name)


def forces_of(user: User, *, on: date) -> list[Force]:
    """The forces that `user` looks after on that day, by name.

    All for the unit, the own one for a point of contact, those of the region for an analyst, and
    none for anybody else.
    """
    statement = select(Force).where(forces_condition(user, on=on)).order_by(Force.name)
    return list(db.session.scalars(statement))


def names_of_forces(user: User, *, on: date) -> dict[str, str]:
    """The names of `forces_of` by code, in the order of the names."""
    named = _NAMED if _of_all(user) else _NAMED.where(forces_condition(user, on=on))
    return dict(db.session.connection().execute(named).all())  # for two columns, past the session


def forces_condition(
    user: User, *, on: date, force_id: InstrumentedAttribute[Any] | ColumnElement[Any] = Force.id
) -> ColumnElement[bool]:
    """The condition that the force whose key is in the column `force_id` is one of `forces_of`."""
    if user.region is not None:
        return force_id.in_(members_of(user.region, on=on))
    if user.force_id is not None:
        return force_id == user.force_id
    return true() if _of_all(user) else false()


def _of_all(user: User) -> bool:
    """Whether `user` looks after every force."""
    one_s = user.region is not None or user.force_id is not None
    return not one_s and any(user.may(kind) for kind in _KINDS_OF_ALL)


def members_of(region: Region, *, on: date) -> Select[int]:
    """The keys of the forces that belong to `region` on that day, as a part of a query."""
    return select(RegionMembership.force_id).where(
        RegionMembership.system == region.system,
        RegionMembership.region == region.name,
        RegionMembership.since <= on,
        or_(RegionMembership.until.is_(None), RegionMembership.until >= on),
    )


def regions() -> list[Region]:
    """Every region that ever had a force, those of the Home Office first, by name."""
    pairs = select(RegionMembership.system, RegionMembership.region).distinct()
    ordered = pairs.order_by(RegionMembership.system, RegionMembership.region)
    return [Region(system, name) for system, name in db.session.execute(ordered)]
