"""M6, notification delay: whole days from the death to its receipt."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dhp.shares import rounded, share_words
from dhp.statistics.measures.laying import Asked, laid_out, rows_of
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.quality.clocks import BY_CODE, Figures, Step, Way, figures
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Table

if TYPE_CHECKING:
    import pandas as pd

_HAND_OFF = BY_CODE["notice"]
_WITHIN = (7, 14, 28)  # days
_KIND = Kind(clock="received", back_records=False)
_SPREAD = {
    "lower": "Lower quartile, days",
    "median": "Median, days",
    "upper": "Upper quartile, days",
    "ninetieth": "90th centile, days",
}
_COLUMNS = (
    Column("measured", "Measured"),
    *(Column(key, label, of="measured") for key, label in _SPREAD.items()),
    *(Column(f"within_{days}", f"Within {days} days") for days in _WITHIN),
    *(
        Column(
            f"within_{days}_share",
            f"Share within {days} days",
            of=f"within_{days}",
            share=True,
            base="measured",
        )
        for days in _WITHIN
    ),
    Column("vague", "Day of death not known"),
    Column("unknown", "Date of death not known"),
    Column("disordered", "Received before the death"),
)


def delay(measure: Measure, question: Question) -> Table:
    """M6 laid out, as the clocks of the pages on quality measure it."""
    found = sample(_KIND, question)
    ways = _ways(found.data)
    taken: dict[str, Figures] = {TOTAL: figures(_HAND_OFF, ways)}
    for group in rows_of(found).groups:
        inside = (way for way, keys in zip(ways, found.by[0].of, strict=True) if group.key in keys)
        taken[group.key] = figures(_HAND_OFF, inside)
    return laid_out(
        Asked(measure, question, found), _COLUMNS, lambda group: _cells(taken[group.key])
    )


def _cells(one: Figures) -> Mapping[str, Cell]:
    spread, measured = one.spread, len(one.took)
    cells = {"measured": Cell.count(measured)}
    for key in _SPREAD:
        value = None if spread is None else float(getattr(spread, key))
        absent = Cell.marked(Mark.NOT_AVAILABLE)
        cells[key] = absent if value is None else Cell(value, f"{rounded(value, 1)}")
    for days in _WITHIN:
        within = sum(took <= days for took in one.took)
        cells[f"within_{days}"] = Cell.count(within)
        cells[f"within_{days}_share"] = _share(within, measured)
    beside = {"vague": one.vague, "unknown": one.unknown, "disordered": one.disordered}
    return cells | {key: Cell.count(count) for key, count in beside.items()}


def _share(count: int, base: int) -> Cell:
    if not base:
        return Cell.marked(Mark.NOT_AVAILABLE)
    words = share_words(count, base)
    return Cell(count / base if words.endswith("%") else None, words)


def _ways(data: "pd.DataFrame") -> list[Way]:
    """The first two steps of every death, as the clocks take them."""
    return [
        Way(
            None,
            {Step.RECEIVED: received.date()} | ({Step.DIED: first.date()} if first == last else {}),
            frozenset() if first == last or _is_missing(first) else frozenset({Step.DIED}),
            ref=str(case),
        )
        for case, first, last, received in zip(
            data["case"], data["died_first"], data["died_last"], data["received_on"], strict=True
        )
    ]


def _is_missing(day: Any) -> bool:
    return bool(day != day)  # noqa: PLR0124 - a missing day is not even itself
