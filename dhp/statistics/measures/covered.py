"""M11, coverage: which forces returned each period, with deaths or with none."""

from collections.abc import Mapping
from datetime import date

from dhp.returns.coverage import Summary, coverage
from dhp.shares import share_words
from dhp.statistics.measures.groups import Group, Grouping
from dhp.statistics.measures.laying import Asked, laid_out
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Sample
from dhp.statistics.tables import TOTAL, Cell, Column, Geography, Mark, Period, Table

# These count returns and not people, save that few returns with deaths tell of few deaths; whoever
# reads how many confirmed none can work those out.
_COLUMNS = (
    Column("due", "Forces due", open=True),
    Column("returned", "Returned", open=True),
    Column("returned_share", "Share returned", of="returned", open=True),
    Column("deaths", "Of these, with deaths"),
    Column("nil", "Of these, confirmed none", of="deaths"),
    Column("late", "Of these, late", open=True),
    Column("missing", "Not returned", open=True),
)


def covered(measure: Measure, question: Question) -> Table:
    """M11 laid out: a row for each period with a day in the stretch, of those that were due."""
    import pandas as pd

    first = question.start or date(1900, 1, 1)
    told = coverage(first, question.last, as_at=question.as_at, restricted=True)
    summaries = {
        one.period.first.isoformat(): one
        for one in told.summaries
        if one.period and one.period.due_at <= question.as_at
    }
    groups = tuple(
        Group(key, one.period.name) for key, one in summaries.items() if one.period is not None
    )
    by = Grouping("period", "Period", groups, [])
    start = question.start or min(map(date.fromisoformat, summaries), default=question.last)
    found = Sample(pd.DataFrame(), (by,), Period(start, question.last), Geography.NATIONAL)

    def cells(group: Group) -> Mapping[str, Cell]:
        wanted = summaries.values() if group.key == TOTAL else [summaries[group.key]]
        return _cells(list(wanted))

    return laid_out(
        Asked(measure, question, found), _COLUMNS, cells, own_notes=_silent(told.summaries)
    )


def _cells(summaries: list[Summary]) -> Mapping[str, Cell]:
    due, returned = sum(one.due for one in summaries), sum(one.returned for one in summaries)
    share = Cell.marked(Mark.NOT_AVAILABLE)
    if due:
        words = share_words(returned, due)
        share = Cell(returned / due if words.endswith("%") else None, words)
    return {
        "due": Cell.count(due),
        "returned": Cell.count(returned),
        "returned_share": share,
        "deaths": Cell.count(returned - sum(one.nil for one in summaries)),
        "nil": Cell.count(sum(one.nil for one in summaries)),
        "late": Cell.count(sum(one.late for one in summaries)),
        "missing": Cell.count(sum(len(one.missing) for one in summaries)),
    }


def _silent(summaries: list[Summary]) -> tuple[str, ...]:
    """Who has not returned the last period."""
    last = next((one for one in reversed(summaries) if one.missing and one.period), None)
    if last is None or last.period is None:
        return ()
    return (f"{last.period.name} not returned by: {', '.join(last.missing)}.",)
