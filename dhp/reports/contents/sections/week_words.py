"""The headlines of the weekly briefing, in the words and numbers of its tables."""

from dhp.reports.contents.contents import Told
from dhp.reports.contents.words import counted, deaths, were
from dhp.statistics.comparison import HIGHER
from dhp.statistics.tables import TOTAL, Cell

_UNCLASSIFIED = "unclassified"


def headlines(told: Told) -> tuple[str, ...]:
    """At most five points: what came, the latest year, signals, what changed, what lacks."""
    points = (_came(told), _year(told), _signalled(told), _moved(told), _gaps(told))
    return tuple(point for point in points if point)


def _came(told: Told) -> str:
    table = told["W1"]
    week, before = table.cell(TOTAL, "week"), table.cell(TOTAL, "last_week")
    usual, _, verdict = table.cell(TOTAL, "usual").shown.partition(": ")
    start = "No death was notified this week"
    if week.value:
        start = f"{deaths(week)} {were(week)} notified this week, {before.shown} the week before"
    text = f"{start}: {verdict}. The usual range is {usual}."
    return f"{text} {types}" if (types := _types(told)) else text


def _types(told: Told) -> str:
    outside = [
        f"{row.label.lower()} ({row.cells['week'].shown}, usual {_range(row.cells['usual'])})"
        for row in told["W1"].rows
        if row.key not in (TOTAL, _UNCLASSIFIED) and row.cells["usual"].shown.endswith(HIGHER)
    ]
    if not outside:
        return ""
    return (
        f"Higher than expected: {'; '.join(outside)}. This is a signal for review, not a finding."
    )


def _range(usual: Cell) -> str:
    return usual.shown.partition(":")[0]


def _year(told: Told) -> str:
    table = told["W10"]
    count, incidents = table.cell(TOTAL, "count"), table.cell(TOTAL, "incidents")
    text = (
        f"{deaths(count)} {were(count)} known for the latest 12 months, in "
        f"{counted(incidents, 'incident', 'incidents')}"
    )
    before = table.cell(TOTAL, "before")
    if before.value is None:
        return f"{text}. The year before cannot be compared at the same lag."
    return f"{text}; {before.shown} a year before, as known then: {_verdict(told)}."


def _verdict(told: Told) -> str:
    return told["W10"].cell(TOTAL, "verdict").shown


def _signalled(told: Told) -> str:
    table = told["W9"]
    if not table.rows:
        return "No signal was raised, reviewed or withdrawn this week."
    rules = dict.fromkeys(row.cells["rule"].shown for row in table.rows)
    return (
        f"Signals raised, reviewed or withdrawn this week, by the rule: {'; '.join(rules)}. "
        f"{table.notes[-1]}"
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


def _gaps(told: Told) -> str:
    parts = [f"returns of the last period due: {_returned(told)}"] if told.returns.period else []
    waiting = told["W1"].cell(_UNCLASSIFIED, "week")
    if waiting.value:
        are = "death is" if waiting.value == 1 else "deaths are"
        parts.append(f"{waiting.shown} of this week’s {are} not yet classified")
    return f"Gaps: {'; '.join(parts)}." if parts else ""


def _returned(told: Told) -> str:
    words = told["W3"].cell(TOTAL, "return").shown
    return words[:1].lower() + words[1:]
