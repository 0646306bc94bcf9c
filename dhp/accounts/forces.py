"""The forces and their regions: reference data that is loaded once and looked up everywhere."""

import csv
from datetime import date
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dhp.accounts.models import Force, RegionMembership, RegionSystem
from dhp.extensions import db

BRITISH_TRANSPORT_POLICE = "btp"

# The first day of the financial year in which the first death fell that the national project
# counts (23 March 2020). The groupings are those of that day and have not changed since; a later
# change ends a membership and begins another, and this list is not edited.
MEMBERS_SINCE = date(2019, 4, 1)

_LIST = Path(__file__).with_name("forces.csv")
_COLUMNS = {
    RegionSystem.HOME_OFFICE: "home_office_region",
    RegionSystem.ROCU: "rocu_region",
}


def load_forces(session: Session) -> int:
    """Add the forces that are missing, with their regions; gives how many. Commits nothing."""
    known = set(session.scalars(select(Force.code)))
    rows = {row["pfa_code"]: row for row in _rows() if row["pfa_code"] not in known}
    added = [
        Force(code=code, name=row["force_area"], territorial=True) for code, row in rows.items()
    ]
    if BRITISH_TRANSPORT_POLICE not in known:
        name = "British Transport Police"
        added.append(Force(code=BRITISH_TRANSPORT_POLICE, name=name, territorial=False))
    session.add_all(added)
    session.flush()  # all in one statement: their memberships need their numbers
    session.add_all(
        RegionMembership(
            force_id=force.id, system=system, region=rows[force.code][column], since=MEMBERS_SINCE
        )
        for force in added
        if force.territorial
        for system, column in _COLUMNS.items()
    )
    session.flush()
    return len(added)


def forces() -> list[Force]:
    """Every force by name."""
    return list(db.session.scalars(select(Force).order_by(Force.name)))


def names_of_forces() -> dict[str, str]:
    """What each force is called, by code."""
    return {force.code: force.name for force in forces()}


def force_with(code: str) -> Force | None:
    """The force with this code, or None."""
    return db.session.scalar(select(Force).where(Force.code == code))


def region_of(force: Force, system: RegionSystem, *, on: date) -> str | None:
    """The region of `force` in `system` on that day; None where it belonged to none."""
    return db.session.scalar(
        select(RegionMembership.region).where(
            RegionMembership.force_id == force.id,
            RegionMembership.system == system,
            RegionMembership.since <= on,
            or_(RegionMembership.until.is_(None), RegionMembership.until >= on),
        )
    )


def _rows() -> list[dict[str, str]]:
    with _LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
