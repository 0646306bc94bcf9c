"""What follows from deaths: themes with what fits them, and where recommendations stand."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from dhp.calendar import rolling_months, short_date, year_earlier
from dhp.coding.codebook import Entry
from dhp.coding.codebook.rules import Level
from dhp.errors import Absent
from dhp.learning.for_reports import Followed, followed_at, names_resting_on
from dhp.learning.rules import Status
from dhp.practice.for_reports import library_at
from dhp.reports.contents.contents import Brief, Maker, TableOf
from dhp.statistics.held import kept
from dhp.statistics.tables import Cell, Column, Period, Row, Table
from dhp.statistics.themes.coded import Coded, coded
from dhp.statistics.themes.for_reports import ThemeInReport, theme_in_report
from dhp.statistics.themes.together import able

MOST_FITTING = 3  # entries of the library beside a theme
_DONE = (Status.DONE, Status.DONE_UNSEEN)
_COLUMNS = (
    Column("title", "What is asked", numeric=False),
    Column("due", "Due", numeric=False),
    Column("asked", "Asked"),
    Column("done", "Done"),
    Column("seen", "Of these, evidence seen"),
    Column("overdue", "Overdue"),
)


def chapter(number: str, most: int) -> tuple[TableOf, ...]:
    """The tables of a chapter of `most` themes: for each its card, its cases by type, what it is with."""
    specs = []
    for place in range(most):
        makers = (_card(place), _part(place, "T2"), _part(place, "T6"))
        for letter, make in zip(("", "a", "b"), makers, strict=True):
            specs.append(TableOf(f"{number}.{place + 1}{letter}", make, shared=False))
    return tuple(specs)


def tracker(brief: Brief) -> Table:
    """Every recommendation issued, of whom it is asked, and where these stand."""
    rows = tuple(_tracked(one) for one in kept(("followed", brief.as_at), _followed(brief)))
    return Table(
        id="tracker",
        title="Recommendations, and where those they are addressed to stand",
        unit="Forces and other bodies",
        base="Recommendations issued by the instant of this report",
        row_head="Number",
        columns=_COLUMNS,
        rows=rows,
        period=brief.period,
        as_at=brief.as_at,
        source="The unit’s judgements of answers",
        rows_by="recommendation",
        rows_add=False,
        notes=("The unit judges the status. Done without evidence is told apart.",),
    )


def a_year_ago(brief: Brief) -> Table | None:
    """The same as it stood a year earlier; None where nothing had been issued."""
    table = tracker(replace(brief, as_at=year_earlier(brief.as_at)))
    return replace(table, title=f"{table.title}, a year ago") if table.rows else None


def _followed(brief: Brief) -> Callable[[], list[Followed]]:
    return lambda: followed_at(brief.as_at)


def _tracked(one: Followed) -> Row:
    cells = {
        "title": Cell.words(f"{one.title} ({one.addressee})" if one.asked == 1 else one.title),
        "due": Cell.words(short_date(one.due_on)),
        "asked": Cell.count(one.asked),
        "done": Cell.count(sum(one.statuses.get(status, 0) for status in _DONE)),
        "seen": Cell.count(one.statuses.get(Status.DONE, 0)),
        "overdue": Cell.count(one.overdue),
    }
    label = f"{one.name}, closed" if one.closing else one.name
    return Row(one.name.replace(" ", "-"), label, cells)


def _themes(brief: Brief) -> tuple[Coded, list[Entry]] | None:
    """The coded cases, and the themes found in most of them that may be told of."""
    try:
        present = kept(("coded", brief.as_at, None), lambda: coded(brief.as_at))
    except Absent:
        return None
    level = [one for one in present.book.walk() if one.level is Level.THEME]
    return present, [one.entry for one in able(present, level) if one.present]


def _told(brief: Brief, place: int) -> ThemeInReport | None:
    found = brief.once(_themes)
    if found is None or place >= len(found[1]):
        return None
    return kept(("theme", brief.as_at, place), lambda: theme_in_report(found[0], found[1][place]))


def _part(place: int, number: str) -> Maker:
    """The table of theme `place` whose number begins so; None where it has no row."""

    def make(brief: Brief) -> Table | None:
        told = _told(brief, place)
        tables = told.tables if told else ()
        found = next((one for one in tables if one.id.startswith(number)), None)
        # What holds for every theme is told once, with the first.
        return replace(found, notes=found.notes[:2] if place == 0 else ()) if found else None

    return make


def _card(place: int) -> Maker:
    """What theme `place` is, how often it was found, what is asked of forces, and what fits it."""

    def make(brief: Brief) -> Table | None:
        told = _told(brief, place)
        return _laid(brief, place, told) if told else None

    return make


def _laid(brief: Brief, place: int, told: ThemeInReport) -> Table:
    found = brief.once(_themes)
    assert found is not None  # noqa: S101 - a theme was told of
    entry, start = found[1][place], rolling_months(brief.period.end, 12)[0]
    said = (
        ("definition", "What it is", told.definition),
        ("found", "How often", told.found),
        ("sure", "How far coders agree", told.sure),
        ("asked", "What forces are asked", _asked_of_forces(brief, entry)),
        ("fits", "Practice that fits", _practice(brief, entry)),
    )
    return Table(
        id=f"theme-{entry.ref}",
        title=told.heading,
        unit="Coded cases, each a death",
        base="Cases whose coding is finished and in which the theme was looked for",
        row_head="Theme",
        columns=(Column("told", "In words", numeric=False),),
        rows=tuple(Row(key, label, {"told": Cell.words(words)}) for key, label, words in said),
        period=Period(start, brief.period.end),
        as_at=brief.as_at,
        source=f"The unit’s coding, codebook {found[0].book.number}",
        rows_by="part",
        rows_add=False,
    )


def _asked_of_forces(brief: Brief, entry: Entry) -> str:
    resting = kept(("resting", brief.as_at), lambda: names_resting_on(brief.as_at))
    about = (
        name
        for code, names in resting.items()
        if code == entry.ref or code.startswith(f"{entry.ref}.")
        for name in names
    )
    return _listed(f"Recommendation {name}" for name in about) or (
        "No recommendation rests on this theme yet."
    )


def _practice(brief: Brief, entry: Entry) -> str:
    every = kept(("library", brief.as_at), lambda: library_at(brief.as_at))
    fitting = [one for one in every if one.about(entry.ref)]
    return _listed(one.words for one in fitting[:MOST_FITTING]) or (
        "The library holds nothing on this theme yet."
    )


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(parts))
