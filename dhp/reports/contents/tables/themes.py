"""What is found in coded narratives: the codes found in the most cases."""

from dataclasses import replace

from dhp.errors import DomainError
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import asked, last_months
from dhp.reports.contents.tables.shaping import only
from dhp.statistics.tables import TOTAL, Table

_SILENT = "Codes on which coders do not agree well enough, or were not yet measured, are left out."


def most_found(most: int, months: int) -> Maker:
    """The codes found in the most cases notified in the last months; none where nothing is coded."""

    def make(brief: Brief) -> Table | None:
        try:
            table = asked(brief, "theme-prevalence", last_months(brief, months), "code")
        except DomainError:  # nothing can be coded before there is a codebook
            return None
        found = [row for row in table.rows if row.cells["present"].value]
        found.sort(key=lambda row: -(row.cells["present"].value or 0))
        told = replace(
            table,
            rows=tuple(found[:most]),
            title=f"{table.title}: most found",
            notes=(_SILENT, *(note for note in table.notes if not note.startswith("Under dev"))),
        )
        return only(told, "present", TOTAL, "share", "low", "high") if found else None

    return make
