"""How good the figures are: how much is coded, and which forces returned."""

from dhp.reports.contents.contents import Sure
from dhp.reports.contents.tables.asking import asked, last_months


def completeness(months: int) -> Sure:
    """Fields with a valid code of those due, by the stage that asks for them first."""
    return lambda brief: asked(brief, "completeness", last_months(brief, months))


def coverage(months: int) -> Sure:
    """Forces that returned each period of the last months, of those due."""
    return lambda brief: asked(brief, "coverage", last_months(brief, months))
