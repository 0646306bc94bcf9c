"""What is said of how soon deaths became known."""

from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.words import counted, deaths, were
from dhp.statistics.tables import TOTAL


def the_last_month(key: str) -> Sentence:
    """How soon the deaths notified in the last month became known."""

    def said(told: Told) -> str:
        months = [row for row in told[key].rows if row.key != TOTAL]
        if not months:
            return ""
        row = months[-1]
        measured, median = row.cells["measured"], row.cells["median"]
        if not measured.value:
            return f"No death with a known day was notified in {row.label}."
        return (
            f"{deaths(measured)} with a known day {were(measured)} notified in {row.label}, after a "
            f"median of {counted(median, 'day', 'days')}; {row.cells['within_28_share'].shown} within "
            "28 days."
        )

    return said


def late(key: str) -> Sentence:
    """That a late notice can have its reasons."""

    def said(told: Told) -> str:
        if key not in told:
            return "No force notified a death of these months more than 28 days after it."
        return (
            "A late notice can have good reasons: a death may be recognised as related long after."
        )

    return said
