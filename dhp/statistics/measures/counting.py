"""M1, M2 and M3: how many notifications, deaths and incidents there were; and how many suspects."""

from collections.abc import Mapping

from dhp.dictionary import Role
from dhp.statistics.frame import Unit
from dhp.statistics.measures.groups import Group
from dhp.statistics.measures.laying import COUNT, Asked, Counts, laid_out, tallied
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.tables import TOTAL, Cell, Column, Table

RECEIVED = Kind(clock="received", waiting=True, back_records=False)
DIED = Kind()
SUSPECTED = Kind(unit=Unit.PERSON, role=Role.SUSPECT)


def notifications(measure: Measure, question: Question) -> Table:
    """M1 laid out."""
    found = sample(RECEIVED, question)
    return _counts(Asked(measure, question, found), tallied(found))


def deaths(measure: Measure, question: Question) -> Table:
    """M2 laid out."""
    found = sample(DIED, question, alike=True)
    return _counts(Asked(measure, question, found), tallied(found))


def incidents(measure: Measure, question: Question) -> Table:
    """M3 laid out: an incident with deaths of two groups is in both, and once in the total."""
    found = sample(DIED, question)
    ids = found.data["incident"]
    return _counts(Asked(measure, question, found), tallied(found, ids), adds=False)


def suspects(measure: Measure, question: Question) -> Table:
    """Suspects laid out: each person once, at the first death that counts."""
    found = sample(SUSPECTED, question)
    return _counts(Asked(measure, question, found), tallied(found))


def _counts(asked: Asked, counts: Counts, *, adds: bool = True) -> Table:
    found = asked.found
    crossed = len(found.by) > 1
    columns = [Column(COUNT, asked.measure.title)]
    if crossed:
        columns = [Column(group.key, group.label) for group in found.by[1].groups]
        columns.append(Column(TOTAL, "All"))

    def cells(group: Group) -> Mapping[str, Cell]:
        if not crossed:
            return {COUNT: Cell.count(counts.get((group.key, TOTAL), 0))}
        keys = (column.key for column in columns)
        return {key: Cell.count(counts.get((group.key, key), 0)) for key in keys}

    parts = crossed and adds and not found.by[1].several
    return laid_out(asked, columns, cells, adds=adds, crossed=parts)
