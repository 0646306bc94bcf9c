"""The headlines of the weekly briefing, in the words and numbers of its tables."""

from dhp.reports.contents.contents import Told
from dhp.reports.contents.words import deaths, were
from dhp.statistics.comparison import HIGHER
from dhp.statistics.tables import TOTAL, Cell

_UNCLASSIFIED = "unclassified"


def headlines(told: Told) -> tuple[str, ...]:
    """At most five points: what came, whether that is unusual, the year, what changed, what lacks."""
    points = (_came(told), _types(told), _year(told), _moved(told), _gap(told))
    return tuple(point for point in points if point)


def _came(told: Told) -> str:
    table = told["W1"]
    week, before = table.cell(TOTAL, "week"), table.cell(TOTAL, "last_week")
    usual = f"The usual range is {table.cell(TOTAL, 'usual').shown}."
    if not week.value:
        return f"No death was notified this week. {usual}"
    return (
        f"{deaths(week)} {were(week)} notified this week, {before.shown} the week before. {usual}"
    )


def _types(told: Told) -> str:
    outside = [
        f"{row.label.lower()} ({row.cells['week'].shown}, usual {_range(row.cells['usual'])})"
        for row in told["W1"].rows
        if row.key not in (TOTAL, _UNCLASSIFIED) and row.cells["usual"].shown.endswith(HIGHER)
    ]
    if not outside:
        return "No type of death was higher than expected."
    return (
        f"Higher than expected: {'; '.join(outside)}. This is a signal for review, not a finding."
    )


def _range(usual: Cell) -> str:
    return usual.shown.partition(":")[0]


def _year(told: Told) -> str:
    table = told["W1"]
    now, then = table.cell(TOTAL, "year"), table.cell(TOTAL, "last_year_then")
    text = f"{deaths(now)} {were(now)} notified in the financial year so far"
    return (
        f"{text}, {then.shown} by this point last year as known then." if then.value else f"{text}."
    )


def _moved(told: Told) -> str:
    table = told["W2"]
    parts = [
        f"{cell.shown.lstrip('+-')} {words}"
        for key, words in (
            ("late", "accepted late"),
            ("reinstated", "back in scope"),
            ("withdrawn", "found to be out of scope"),
            ("merged", "found to be the same death as another"),
        )
        if (cell := table.cell(TOTAL, key)).value and (key != "merged" or cell.value < 0)
    ]
    between = sum(abs(row.cells["reclassified"].value or 0) for row in table.rows) // 2
    if between:
        parts.append(f"{between:,.0f} net moved between types")
    return f"Since the last edition: {', '.join(parts)}." if parts else ""


def _gap(told: Told) -> str:
    waiting = told["W1"].cell(_UNCLASSIFIED, "week")
    if not waiting.value:
        return ""
    are = "death is" if waiting.value == 1 else "deaths are"
    return f"{waiting.shown} of this week’s {are} not yet classified."
