"""The form that asks: a GET form, so that every table has an address; faults stand beside fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dhp.errors import DomainError
from dhp.statistics.explore.asking import FIELDS, MOST_FILTERS, Wanted
from dhp.statistics.explore.names import Named, groups_of, label_of, offered
from dhp.statistics.explore.typed import EXACTLY, day_in_words, instant_in_words
from dhp.statistics.measures import MEASURES, Measure

_IDS = {"as_at": "as-at"}


@dataclass(frozen=True)
class FormField:
    """One field as the summary of faults takes it."""

    name: str
    errors: tuple[str, ...]
    widget: None = None

    @property
    def id(self) -> str:
        """Where the field stands on the page."""
        return _IDS.get(self.name, self.name)


@dataclass(frozen=True)
class Filter:
    """One filter that is set: what it is about, its groups, and the one that was chosen."""

    name: str
    label: str
    groups: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class ExploreForm:
    """What is asked with what is wrong with it. `added` names a filter to choose a value for."""

    wanted: Wanted
    faults: Mapping[str, str] = field(default_factory=dict)
    added: str = ""
    form_errors: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[FormField]:
        """The fields in the order of the page."""
        return (FormField(name, self._errors(name)) for name in FIELDS)

    @property
    def errors(self) -> Mapping[str, str]:
        """What is wrong, by field."""
        return self.faults

    @property
    def measures(self) -> Sequence[Measure]:
        """Every measure of the catalogue."""
        return tuple(MEASURES.values())

    @property
    def names(self) -> tuple[tuple[str, tuple[Named, ...]], ...]:
        """What can be crossed, under its headings."""
        return offered(self.wanted.unit)

    @property
    def chosen(self) -> tuple[str, str]:
        """What rows and columns tell apart, as typed; a blank where nothing was chosen."""
        first, second, *_more = (*self.wanted.by, "", "")
        return first, second

    @property
    def words(self) -> dict[str, str]:
        """The days and instants as people write them; what is none, as it was typed."""
        wanted = self.wanted
        days = {"from": day_in_words(wanted.start), "to": day_in_words(wanted.end)}
        return days | {name: instant_in_words(text) for name, text in self._instants.items()}

    @property
    def exactly(self) -> dict[str, str]:
        """The instants of which words hold less than was asked, by the names to send them under."""
        told = {name: text for name, text in self._instants.items() if self.words[name] != text}
        return {name + EXACTLY: text for name, text in told.items()}

    @property
    def _instants(self) -> dict[str, str]:
        return {"as_at": self.wanted.as_at, "before": self.wanted.before}

    @property
    def unlisted(self) -> tuple[str, ...]:
        """Names that were typed and are in no list: they stay where they are."""
        listed = {one.name for _title, names in self.names for one in names}
        return tuple(name for name in self.wanted.by if name not in listed)

    @property
    def filters(self) -> list[Filter]:
        """The filters that are set, and the one that was added."""
        pairs = [*self.wanted.where, *([(self.added, "")] if self.added else [])]
        return [self._filter(*pair) for pair in pairs[:MOST_FILTERS]]

    def _filter(self, name: str, key: str) -> Filter:
        try:
            label, groups = label_of(self.wanted.unit, name), groups_of(self.wanted.unit, name)
        except DomainError:
            label, groups = name, []
        if key and key not in {one for one, _words in groups}:
            groups = [*groups, (key, key)]
        return Filter(name, label, tuple(groups), key)

    def _errors(self, name: str) -> tuple[str, ...]:
        return (self.faults[name],) if name in self.faults else ()
