"""M10, net revision: by how much a count changed between two instants, and what changed it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from dhp.calendar import london_date, long_instant
from dhp.errors import DomainError
from dhp.statistics.measures.groups import Group, Grouping
from dhp.statistics.measures.laying import Asked, laid_out, rows_of
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, Sample, sample
from dhp.statistics.revising.movements import CAUSES, Known, Matter, Revision, Revisions, revisions
from dhp.statistics.revising.standings import standings_at
from dhp.statistics.tables import TOTAL, Cell, Column, Table

if TYPE_CHECKING:
    import pandas as pd

DIED = Kind()
RECEIVED = Kind(clock="received", back_records=False)
_WORDS = {
    "new": "New: after the former count",
    "late": "Late notice",
    "reinstated": "Back in scope",
    "parted": "Not the same death after all",
    "reclassified_in": "Type changed, in",
    "corrected_in": "Corrected, in",
    "withdrawn": "Less: out of scope",
    "merged": "Less: same death as another",
    "reclassified_out": "Less: type changed, out",
    "corrected_out": "Less: corrected, out",
}


def revised(measure: Measure, question: Question) -> Table:
    """M10 laid out, by the day of death."""
    return _laid(measure, question, DIED)


def revised_received(measure: Measure, question: Question) -> Table:
    """M10a laid out: cases by the day of receipt."""
    return _laid(measure, question, RECEIVED)


def revisions_of(kind: Kind, question: Question) -> Revisions:
    """What moved the count that `question` asks for from its `before` to its `as_at`, by group.

    Raises `DomainError` without a former instant, and `DoesNotBalance` where it does not add up.
    """
    former, present = _samples(kind, question)
    return _between(kind, question, former, present)


def _samples(kind: Kind, question: Question) -> tuple[Sample, Sample]:
    """What was counted then, and what is counted now, in the same days."""
    if question.before is None:
        raise DomainError(
            "Say since when the count has changed, such as --before 2025-04-01T09:30."
        )
    days = replace(question, before=None, end=question.last)
    return sample(kind, replace(days, as_at=question.before)), sample(kind, days)


def _between(kind: Kind, question: Question, former: Sample, present: Sample) -> Revisions:
    before, after = (
        Known(_groups(found), standings_at(at))
        for found, at in ((former, _then(question)), (present, question.as_at))
    )
    matter = Matter(
        by_type=rows_of(present).name == "type",
        of_type=any(name == "type" for name, _key in question.where),
        several=rows_of(present).several,
    )
    return revisions(before, after, matter, _beyond(kind, present.data, _then(question)))


def _then(question: Question) -> datetime:
    return question.before or question.as_at


def _groups(found: Sample) -> dict[int, frozenset[str]]:
    keys: Sequence[tuple[str, ...]] = found.by[0].of if found.by else [()] * len(found.data)
    return {int(case): frozenset(of) for case, of in zip(found.data["case"], keys, strict=True)}


def _beyond(kind: Kind, data: "pd.DataFrame", then: datetime) -> frozenset[int]:
    """The cases that the former count could not reach: received, or died on a day, after it."""
    import pandas as pd

    if kind.clock == "received":
        later = data["received_at"] > pd.Timestamp(then)
    else:
        later = data["died_first"] > pd.Timestamp(london_date(then))
    return frozenset(int(case) for case in data["case"][later])


def _laid(measure: Measure, question: Question, kind: Kind) -> Table:
    former, present = _samples(kind, question)
    found = _between(kind, question, former, present)
    note = (
        f"From what was known on {long_instant(_then(question))} "
        f"to what was known on {long_instant(question.as_at)}."
    )
    shown = replace(present, by=_with_former(former, present), notes=(note, *present.notes))
    columns = (
        Column("opening", "As known before"),
        *(Column(cause, _WORDS[cause]) for cause in CAUSES),
        Column("closing", "As known now"),
    )

    def cells(group: Group) -> Mapping[str, Cell]:
        one = found.every if group.key == TOTAL else found.groups.get(group.key, Revision())
        return {column.key: Cell.count(getattr(one, column.key)) for column in columns}

    table = laid_out(Asked(measure, question, shown), columns, cells)
    return replace(table, series=f"{table.series}:{_then(question).isoformat()}")


def _with_former(former: Sample, present: Sample) -> tuple[Grouping, ...]:
    """The groups of now, and those that there were only then."""
    if not present.by:
        return ()
    now, then = present.by[0], former.by[0]
    keys = {group.key for group in now.groups}
    gone = tuple(group for group in then.groups if group.key not in keys)
    return (replace(now, groups=(*now.groups, *gone)),)
