"""The force that a pack is for, its deaths, and what every table of the pack says of its source."""

from typing import Any

from dhp.accounts.forces import forces
from dhp.accounts.models import Force
from dhp.reports.contents.contents import Brief
from dhp.statistics.force_record.changed import Records, records
from dhp.statistics.force_record.held import Held, held_by

SOURCE = "The record of the force’s deaths, as its contact may know it"
UNRESTRICTED = (
    "Restricted deaths are not in this pack, so that whoever reads it may read all of it."
)


def force_of(brief: Brief) -> Force:
    """The force that the pack is for. Raises KeyError where there is none."""
    return brief.nation.once(_forces)[brief.force or ""]


def held(brief: Brief) -> list[Held]:
    """The deaths that the force holds."""
    return brief.once(_held)


def known(brief: Brief) -> Records:
    """The record of all forces before and now."""
    return brief.nation.once(_records)


def all_forces(brief: Brief) -> dict[str, Force]:
    """Every force by its code."""
    return brief.nation.once(_forces)


def about(brief: Brief) -> dict[str, Any]:
    """What all tables of the pack say of their days, their instant and where they come from."""
    return {"period": brief.period, "as_at": brief.as_at, "source": SOURCE, "rows_add": False}


def _forces(_brief: Brief) -> dict[str, Force]:
    return {force.code: force for force in forces()}


def _held(brief: Brief) -> list[Held]:
    return held_by(force_of(brief), brief.as_at, min(brief.before_as_at, brief.as_at))


def _records(brief: Brief) -> Records:
    return records(brief.before_as_at, brief.as_at)
