"""What it means that a force has no death in some time: it confirmed none, or it did not return."""

from collections.abc import Sequence

from dhp.absence import Absence
from dhp.accounts.permissions import Permission
from dhp.returns.coverage import Cell, grid
from dhp.returns.plan import opened_periods
from dhp.returns.rules import Standing
from dhp.statistics.quality.reach import Reach

_DUE = (*(one for one in Standing if one.is_returned), Standing.NOT_RETURNED)


def silence(reach: Reach) -> dict[int, Absence | None]:
    """What the returns of each force say of the time of `reach`, by force id. At most six statements.

    Confirmed none, where every period that was due was returned so; not returned, where one was not
    or none was due yet; and None where the force returned deaths, so that a zero is one.
    """
    user, since = reach.user, reach.since
    periods = [one for one in opened_periods(reach.as_at) if since is None or one.last >= since]
    covered = grid(
        periods,
        as_at=reach.as_at,
        forces=reach.forces,
        restricted=user.may(Permission.READ_RESTRICTED_CASES),
    )
    return {row.force.id: _absence(row.cells) for row in covered.rows}


def _absence(cells: Sequence[Cell]) -> Absence | None:
    due = [cell.standing for cell in cells if cell.standing in _DUE]
    if not due or Standing.NOT_RETURNED in due:
        return Absence.NOT_RETURNED
    return Absence.CONFIRMED_NONE if set(due) == {Standing.CONFIRMED_NONE} else None
