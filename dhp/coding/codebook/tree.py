"""The frozen tree of one version of the codebook, and what that version makes of every code."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from dhp.coding.codebook.rules import Level, MappingKind, Outcome, VersionState
from dhp.errors import Absent


@dataclass(frozen=True)
class Entry:
    """One domain, theme or code in the words of one version.

    `worded` and `came_in` are numbers of versions: since when it reads so, and when it was first in
    the book. `types` are death types (iph, afh, ...); empty means every type. `wording_id` is the
    `code_versions.id` of these words.
    """

    id: int
    ref: str
    guid: str
    level: Level
    parent_id: int | None
    label: str
    definition: str
    include: str
    exclude: str
    example: str
    types: tuple[str, ...]
    worded: int
    came_in: int
    wording_id: int
    edits: int = field(compare=False)
    below: tuple["Entry", ...] = field(default=(), repr=False)

    def applies_to(self, death_type: str) -> bool:
        """Whether the entry is meant for deaths of this type."""
        return not self.types or death_type in self.types

    @property
    def mark(self) -> str:
        """What a form carries, to see whether the words changed meanwhile."""
        return f"{self.wording_id}.{self.edits}"


@dataclass(frozen=True)
class Way:
    """A merge or split of a code: where it leads, by the ids of codes."""

    kind: MappingKind
    to: tuple[int, ...]


@dataclass(frozen=True)
class Resolved:
    """What a version makes of one code: one entry, the parts of a split, or nothing."""

    outcome: Outcome
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Book:
    """The codebook of one version. `version_id` is what a mark keeps, `number` what people see.

    `entries` are those that stand, by id; `gone` the ids of codes that stood before and no longer
    do, each with its way, if it has one; `to_come` the ids that only later versions know.
    """

    version_id: int
    number: int
    state: VersionState
    domains: tuple[Entry, ...]
    entries: Mapping[int, Entry] = field(repr=False)
    gone: Mapping[int, Way | None] = field(repr=False)
    to_come: frozenset[int] = field(repr=False)

    @property
    def themes(self) -> tuple[Entry, ...]:
        """Every theme, in the order of the book."""
        return tuple(theme for domain in self.domains for theme in domain.below)

    @property
    def codes(self) -> tuple[Entry, ...]:
        """Every code, in the order of the book."""
        return tuple(code for theme in self.themes for code in theme.below)

    def themes_of(self, code_ids: Container[int]) -> frozenset[int]:
        """The ids of the themes that hold any of these codes."""
        return frozenset(
            theme.id for theme in self.themes if any(code.id in code_ids for code in theme.below)
        )

    def walk(self) -> Iterator[Entry]:
        """Every entry, each before what lies under it."""
        for domain in self.domains:
            yield from with_below(domain)

    def find(self, code_id: int) -> Entry | None:
        """The entry with this id, if it stands in this version."""
        return self.entries.get(code_id)

    def entry(self, code_id: int) -> Entry:
        """The entry with this id; raises `Absent` where it does not stand in this version."""
        found = self.find(code_id)
        if found is None:
            raise Absent
        return found

    def with_ref(self, ref: str) -> Entry:
        """The entry shown as `ref`, such as 5.03; raises `Absent`."""
        found = next((entry for entry in self.entries.values() if entry.ref == ref), None)
        if found is None:
            raise Absent
        return found

    def path(self, entry: Entry) -> tuple[Entry, ...]:
        """The entry after those above it, from the domain down."""
        above = self.entries.get(entry.parent_id) if entry.parent_id else None
        return (*self.path(above), entry) if above else (entry,)

    def resolve(self, code_id: int) -> Resolved:
        """What this version makes of a code: follows merges to their end, names a split's parts.

        Once a split is met the outcome is a split, and a person has to choose among the entries.
        Raises `Absent` for an id that no version knows.
        """
        if code_id in self.entries:
            return Resolved(Outcome.STANDS, (self.entries[code_id],))
        if code_id in self.to_come:
            return Resolved(Outcome.TO_COME)
        if code_id not in self.gone:
            raise Absent
        way = self.gone[code_id]
        ends = [self.resolve(to) for to in way.to] if way else []
        found = {entry.id: entry for end in ends for entry in end.entries}
        if way is None or not found:
            return Resolved(Outcome.RETIRED)
        divided = way.kind is MappingKind.SPLIT or any(end.outcome is Outcome.SPLIT for end in ends)
        return Resolved(Outcome.SPLIT if divided else Outcome.MERGED, tuple(found.values()))

    def split_codes(self) -> dict[int, tuple[Entry, ...]]:
        """The ids of codes whose marks wait to be coded again, each with the entries to choose."""
        found = {code_id: self.resolve(code_id) for code_id in sorted(self.gone)}
        return {
            code_id: one.entries for code_id, one in found.items() if one.outcome is Outcome.SPLIT
        }


def with_below(entry: Entry) -> Iterator[Entry]:
    """The entry, then everything under it in order."""
    yield entry
    for one in entry.below:
        yield from with_below(one)
