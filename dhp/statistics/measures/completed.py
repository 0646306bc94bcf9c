"""M8, coding completeness: of the fields that are due, how many hold a valid code."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dhp.accounts.forces import forces
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.dictionary import Stage
from dhp.shares import share_words
from dhp.statistics.measures.groups import Group, Grouping
from dhp.statistics.measures.laying import Asked, laid_out
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, sample
from dhp.statistics.quality.completeness import CaseFile, Tally, fields_of, total
from dhp.statistics.quality.figures import read
from dhp.statistics.quality.reach import Reach
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Table

_KIND = Kind(clock="received", back_records=False)
_COLUMNS = (
    Column("due", "Fields due"),
    Column("valid", "Valid code"),
    Column("valid_share", "Share valid", of="valid", share=True, base="due"),
    Column("not_known", "Not known"),
    Column("not_yet", "Not yet established"),
    Column("missing", "Missing"),
)


def completeness(measure: Measure, question: Question) -> Table:
    """M8 laid out, by stage of the first asking unless something else is asked for."""
    found = sample(_KIND, question)
    files = {file.case.id: file for file in _files(question)}
    cases = [int(case) for case in found.data["case"]]
    if not found.by:
        return _by_stage(Asked(measure, question, found), [files[case] for case in cases])
    tallies = {case: _tally(files[case]) for case in set(cases)}
    taken: dict[str, list[Tally]] = defaultdict(list)
    for case, keys in zip(cases, found.by[0].of, strict=True):
        for key in (*keys, TOTAL):
            taken[key].append(tallies[case])
    return laid_out(
        Asked(measure, question, found), _COLUMNS, lambda group: _cells(total(taken[group.key]))
    )


def _by_stage(asked: Asked, files: Iterable[CaseFile]) -> Table:
    counts = Counter(
        (column.characteristic.needed, what)
        for file in files
        for _field, column, what in fields_of(file)
    )
    taken: dict[str, Tally] = defaultdict(Tally)
    for (stage, what), times in counts.items():
        taken[stage].add({what: times})
        taken[TOTAL].add({what: times})
    groups = tuple(Group(stage.value, _upper(stage.value)) for stage in Stage)
    by = Grouping("stage", "Stage of first asking", groups, [])
    return laid_out(
        replace(asked, found=replace(asked.found, by=(by,))),
        _COLUMNS,
        lambda group: _cells(taken[group.key]),
    )


def _files(question: Question) -> Iterable[CaseFile]:
    """The answers of every death that counts, as the lead of the unit sees them."""
    lead = User(role=RoleName.LEAD)  # nobody in particular, and never added to the session
    return read(Reach(lead, question.as_at, forces(), national=True, since=question.start)).files


def _tally(file: CaseFile) -> Tally:
    found = Tally()
    for _field, _column, what in fields_of(file):
        found.count(what)
    return found


def _cells(tally: Tally) -> Mapping[str, Cell]:
    share = Cell.marked(Mark.NOT_AVAILABLE)
    if tally.due:
        words = share_words(tally.valid, tally.due)
        share = Cell(tally.share if words.endswith("%") else None, words)
    return {
        "due": Cell.count(tally.due),
        "valid": Cell.count(tally.valid),
        "valid_share": share,
        "not_known": Cell.count(tally.not_known),
        "not_yet": Cell.count(tally.not_yet),
        "missing": Cell.count(tally.missing),
    }


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
