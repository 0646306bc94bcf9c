"""The sentences of the weekly briefing, made from the same figures as its tables."""

from dhp.definitions import DeathType
from dhp.reports.contents.weekly_figures import WeeklyFigures


def headlines(figures: WeeklyFigures) -> tuple[str, ...]:
    """At most five points: what came, whether that is unusual, the year, what changed, what lacks."""
    return tuple(
        point
        for point in (
            _came(figures),
            _types(figures),
            _year(figures),
            _moved(figures),
            _gap(figures),
        )
        if point
    )


def coverage_sentence(figures: WeeklyFigures) -> str:
    """Which forces stand behind the week's count, and where silence is explained."""
    sent = sum(1 for force in figures.forces if force.week)
    return (
        f"Accepted cases came from {sent} of {len(figures.forces)} forces this week. A force without "
        "one is not said to have had none: only its return says so."
    )


def _came(figures: WeeklyFigures) -> str:
    count, usual = figures.this_week.total(), figures.usual[None]
    range_ = f"The usual range is {usual.low} to {usual.high}: {usual.verdict(count)}."
    if not count:
        return f"No death was notified this week. {range_}"
    deaths = "1 death was" if count == 1 else f"{count:,} deaths were"
    before = figures.last_week.total()
    return f"{deaths} notified this week, {before:,} the week before. {range_}"


def _types(figures: WeeklyFigures) -> str:
    outside = [
        f"{kind.label.lower()} ({figures.this_week[kind]:,}, usual {usual.low} to {usual.high})"
        for kind in DeathType
        if kind is not DeathType.UNCLASSIFIED
        and (usual := figures.usual[kind]).verdict(figures.this_week[kind])
        == "higher than expected"
    ]
    if not outside:
        return "No type of death was higher than expected."
    return (
        f"Higher than expected: {'; '.join(outside)}. This is a signal for review, not a finding."
    )


def _year(figures: WeeklyFigures) -> str:
    now, then = figures.year.total(), figures.last_year_then
    text = f"{now:,} deaths were notified in the financial year so far"
    return (
        f"{text}, {then.total():,} by this point last year as known then." if then else f"{text}."
    )


def _moved(figures: WeeklyFigures) -> str:
    changes = figures.changes.every
    moved = sum(abs(one.reclassified) for one in figures.changes.groups.values()) // 2
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (changes.late, "accepted late"),
            (changes.reinstated, "back in scope"),
            (changes.withdrawn, "found to be out of scope"),
            (max(changes.merged - changes.parted, 0), "found to be the same death as another"),
            (moved, "net moved between types"),
        )
        if count
    ]
    return f"Since the last edition: {', '.join(parts)}." if parts else ""


def _gap(figures: WeeklyFigures) -> str:
    unclassified = figures.this_week[DeathType.UNCLASSIFIED]
    if not unclassified:
        return ""
    deaths = (
        "1 of this week’s deaths is"
        if unclassified == 1
        else f"{unclassified:,} of this week’s deaths are"
    )
    return f"{deaths} not yet classified, {figures.awaiting:,} notifications wait for acceptance."
