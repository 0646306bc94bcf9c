"""What the page of one signal shows: its figure as a small chart or a table, and its rule in words."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from dhp.calendar import long_date
from dhp.charts.columns import Band, Columns
from dhp.charts.svg import inline_svg
from dhp.shares import rounded
from dhp.statistics.watch.for_reports import fired_words, rule_title
from dhp.statistics.watch.models import Signal
from dhp.statistics.watch.watched import RULES, TAIL

_WIDTH, _HEIGHT, _SIZE = 640, 260, 13


@dataclass(frozen=True)
class Shown:
    """The figure of a signal as it was known when it was raised.

    `drawing` is empty where a table tells it better; `rows` are the numbers, in words.
    """

    title: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    drawing: Markup


def shown(signal: Signal) -> Shown:
    """The chart and the table of `signal`."""
    seen = [(str(label), float(value)) for label, value in json.loads(signal.seen)]
    rows = tuple((label, _number(value)) for label, value in seen)
    if signal.group_by == "force":
        return Shown(signal.figure, ("What was compared", "Number"), rows, Markup())
    highest = max(0.0, signal.limit_at - 1)
    band = Band(0, highest, f"below {signal.limit_at:,.0f}") if signal.rule == TAIL else None
    values = tuple(int(value) for _label, value in seen)
    chart = Columns("Week ending", "Deaths", tuple(label for label, _ in seen), values, band, 0)
    drawing = chart.draw(_WIDTH, _HEIGHT, _SIZE)
    svg = inline_svg(drawing, "signal", signal.figure, sentence(signal))
    return Shown(signal.figure, (chart.across, chart.measure), rows, svg)


def sentence(signal: Signal) -> str:
    """What fired, in one sentence."""
    days = f"{long_date(signal.period_from)} to {long_date(signal.period_to)}"
    return f"{signal.figure}, {days}: {fired_words(signal)}."


def rule_words(signal: Signal) -> tuple[str, str]:
    """The title of the rule and what it does, with its version."""
    rule = RULES.get(signal.rule)
    version = f"Rule {signal.rule}, version {signal.version}."
    return rule_title(signal), f"{rule.plain} {version}" if rule else version


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{rounded(value, 1)}"
