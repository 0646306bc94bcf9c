"""M7: shares of what is known, always with how many, and with what is not known beside."""

from collections.abc import Mapping

from dhp.shares import LEAST_BASE, WHOLE_BELOW, rounded, share_words, wilson_interval
from dhp.statistics.measures.groups import Group
from dhp.statistics.measures.laying import COUNT, Asked, laid_out, tallied
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Table

_NONE = Cell.marked(Mark.NOT_APPLICABLE)


def share_columns(of: str, what: str) -> tuple[Column, ...]:
    """A column of counts, and what is computed from it: the share of the known, and its interval."""
    return (
        Column(of, what),
        Column(f"{of}_share", "Share of known", of=of, share=True),
        Column(f"{of}_low", "95% interval from", of=of, share=True),
        Column(f"{of}_high", "95% interval to", of=of, share=True),
    )


def share_cells(of: str, count: int, known: int | None) -> dict[str, Cell]:
    """The cells of `share_columns`; `known` is None where a share makes no sense.

    A base of less than 20 has no percentage: it is told as "3 of 11", without an interval.
    """
    cells = {of: Cell.count(count)}
    rest = (f"{of}_share", f"{of}_low", f"{of}_high")
    if known is None:
        return cells | dict.fromkeys(rest, _NONE)
    if not known:
        return cells | dict.fromkeys(rest, Cell.marked(Mark.NOT_AVAILABLE))
    if known < LEAST_BASE:
        few = Cell.marked(Mark.NOT_AVAILABLE)
        return cells | {rest[0]: Cell(None, share_words(count, known)), rest[1]: few, rest[2]: few}
    share = Cell(count / known, share_words(count, known))
    places = 0 if known < WHOLE_BELOW else 1
    low, high = (
        Cell(end, f"{rounded(100 * end, places)}%") for end in wilson_interval(count, known)
    )
    return cells | {rest[0]: share, rest[1]: low, rest[2]: high}


def shares(measure: Measure, question: Question) -> Table:
    """M7 laid out: each option of one characteristic, and the states of absence."""
    found = sample(Kind(), question)
    missing = {group.key for group in found.by[0].groups if group.missing}
    known = sum(1 for keys in found.by[0].of if not missing.issuperset(keys))
    counts = tallied(found)

    def cells(group: Group) -> Mapping[str, Cell]:
        count = counts.get((group.key, TOTAL), 0)
        bears = not group.missing and group.key != TOTAL
        shown = share_cells(COUNT, count, known if bears else None)
        if group.key == TOTAL:  # of what the shares are
            shown[f"{COUNT}_share"] = Cell.words(f"{known:,} of {count:,} known")
        return shown

    return laid_out(Asked(measure, question, found), share_columns(COUNT, "Deaths"), cells)
