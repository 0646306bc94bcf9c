"""The region and the country of each death: reference data with dates, joined by the day that counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dhp.accounts.models import Force, RegionMembership, RegionSystem
from dhp.calendar import PartialDate, london_date
from dhp.dictionary.derived import Country
from dhp.extensions import db
from dhp.statistics.framing.deaths import KnownDeath
from dhp.statistics.held import kept

NO_PLACE = "[not_established]"  # no force is established, or no region goes with the record
_COUNTRIES = {True: Country.WALES, False: Country.ENGLAND}


@dataclass(frozen=True)
class Membership:
    """A force's place in a region from one day to another, both included."""

    region: str
    since: date
    until: date


@dataclass(frozen=True)
class Regions:
    """The regions of one system: `names` in order, and who belonged to which when, by force code."""

    names: tuple[str, ...]
    members: dict[str, list[Membership]]

    def of(self, force: str | None, day: date) -> str | None:
        """The region that the force with this code belonged to on `day`, or None.

        Of a day before the first membership on record, the region of that one.
        """
        known = self.members.get(force or "", [])
        at = max(day, known[0].since) if known else day
        return next((one.region for one in known if one.since <= at <= one.until), None)


def regions(system: RegionSystem) -> Regions:
    """All regions of `system`, with their forces at any time. One statement."""
    return kept(("regions", system), lambda: _read(system))


def _read(system: RegionSystem) -> Regions:
    rows = db.session.execute(
        select(Force.code, RegionMembership.region, RegionMembership.since, RegionMembership.until)
        .join(Force, Force.id == RegionMembership.force_id)
        .where(RegionMembership.system == system)
        .order_by(Force.code, RegionMembership.since)
    )
    members: dict[str, list[Membership]] = defaultdict(list)
    for code, region, since, until in rows:
        members[code].append(Membership(region, since, until or date.max))
    names = {one.region for each in members.values() for one in each}
    return Regions(tuple(sorted(names)), dict(members))


def region_of(death: KnownDeath, known: Regions) -> str | None:
    """The region of a death: of its force on the day of death, or as told where no force is known.

    The first day that the date of death can mean counts, and the day of receipt where it is not
    known at all.
    """
    if death.force is None:
        return death.region if death.region in known.names else None
    day = PartialDate.parse(death.died).first if death.died else london_date(death.received_at)
    return known.of(death.force, day)


def country_of(region: str | None) -> Country | None:
    """The country of a region of the Home Office; None where no region is known."""
    return None if region is None else _COUNTRIES[region == "Wales"]
