"""What surrounds the deaths in the weekly briefing: table W4, chart W3 and words of partners."""

from collections.abc import Sequence
from datetime import datetime

from dhp.calendar import Week, long_date, short_date
from dhp.charts.lines import Line, Lines
from dhp.context.insight_queries import quotable
from dhp.context.insight_rules import Consent
from dhp.context.models import InsightNote
from dhp.context.series import Comparison
from dhp.reports.blocks import (
    Block,
    Bullets,
    Cell,
    ChartBlock,
    Column,
    Heading,
    Mark,
    Row,
    TableBlock,
    Text,
)
from dhp.statistics.demand import Demand, StrandDemand, demand

MOST_QUOTED = 8
_CAUTION = (
    "Recording differs between forces and changes over time: a rise in what is recorded need not be a "
    "rise in harm, and a fall need not be a fall."
)


def surroundings(week: Week, as_at: datetime) -> tuple[Block, ...]:
    """The blocks for the briefing on `week`: the figures of the week before, due at its cut-off.

    Nothing where no strand was counted and no partner may be quoted.
    """
    figures = demand(week.previous, as_at)
    told = quotable(week.begins_at, week.ends_before, as_at)
    blocks: list[Block] = []
    if figures.strands:
        blocks += [Heading(2, "Demand by strand"), Text(_covered(figures)), _table(figures)]
        blocks += [_chart(figures, figures.strands[0])]
    if told:
        blocks += [Heading(2, "What partners tell"), Bullets(_quotes(told))]
    return tuple(blocks)


def _covered(figures: Demand) -> str:
    return (
        f"Figures for the week ending {long_date(figures.week.end)}. {figures.returned_all} of "
        f"{figures.due} forces returned every figure, {figures.returned_none} returned none. {_CAUTION}"
    )


def _table(figures: Demand) -> TableBlock:
    return TableBlock(
        id="W4",
        title=f"Demand by strand, week ending {long_date(figures.week.end)}",
        unit="As named for each strand",
        base="Forces that returned the figure; comparisons over forces that returned both weeks",
        row_head="Strand",
        columns=(
            Column("week", "This week"),
            Column("forces", "Forces", numeric=False),
            Column("before", "Change on week before"),
            Column("before_forces", "Forces compared"),
            Column("last_year", "Same week last year"),
            Column("change", "Change on last year"),
            Column("compared", "Forces compared"),
        ),
        rows=tuple(Row(one.strand.code, _label(one), _cells(one)) for one in figures.strands),
        notes=(
            "Same week last year is over the forces compared, so it can be less than was recorded.",
        ),
    )


def _label(one: StrandDemand) -> str:
    unit = one.strand.unit.lower()
    name = one.strand.name
    return name if unit in name.lower() else f"{name} ({unit})"


def _cells(one: StrandDemand) -> dict[str, Cell]:
    absent = Cell.marked(Mark.NOT_AVAILABLE)
    year = one.year_before
    return {
        "week": Cell.count(one.total.total) if one.total.returned else absent,
        "forces": Cell.words(one.total.coverage),
        "before": _change(one.week_before),
        "before_forces": Cell.count(one.week_before.forces),
        "last_year": Cell.count(year.then) if year.forces else absent,
        "change": _change(year),
        "compared": Cell.count(year.forces),
    }


def _change(compared: Comparison) -> Cell:
    """The difference over the same forces, in numbers: it is not tested, so no word is said of it."""
    if not compared.forces:
        return Cell.marked(Mark.NOT_AVAILABLE)
    change = compared.now - compared.then
    return Cell(change, f"{change:+,}" if change else "0")


def _chart(figures: Demand, one: StrandDemand) -> ChartBlock:
    last, then = one.lines.this_year[-1], one.lines.last_year[-1]
    now_words, then_words = _words(last), _words(then)
    return ChartBlock(
        id="W3",
        title=f"{one.strand.name}: {now_words}, same week last year {then_words}",
        subtitle=(
            f"{one.strand.unit} by week over the {one.lines.forces} of {figures.due} forces that "
            "returned every week drawn"
        ),
        alternative=(
            f"A line for the last {len(figures.weeks)} weeks and one for the same weeks last year. A week "
            f"that most forces did not return is a gap. The last week has {now_words}; the same week last "
            f"year had {then_words}."
        ),
        chart=Lines(
            across="Week ending",
            measure=one.strand.unit,
            labels=tuple(short_date(week.end) for week in figures.weeks),
            lines=(
                Line("This year", one.lines.this_year),
                Line("Same week last year", one.lines.last_year),
            ),
        ),
    )


def _words(count: int | None) -> str:
    return "no figure" if count is None else f"{count:,}"


def _quotes(told: Sequence[InsightNote]) -> tuple[str, ...]:
    quotes = [_quote(note) for note in told[:MOST_QUOTED]]
    if len(told) > MOST_QUOTED:
        more = len(told) - MOST_QUOTED
        quotes.append("1 more note may be quoted." if more == 1 else f"{more} more may be quoted.")
    return tuple(quotes)


def _quote(note: InsightNote) -> str:
    """The words with who told them: by name only where the organisation agreed."""
    who = note.organisation if note.consent is Consent.NAMED else "A partner organisation"
    basis = note.basis.label.lower()
    words = " ".join(note.words.split())
    return f"{note.strand.name}: “{words}” {who}, {long_date(note.told_on)} ({basis})."
