"""What is said of how good the figures are, and of what was signalled."""

from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.words import share
from dhp.statistics.tables import TOTAL


def coverage(key: str) -> Sentence:
    """Which share of the forces returned the last period that was due."""

    def said(told: Told) -> str:
        periods = [row for row in told[key].rows if row.key != TOTAL]
        if not periods:
            return "No return of the forces was due yet."
        row = periods[-1]
        returned, due, part = (row.cells[name] for name in ("returned", "due", "returned_share"))
        return (
            f"{share(returned, due, part, 'forces')} returned {row.label}. A force that did not "
            "return is not said to have had none."
        )

    return said


def coded(key: str) -> Sentence:
    """Which share of the fields that were due holds a valid code."""

    def said(told: Told) -> str:
        cells = {row.key: row for row in told[key].rows}[TOTAL].cells
        if not cells["due"].value:
            return ""
        valid, due, part = (cells[name] for name in ("valid", "due", "valid_share"))
        return f"{share(valid, due, part, 'fields that were due')} hold a valid code."

    return said


def signals(key: str) -> Sentence:
    """Whether anything was signalled in the days of the report."""

    def said(told: Told) -> str:
        if not told[key].rows:
            return "No signal was raised, reviewed or withdrawn in the days of this report."
        return (
            "Signals were raised, reviewed or withdrawn in the days of this report. A signal is for "
            "a person to look at; it is not a finding."
        )

    return said
