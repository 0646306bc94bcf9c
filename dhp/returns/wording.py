"""Periods, returns and coverage in words, alike on pages and in reports."""

from datetime import datetime

from dhp.calendar import long_date
from dhp.returns.periods import Phase, ReturnPeriod


def due_words(period: ReturnPeriod, at: datetime) -> str:
    """When a return is due, as seen at the instant `at`: "Due by the end of 6 November 2026"."""
    match period.phase(at):
        case Phase.RUNNING:
            return f"Opens on {long_date(period.opens_on)}"
        case Phase.OPEN:
            return f"Due by the end of {long_date(period.due_on)}"
        case Phase.GRACE:
            return (
                f"Was due on {long_date(period.due_on)}; on time until {long_date(period.grace_on)}"
            )
        case Phase.LATE:
            return f"Late: was due on {long_date(period.due_on)}"
        case Phase.CLOSED:
            return f"Late: closed on {long_date(period.closes_on)}, still accepted"


def deaths_words(count: int) -> str:
    """A number of deaths as the button says it: "no deaths", "this death", "these 3 deaths"."""
    if not count:
        return "no deaths"
    return "this death" if count == 1 else f"these {count:,} deaths"


def counted(count: int) -> str:
    """A number of deaths: "No deaths", "1 death", "3 deaths"."""
    if not count:
        return "No deaths"
    return "1 death" if count == 1 else f"{count:,} deaths"
