"""What was known before and around a death: rows of single facts, each with its own base of known ones."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dhp.dictionary import DICTIONARY, State
from dhp.reports.contents.contents import Brief, Maker
from dhp.reports.contents.tables.asking import last_months, question
from dhp.shares import LEAST_BASE, share_words
from dhp.statistics.analysis.factors import FACTORS, KINDS, Factor
from dhp.statistics.measures import MEASURES
from dhp.statistics.measures.laying import COUNT, Asked, laid_out
from dhp.statistics.measures.samples import Kind, Sample, sample
from dhp.statistics.measures.shares import share_cells
from dhp.statistics.tables import TOTAL, Cell, Column, Mark, Row, Table

_NONE = f"[{State.NO_CONFIRMED.value}]"
_COLUMNS = (
    Column(COUNT, "Deaths"),
    Column("known", "For which it is known"),
    Column(f"{COUNT}_share", "Share of known", of=COUNT, base="known"),
    Column(f"{COUNT}_low", "95% interval from", of=COUNT, base="known"),
    Column(f"{COUNT}_high", "95% interval to", of=COUNT, base="known"),
    Column("unknown", "Not known or not told"),
)
_NOTES = (
    (
        "Not known is not no: each share is of the deaths for which the answer is known, and some questions "
        "are asked where another was answered."
    ),
    "What is read of a suspect is of the first one on record.",
)
Told = Counter[str]  # of how many deaths the same was told


@dataclass(frozen=True)
class Facts:
    """A table of facts: its title and the head of its rows, and the facts in their order."""

    title: str
    head: str
    facts: tuple[Factor, ...]


def options_of(name: str, *but: str) -> tuple[Factor, ...]:
    """A fact for every option of the characteristic at `name`, but some."""
    options = DICTIONARY[name.rpartition(".")[2]].options
    return tuple(Factor(one.label, name, (one.code,)) for one in options if one.code not in but)


def any_of(label: str, name: str, *but: str) -> Factor:
    """The fact that any option of the characteristic at `name` was told, but some."""
    options = DICTIONARY[name.rpartition(".")[2]].options
    return Factor(label, name, tuple(one.code for one in options if one.code not in but))


def table_of(
    facts: Facts, months: int, where: Mapping[str, str] | None = None
) -> Callable[[Brief], Table]:
    """Deaths of the last months with each fact, of those for which it is known."""

    def make(brief: Brief) -> Table:
        found = _sample(brief, facts.facts, months, where)
        rows = tuple(
            Row(f"{place}", fact.label, _cells(fact, _told(found.data[fact.code])))
            for place, fact in enumerate(facts.facts)
        )
        if not any(row.cells["known"].value for row in rows):
            rows = (_unknown(len(found.data)),)
        return _laid(brief, months, facts, found, _COLUMNS, rows, where)

    return make


def by_type(months: int) -> Maker:
    """The share of deaths with each risk factor by type: how many of how many in words."""

    def make(brief: Brief) -> Table:
        found = _sample(brief, FACTORS, months, None)
        kinds = [str(kind) for kind in found.data["type"]]
        rows = []
        for place, fact in enumerate(FACTORS):
            told: dict[str, Told] = defaultdict(Counter)
            for kind, text in zip(kinds, found.data[fact.code], strict=True):
                told[kind][str(text)] += 1
            cells = {kind.value: _heat(fact, told[kind.value]) for kind in KINDS}
            cells[TOTAL] = _heat(fact, _told(found.data[fact.code]))
            rows.append(Row(f"{place}", fact.label, cells))
        columns = [Column(kind.value, kind.label, numeric=False) for kind in KINDS]
        facts = Facts("Risk factors by type of death", "Known before the death", FACTORS)
        columns.append(Column(TOTAL, "All deaths", numeric=False))
        return _laid(brief, months, facts, found, tuple(columns), tuple(rows), None)

    return make


def _unknown(deaths: int) -> Row:
    """One row in the place of many that would say of nothing that is known how often it was found."""
    none = dict.fromkeys((one.key for one in _COLUMNS), Cell.marked(Mark.NOT_AVAILABLE))
    known = {"known": Cell.count(0), "unknown": Cell.count(deaths)}
    return Row("unknown", "None of this is known yet of any of these deaths", none | known)


def _sample(
    brief: Brief, facts: Sequence[Factor], months: int, where: Mapping[str, str] | None
) -> Sample:
    codes = tuple(dict.fromkeys(fact.code for fact in facts))
    asking = question(brief, last_months(brief, months), where=where)
    return sample(Kind(also=codes), asking)


def _laid(
    brief: Brief,
    months: int,
    facts: Facts,
    found: Sample,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    where: Mapping[str, str] | None,
) -> Table:
    """The table with what every table of the measure of shares says."""
    asking = question(brief, last_months(brief, months), where=where)
    frame = laid_out(Asked(MEASURES["share"], asking, found), (), lambda _group: {})
    days = frame.title.rsplit(", ", 1)[1]
    return replace(
        frame,
        title=f"{facts.title}, {days}",
        row_head=facts.head,
        columns=columns,
        rows=rows,
        rows_by="fact",
        rows_add=False,
        notes=(*_NOTES, *(note for note in frame.notes if note != MEASURES["share"].caveats[0])),
    )


def _told(texts: Iterable[object]) -> Told:
    return Counter(str(text) for text in texts)


def _counted(fact: Factor, told: Told) -> tuple[int, int]:
    """Of how many deaths the fact is told, and of how many it is known whether it is so."""
    count = known = 0
    for text, times in told.items():
        said = text.split(";")
        if _NONE in said or not any(word.startswith("[") for word in said):
            known += times
            count += 0 if set(said).isdisjoint(fact.options) else times
    return count, known


def _cells(fact: Factor, told: Told) -> Mapping[str, Cell]:
    count, known = _counted(fact, told)
    return {
        **share_cells(COUNT, count, known),
        "known": Cell.count(known),
        "unknown": Cell.count(told.total() - known),
    }


def _heat(fact: Factor, told: Told) -> Cell:
    """“12 of 40 (30%)”; of a small base without a percentage, and without a shade."""
    count, known = _counted(fact, told)
    if not known:
        return Cell.words("none known")
    words = f"{count:,} of {known:,}"
    if known < LEAST_BASE:
        return Cell.words(words)
    return Cell(count / known, f"{words} ({share_words(count, known)})")
