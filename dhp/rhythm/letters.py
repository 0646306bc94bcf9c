"""The words of the service's mail: counts, a link to the first page, and whom to ask."""

from datetime import date

from dhp.calendar import Week, long_date
from dhp.mail.wording import address, letter
from dhp.rhythm.standing import Kind

DIGEST_SUBJECT = "What waits for your force"
ESCALATION_SUBJECT = "Overdue for your force"
OLD_DRAFT_SUBJECT = "A draft is about to be discarded"
REMINDER_SUBJECT = "A reminder for your force"


def digest(counts: dict[Kind, int]) -> str:
    """The weekly note to a person of a force."""
    return letter(
        "This is what waits for your force today:",
        _lines(counts),
        f"Sign in to see each, the most urgent first:\n{address()}",
        "You get this once a week, on Monday, and only when something waits. It holds no detail of "
        "any death.",
    )


def escalation(counts: dict[Kind, int], days: int) -> str:
    """The note to a chief officer about what is overdue by more than `days` days."""
    return letter(
        "You are named as the chief officer to tell when your force is late with the collection of "
        f"deaths related to domestic abuse. Overdue by more than {days} days today:",
        _lines(counts),
        "Please ask your force’s single point of contact to see to this. Everything is listed for "
        f"that person at\n{address()}",
        "You get this at most once in a calendar month. It holds no detail of any death.",
    )


def reminder(returns: int, figures: int, week: Week, *, regional: bool) -> str:
    """The note that somebody of the unit, or the analyst of the region, has written to a force."""
    lines = []
    if returns:
        lines.append(f"- {Kind.RETURN.counted(returns)}")
    if figures:
        word = "weekly figure" if figures == 1 else "weekly figures"
        until = long_date(week.next.end)
        lines.append(f"- {figures:,} {word} of the week to {long_date(week.end)}, due by {until}")
    sender = "The analyst of your region" if regional else "The central unit"
    return letter(
        f"{sender} reminds your force of what has not come yet:",
        "\n".join(lines),
        f"Sign in to see each:\n{address()}",
        "Each point of contact of your force gets this, at most once a day, when somebody asks for "
        "it. It holds no detail of any death.",
    )


def old_draft(day: date) -> str:
    """The note that a draft will be discarded on `day`."""
    return letter(
        "A draft notification that you saved last, or that was left by somebody of your force, has "
        f"not been changed for three weeks. It will be discarded on {long_date(day)}.",
        "If the death is still to be notified, open the draft, complete and send it. If you need "
        f"more time, change something in it and save: it is then kept for 30 days more.\n{address()}",
        "You get this once for each such draft. It holds no detail of any death.",
    )


def _lines(counts: dict[Kind, int]) -> str:
    return "\n".join(f"- {kind.counted(number)}" for kind, number in counts.items())
