"""A theme as a report may include it: plain words and tables, for reports to turn into their blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dhp.coding.codebook import Entry
from dhp.statistics.tables import Table
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.prevalence import prevalence
from dhp.statistics.themes.tables import by_type_table, prevalence_table, ways_table
from dhp.statistics.themes.together import able
from dhp.statistics.themes.together_page import with_table
from dhp.statistics.themes.words import counted, headline, standing_words

MOST_BESIDE = 5  # pairs in the small table of a report


@dataclass(frozen=True)
class ThemeInReport:
    """One theme: its heading, what the codebook says, what was found, its tables, and their caveats.

    `tables` are true numbers, for a restricted edition. `to_clear` is the one table that disclosure
    control may clear for everybody; None, and no tables, where coders do not agree well enough.
    """

    heading: str
    definition: str
    found: str
    sure: str
    tables: tuple[Table, ...]
    to_clear: Table | None
    caveats: tuple[str, ...]


def theme_in_report(coded: Coded, entry: Entry) -> ThemeInReport:
    """What a report says of one domain, theme or code of the codebook of `coded`."""
    figures = prevalence(coded.seen[entry.id], coded.everything)
    tables: tuple[Table, ...] = ()
    caveats = counted(coded, left_out=False)
    if figures.reported:
        level = [one for one in coded.book.walk() if one.level is entry.level]
        near = with_table(coded, entry, level, MOST_BESIDE)
        tables = (by_type_table(coded, entry), ways_table(coded, entry), near)
        tables = tuple(_alone(table, caveats) for table in tables if table.rows)
    to_clear = by_type_table(coded, entry, counts_only=True) if figures.reported else None
    return ThemeInReport(
        heading=f"{entry.ref} {entry.label}",
        definition=entry.definition,
        found=headline(figures),
        sure=standing_words(figures),
        tables=tables,
        to_clear=_alone(to_clear, caveats) if to_clear else None,
        caveats=caveats,
    )


def most_found(coded: Coded, entries: Sequence[Entry], most: int) -> Table:
    """The entries found in the most cases, of those that may be reported, for a restricted edition."""
    chosen = [one.entry for one in able(coded, entries)[:most]]
    table = prevalence_table(coded, chosen, title="Found in the most cases")
    return _alone(table, counted(coded, left_out=False))


def _alone(table: Table, caveats: tuple[str, ...]) -> Table:
    """The table with all that is needed to read it alone."""
    return replace(table, notes=(*table.notes, *caveats))
