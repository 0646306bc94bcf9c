"""From which count a table may show a number, by how small the groups are that it tells apart."""

from dataclasses import dataclass

from dhp.statistics.disclosure.limits import Limits
from dhp.statistics.tables import Geography, Table

PLACES = {"force", "region"}  # what `rows_by` or `columns_by` says of places


@dataclass(frozen=True)
class Policy:
    """The least counts that may be shown: of the whole country told apart in one way, in two ways,
    of a region, and of a force. `name` is kept with every release.
    """

    name: str
    national: int = 3
    crossed: int = 5
    region: int = 5
    force: int = 10

    def limits(self, table: Table) -> Limits:
        """The limits of `table`: totals that tell no place apart are national figures."""
        place = {
            Geography.NATIONAL: self.national,
            Geography.REGION: self.region,
            Geography.FORCE: self.force,
        }[table.geography]
        crossed = table.columns_add and len(table.counts) > 1
        inner = max(place, table.least, self.crossed if crossed else 0)
        rows, columns = table.rows_by in PLACES, table.columns_by in PLACES
        if not rows and not columns:  # the whole table may be of one place
            return Limits(inner, place, place, place)
        return Limits(
            inner,
            place if rows else self.national,
            place if columns else self.national,
            self.national,
        )


POLICY = Policy("2026")
