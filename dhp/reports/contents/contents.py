"""How a report is declared: its period, the tables it is made from, and its sections in order.

A section, a chart and a sentence are given laid tables and nothing else of the record. In a shareable
edition these are cleared, so that what is hidden can be neither said nor drawn.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from dhp.reports.blocks import Block, Laid, key_of
from dhp.reports.document import Edition
from dhp.returns.coverage import Coverage, Summary, last_coverage
from dhp.statistics.tables import Period, Table

T = TypeVar("T")

BOTH = frozenset(Edition)
RESTRICTED = frozenset({Edition.RESTRICTED})
SHAREABLE = frozenset({Edition.SHAREABLE})


@dataclass(frozen=True)
class Brief:
    """What one edition is about: its days, whose knowledge it shows, and for whom it is.

    `before_as_at` is the instant whose knowledge the edition before showed; `force` the code of the
    force that a force pack is for.
    """

    period: Period
    as_at: datetime
    before_as_at: datetime
    edition: Edition
    force: str | None = None
    _once: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, measure: Callable[["Brief"], T]) -> T:
        """What `measure` finds, worked out once for all the tables that are laid out from it.

        Briefs made of one another share it, each force and instant with its own.
        """
        key = (measure, self.force, self.as_at)
        if key not in self._once:
            self._once[key] = measure(self)
        found: T = self._once[key]
        return found

    @property
    def nation(self) -> "Brief":
        """The same for all forces: what is measured once of it serves the packs of all."""
        return replace(self, force=None)


def _returned(brief: Brief) -> Coverage:
    return last_coverage(brief.as_at)


def returned(brief: Brief) -> Coverage:
    """What forces returned of the latest period that was due, read once for the whole report."""
    return brief.once(_returned)


Maker = Callable[[Brief], Table | None]
Sure = Callable[[Brief], Table]  # makes a table whatever the record holds


@dataclass(frozen=True)
class TableOf:
    """One table of a report. `id` is its stable number; `make` gives none where there is nothing, and
    is None where the restricted edition has no such table.

    `shared` says that the shareable edition has it, cleared; or it makes the coarser table that the
    shareable edition has in its place.
    """

    id: str
    make: Maker | None
    shared: bool | Maker = True

    def maker(self, edition: Edition) -> Maker | None:
        """What makes the table of `edition`; None where it has no such table."""
        if edition is Edition.RESTRICTED or self.shared is True:
            return self.make
        return self.shared or None


@dataclass(frozen=True)
class Told:
    """What may be told in one edition: what it is about, its tables by their ids, which forces had
    returned the last period due (in a shareable edition without their names), and the notes that
    several tables have.
    """

    brief: Brief
    tables: Mapping[str, Laid]
    returns: Summary
    notes: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> Laid:
        """The table `key`. Raises KeyError where the edition has none."""
        return self.tables[key]

    def __contains__(self, key: str) -> bool:
        return key in self.tables

    def those(self, *keys: str) -> list[Laid]:
        """The tables among `keys` that the edition has, in this order."""
        return [self.tables[key] for key in keys if key in self.tables]

    def under(self, key: str) -> list[Laid]:
        """The tables of the `TablesOf` with the id `key`, in their order."""
        return [table for name, table in self.tables.items() if name.startswith(f"{key}.")]


@dataclass(frozen=True)
class TablesOf:
    """As many tables as there are things to tell of, such as one a theme: `id.1`, `id.2` and so on."""

    id: str
    make: Callable[[Brief], Iterable[Table]]
    shared: bool = True


@dataclass(frozen=True)
class Section:
    """One section: its heading, and what is laid under it; left out where nothing is.

    `key` is its lasting name, made from the title where it is left empty: keep it when the title
    changes, for comments are bound to it.
    """

    title: str
    lay: Callable[[Told], Iterable[Block]]
    editions: frozenset[Edition] = BOTH
    key: str = ""

    @property
    def name(self) -> str:
        """Its key, as the heading has it."""
        return self.key or key_of(self.title)


@dataclass(frozen=True)
class Contents:
    """One kind of report. `period` gives the days of the edition that holds a day, `subtitle` the
    words under the title.

    `for_force` says that each edition is for one force, which the order has to name. `years` is how
    many calendar years before its instant most of its tables look back to: they are read together.
    """

    kind: str
    title: str
    subtitle: Callable[[Brief], str]
    period: Callable[[date], Period]
    tables: tuple[TableOf | TablesOf, ...]
    sections: tuple[Section, ...]
    for_force: bool = False
    years: int = 0
    editions: frozenset[Edition] = BOTH
