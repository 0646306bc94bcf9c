"""What several tables of a report say alike is said once, at its end, and heads that are long are short."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dhp.definitions import DeathType
from dhp.statistics.tables import Laid

SEVERAL = 3  # tables with one note
TITLE = "Notes on several tables"
_SHORT = {DeathType.SVSDA.label: "Suspected victim suicide"}  # the rows have all the words


def alike(tables: Mapping[str, Laid]) -> tuple[str, ...]:
    """The notes that several of these tables have, in the order in which they come first."""
    times = Counter(note for table in tables.values() for note in dict.fromkeys(table.notes))
    return tuple(note for note, count in times.items() if count >= SEVERAL)


def lightened(tables: Mapping[str, Laid], said: tuple[str, ...]) -> Iterator[tuple[str, Laid]]:
    """Each table without the notes that are said elsewhere, its heads in few words."""
    for key, table in tables.items():
        notes = tuple(note for note in table.notes if note not in said)
        columns = tuple(
            replace(column, label=_SHORT.get(column.label, column.label))
            for column in table.columns
        )
        yield key, replace(table, notes=notes, columns=columns)
