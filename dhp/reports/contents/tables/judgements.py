"""Where cases stand: the type first given beside the one that stands, and what became of suspects."""

from dhp.reports.contents.contents import Brief, Sure
from dhp.reports.contents.tables.asking import asked, last_months
from dhp.reports.contents.tables.shaping import only
from dhp.statistics.tables import TOTAL, Table


def first_and_present(months: int) -> Sure:
    """Deaths notified in the last months by the type first given and by the one that stands.

    Without the sum of each row, so that the table stands on an upright page.
    """

    def make(brief: Brief) -> Table:
        table = asked(brief, "reclassification", last_months(brief, months))
        return only(table, *(column.key for column in table.columns if column.key != TOTAL))

    return make
