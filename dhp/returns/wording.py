"""Periods, returns and coverage in words, alike on pages and in reports."""

from datetime import datetime

from dhp.calendar import london_date, long_date
from dhp.returns.coverage import Summary
from dhp.returns.periods import Phase, ReturnPeriod
from dhp.returns.queries import Present


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


def wait_words(present: Present, at: datetime) -> str:
    """When what a force has to do about a period was due, or when it was last returned."""
    if present.said:
        return f"Returned on {long_date(london_date(present.said.made_at))}"
    return due_words(present.period, at)


def confirm_words(count: int, period: ReturnPeriod) -> str:
    """What the button says that confirms `count` deaths: "Confirm: no deaths in October 2026"."""
    if not count:
        return f"Confirm: no deaths {period.within}"
    if count == 1:
        return f"Confirm: this death {period.within}"
    return f"Confirm: these {count:,} deaths {period.within}"


def counted(count: int) -> str:
    """A number of deaths: "No deaths", "1 death", "3 deaths"."""
    if not count:
        return "No deaths"
    return "1 death" if count == 1 else f"{count:,} deaths"


def coverage_words(summary: Summary) -> str:
    """What a report says about the returns behind it, in whole sentences."""
    period = summary.period
    if period is None:
        return "No return of the forces was due yet."
    words = f"{summary.returned} of {summary.due} forces returned {period.name}"
    nil = f"{summary.nil} of them confirmed that there was no death" if summary.nil else ""
    marks = [
        f"{count} {label}"
        for count, label in (
            (summary.late, "came late"),
            (summary.disputed, "with a disputed death"),
            (summary.changed, "came before a death of the period was known"),
        )
        if count
    ]
    sentences = [f"{words}; {nil}." if nil else f"{words}."]
    if marks:
        sentences.append(f"Of the returns, {', '.join(marks)}.")
    if summary.missing:
        sentences.append(f"Not returned: {', '.join(summary.missing)}.")
    return " ".join(sentences)
