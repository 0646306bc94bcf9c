"""Where cases stand: the type first given beside the one that stands, and what became of suspects."""

from dhp.reports.contents.contents import Maker
from dhp.reports.contents.tables.asking import asked, last_months


def first_and_present(months: int) -> Maker:
    """Deaths notified in the last months by the type first given and by the one that stands."""
    return lambda brief: asked(brief, "reclassification", last_months(brief, months))
