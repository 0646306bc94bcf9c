"""The measures of themes: prevalence, what occurs together, and how far coders agree, as tables."""

from dataclasses import dataclass, replace
from datetime import date

from dhp.calendar import london_date, long_date
from dhp.coding.agreement import (
    Agreement,
    krippendorff_alpha,
    pabak,
    percent_agreement,
    positive_agreement,
)
from dhp.coding.codebook import Entry
from dhp.coding.codebook.rules import Level
from dhp.coding.reliability import standing_of
from dhp.definitions import DeathType
from dhp.errors import Absent, DomainError
from dhp.shares import rounded
from dhp.statistics.held import kept
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question
from dhp.statistics.tables import Cell, Column, Mark, Period, Row, Table
from dhp.statistics.themes.coded import Coded, coded
from dhp.statistics.themes.coded_table import coded_table
from dhp.statistics.themes.prevalence import of_type, prevalence
from dhp.statistics.themes.seen import Cases, Seen
from dhp.statistics.themes.tables import prevalence_table
from dhp.statistics.themes.together_page import pairs_table
from dhp.statistics.themes.words import STANDINGS, counted

LEVELS = tuple(level.value for level in Level)
_AGREEMENT = (
    Column("double", "Cases coded by two"),
    Column("first", "Found by the first"),
    Column("second", "Found by the second"),
    Column("alpha", "Krippendorff’s alpha", of="double"),
    Column("low", "95% interval from", of="double"),
    Column("high", "95% interval to", of="double"),
    Column("raw", "Agreed", of="double"),
    Column("positive", "Positive agreement", of="double"),
    Column("pabak", "PABAK", of="double"),
    Column("standing", "What may be said", numeric=False, of="double"),
)


@dataclass(frozen=True)
class _Asked:
    """The entries and the cases that a question is about."""

    coded: Coded
    entries: tuple[Entry, ...]
    among: Cases
    period: Period


def theme_prevalence(measure: Measure, question: Question) -> Table:
    """M12 laid out: those entries on which coders agree well enough, and the names of the others."""
    asked = _read(question, Level.THEME)
    every = [(one, prevalence(asked.coded.seen[one.id], asked.among)) for one in asked.entries]
    told = [one for one, figures in every if figures.agreed]
    table = prevalence_table(asked.coded, told, among=asked.among)
    silent = [one.label for one, figures in every if not figures.agreed]
    words = f"Under development or not measured, so without numbers: {'; '.join(silent)}."
    return _as_measure(table, measure, asked, notes=(words,) if silent else ())


def theme_co_occurrence(measure: Measure, question: Question) -> Table:
    """M13 laid out: every pair that enough cases hold."""
    asked = _read(question, Level.THEME)
    return _as_measure(pairs_table(asked.coded, asked.entries, asked.among), measure, asked)


def theme_reliability(measure: Measure, question: Question) -> Table:
    """M14 laid out: every entry that one of two coders found in a case."""
    asked = _read(question, Level.CODE)
    found = [(one, asked.coded.seen[one.id]) for one in asked.entries]
    rows = [
        Row(one.ref, f"{one.ref} {one.label}", _agreement(seen, asked.among))
        for one, seen in found
        if (seen.first | seen.second) & asked.among
    ]
    table = coded_table(
        asked.coded,
        id=measure.name,
        title=measure.title,
        row_head="Theme or code",
        columns=_AGREEMENT,
        rows=tuple(rows),
        rows_by="theme",
        rows_add=False,
        sensitive=False,
    )
    return _as_measure(table, measure, asked)


def _read(question: Question, usual: Level) -> _Asked:
    """Raises `DomainError` for what the coding cannot be asked, and before there is a codebook."""
    try:
        reader = question.reader
        who = reader.id if reader else None
        present = kept(("coded", question.as_at, who), lambda: coded(question.as_at, reader=reader))
    except Absent as absent:
        raise DomainError(
            "No codebook had been published by then, so no case is coded."
        ) from absent
    name = question.by[0] if question.by else usual.value
    if name not in LEVELS:
        raise DomainError(f"Themes are laid out by one of: {', '.join(LEVELS)}.")
    if unfit := [key for key, _value in question.where if key != "type"]:
        raise DomainError(f"Coded cases are chosen by type alone. Leave out {unfit[0]}.")
    among = present.those(lambda case: _is_within(london_date(case.received_at), question))
    for _key, value in question.where:
        among &= of_type(present, _type(value))
    entries = tuple(one for one in present.book.walk() if one.level is Level(name))
    return _Asked(present, entries, among, _period(present, among, question))


def _is_within(day: date, question: Question) -> bool:
    return (question.start is None or day >= question.start) and day <= question.last


def _type(value: str) -> DeathType:
    kinds = [kind.value for kind in DeathType]
    if value not in kinds:
        raise DomainError(f"“{value}” is no type of death. Choose one of: {', '.join(kinds)}.")
    return DeathType(value)


def _period(present: Coded, among: Cases, question: Question) -> Period:
    """The days of receipt asked for; without a first one, from the first case that counts."""
    days = [london_date(one.received_at) for n, one in enumerate(present.cases) if among >> n & 1]
    start = question.start or min(days, default=question.last)
    return Period(start, question.last)


def _as_measure(
    table: Table, measure: Measure, asked: _Asked, notes: tuple[str, ...] = ()
) -> Table:
    """The table as the catalogue gives it: its unit, its days, and all that is needed to read it."""
    days = f"{long_date(asked.period.start)} to {long_date(asked.period.end)}"
    own, *rest = counted(asked.coded, left_out=False, among=asked.among)  # the first says how many
    told = (*notes, *table.notes, *rest)
    return replace(
        table,
        id=measure.name,
        title=f"{measure.title}, deaths received {days}",
        unit=measure.unit,
        period=asked.period,
        notes=told,
        open_notes=told,
        own_notes=(own,),
        series=f"{measure.name}:{asked.period.start.isoformat()}:{table.rows_by}",
    )


def _agreement(seen: Seen, among: Cases) -> dict[str, Cell]:
    """How far the two readings of each case agree, on whether it was found at all."""
    places = [n for n in range((seen.double & among).bit_length()) if seen.double & among & 1 << n]
    first, second = ([bool(said >> n & 1) for n in places] for said in (seen.first, seen.second))
    alpha = krippendorff_alpha([first, second])
    pairs = list(zip(first, second, strict=True))
    both = [[pairs.count((one, other)) for other in (True, False)] for one in (True, False)]
    counts = {"double": len(places), "first": sum(first), "second": sum(second)}
    cells = {key: Cell.count(count) for key, count in counts.items()}
    cells |= {"alpha": _number(alpha.value), "low": _number(alpha.low), "high": _number(alpha.high)}
    cells["raw"] = _share(percent_agreement(first, second))
    cells["positive"] = _share(positive_agreement(first, second))
    cells["pabak"] = _number(pabak(both).value)
    cells["standing"] = Cell.words(STANDINGS[standing_of(alpha)])
    return cells


def _number(value: float | None) -> Cell:
    return Cell.marked(Mark.NOT_AVAILABLE) if value is None else Cell(value, f"{value:.2f}")


def _share(found: Agreement) -> Cell:
    if found.value is None:
        return Cell.marked(Mark.NOT_AVAILABLE)
    return Cell(found.value, f"{rounded(100 * found.value)}%")
