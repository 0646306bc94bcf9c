"""The spotlight of a quarterly report: one type of death looked at closely, another each quarter."""

from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables import people
from dhp.reports.contents.turns import turn_of
from dhp.statistics.tables import Table

MONTHS = 36


def ages(brief: Brief) -> Table:
    """The victims by age and sex."""
    return people.ages_of({"type": turn_of(brief).value}, MONTHS)(brief)


def share_of(name: str) -> Maker:
    """The deaths with each answer to `name`."""

    def make(brief: Brief) -> Table:
        return people.share_of(name, MONTHS, {"type": turn_of(brief).value})(brief)

    return make
