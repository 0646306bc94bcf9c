"""What the pages of themes show, worked out once, so that templates only lay it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.charts.intervals import Interval, Intervals
from dhp.charts.svg import inline_svg
from dhp.coding.codebook import Book, Entry
from dhp.coding.codebook.history import Happening, happenings
from dhp.coding.codebook.rules import Level
from dhp.coding.passes.queries import readable_cases
from dhp.coding.passes.rules import Polarity
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.statistics.tables import Table
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.prevalence import Prevalence, prevalence, prevalences
from dhp.statistics.themes.tables import by_type_table, prevalence_table, trend_table, ways_table
from dhp.statistics.themes.together_page import with_table
from dhp.statistics.themes.trend import trend
from dhp.statistics.themes.words import headline, picture_words, standing_words

MOST_CASES = 50  # in the list of one page
MOST_BESIDE = 10  # pairs on the page of one theme
MOST_DRAWN = 20  # lines in a picture; the table has all
_SIZES = (("wide", 960, 15), ("narrow", 345, 13))  # width and height of letters, in pixels


@dataclass(frozen=True)
class ThemePage:
    """One domain, theme or code: its figures in words, and its tables."""

    coded: Coded
    entry: Entry
    figures: Prevalence
    told: Sequence[Happening]

    @property
    def headline(self) -> str:
        """How often it is found, in a sentence."""
        return headline(self.figures)

    @property
    def sure(self) -> str:
        """How far coders agree, in a sentence."""
        return standing_words(self.figures)

    @property
    def by_type(self) -> Table:
        """By type of death."""
        return by_type_table(self.coded, self.entry)

    @property
    def ways(self) -> Table:
        """What else was said."""
        return ways_table(self.coded, self.entry)

    @property
    def trend(self) -> Table:
        """By quarter, with breaks."""
        seen = self.coded.seen[self.entry.id]
        return trend_table(self.coded, self.entry, trend(self.coded, seen, self.told))

    @property
    def beside(self) -> Table:
        """What it occurs with, of the same level."""
        level = entries_of(self.coded.book, self.entry.level)
        return with_table(self.coded, self.entry, level, MOST_BESIDE)

    @property
    def below(self) -> Table | None:
        """What lies under it; None for a code."""
        if not self.entry.below:
            return None
        return prevalence_table(self.coded, self.entry.below, title=f"Under {self.entry.label}")


def theme_page(coded: Coded, entry: Entry) -> ThemePage:
    """The page of one entry, with the breaks up to the codebook that the cases are read in."""
    figures = prevalence(coded.seen[entry.id], coded.everything)
    told = happenings(range(1, coded.book.number + 1))
    return ThemePage(coded, entry, figures, told)


def cases_with(page: ThemePage, user: User) -> Sequence[Case]:
    """The cases in which it is present and that `user` may read, the latest received first.

    None where no numbers are given: the length of a list is a number too.
    """
    if not page.figures.reported:
        return ()
    ids = page.coded.ids(page.coded.seen[page.entry.id].ways[Polarity.PRESENT])
    statement = (
        select(Case)
        .where(Case.id.in_(ids), Case.id.in_(readable_cases(user)))
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(MOST_CASES)
    )
    return db.session.scalars(statement).all()


def entries_of(read: Book, level: Level) -> list[Entry]:
    """Every entry of one level, in the order of the book."""
    return [entry for entry in read.walk() if entry.level is level]


def level_named(name: str) -> Level:
    """The level that an address asks for: codes, or themes for whatever else it says."""
    return Level.CODE if name == Level.CODE.value else Level.THEME


def type_named(name: str) -> DeathType | None:
    """The type of death that an address asks for, or None for all."""
    return next((kind for kind in DeathType if kind.value == name), None)


def pictures(
    coded: Coded, entries: Sequence[Entry], kind: DeathType | None
) -> list[tuple[str, Markup]]:
    """The shares that may be reported, drawn for a wide and for a narrow page; none without any."""
    found = [one for one in prevalences(coded, entries, kind) if one.reported]
    found.sort(key=lambda one: -(one.share or 0))
    rows = tuple(_line(one) for one in found[:MOST_DRAWN])
    if not rows:
        return []
    drawn = Intervals("Theme or code", "Share of coded cases, with its 95% interval", rows)
    words = f"Most found: {rows[0].label}, {rows[0].words}. The table below the picture has every number."
    over = f", {kind.label} alone" if kind else ""
    title = f"Share of coded cases{over} in which each is present, with its 95% interval"
    return [
        (
            name,
            inline_svg(drawn.draw(width, 0, size), f"themes-{name}", title, words),
        )
        for name, width, size in _SIZES
    ]


def _line(one: Prevalence) -> Interval:
    low, high = one.interval or (0.0, 0.0)
    label = f"{one.entry.ref} {one.entry.label}"
    return Interval(label, one.share, low, high, picture_words(one))
