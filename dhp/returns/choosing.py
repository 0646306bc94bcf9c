"""What the page of coverage is asked to show: how many periods, which region, and as at when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dhp.accounts.models import Force, Region, RegionSystem, User
from dhp.accounts.permissions import Permission
from dhp.accounts.regions import forces_of, members_of, regions
from dhp.calendar import london_date, london_time, now
from dhp.cases.instants import instant_in
from dhp.errors import Absent
from dhp.extensions import db
from dhp.returns.coverage import Coverage, grid
from dhp.returns.periods import opened
from dhp.returns.plan import plan
from dhp.web.text import number_in

USUAL, MOST = 12, 120  # periods


@dataclass(frozen=True)
class Choice:
    """What was asked for. Without `region` every force that the person looks after is shown."""

    periods: int
    region: Region | None
    as_at: datetime | None

    @property
    def local(self) -> str:
        """The instant as the box for it takes it, in London time; empty for now."""
        return f"{london_time(self.as_at):%Y-%m-%dT%H:%M}" if self.as_at else ""

    @property
    def parameters(self) -> dict[str, str]:
        """The choice as the parameters of an address, without what is usual."""
        given = {
            "periods": str(self.periods) if self.periods != USUAL else "",
            "region": region_value(self.region) if self.region else "",
            "as-at": self.as_at.isoformat() if self.as_at else "",
        }
        return {name: text for name, text in given.items() if text}


def region_value(region: Region) -> str:
    """A region as a form names it."""
    return f"{region.system.value}:{region.name}"


def choice_from(arguments: Mapping[str, str], offered: Sequence[Region]) -> Choice:
    """The choice in an address. A region that is not offered is not looked at.

    Raises `DomainError` for an instant that is none or lies ahead.
    """
    number, text = number_in(arguments.get("periods"), digits=3), arguments.get("as-at", "")
    region = next(
        (one for one in offered if region_value(one) == arguments.get("region", "")), None
    )
    periods = USUAL if number is None else min(max(number, 1), MOST)
    return Choice(periods, region, instant_in(text) if text else None)


def regions_for(user: User) -> list[Region]:
    """The regions that a person may narrow the page to; none for whoever looks after only one."""
    return [] if user.region is not None else regions()


def coverage_for(user: User, choice: Choice) -> Coverage:
    """The latest periods of the forces that `user` looks after, as chosen."""
    at = choice.as_at or now()
    wanted = opened(plan(at), at)[-choice.periods :]
    day = london_date(at)
    forces = forces_of(user, on=day)
    if choice.region:
        inside = set(
            db.session.scalars(
                select(Force.id).where(Force.id.in_(members_of(choice.region, on=day)))
            )
        )
        forces = [force for force in forces if force.id in inside]
    may = user.may(Permission.READ_RESTRICTED_CASES)
    return grid(wanted, as_at=at, forces=forces, restricted=may)


def force_for(user: User, code: str) -> Force:
    """The force with this code, if `user` looks after it today; raises `Absent`."""
    found = (one for one in forces_of(user, on=london_date(now())) if one.code == code)
    force = next(found, None)
    if force is None:
        raise Absent
    return force


def by_system(offered: Sequence[Region]) -> dict[RegionSystem, list[Region]]:
    """The regions under their systems, for a list of choices."""
    return {
        system: [region for region in offered if region.system is system]
        for system in RegionSystem
        if any(region.system is system for region in offered)
    }
