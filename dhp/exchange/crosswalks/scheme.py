"""What a crosswalk declares: where each foreign column goes, and what each foreign value means."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.rows import Conversion

UNTOLD = frozenset({"unknown", "not known", "not_known", "not recorded", "not stated", "n/a"})
_SILENT = UNTOLD | {"", "false"}


@dataclass(frozen=True)
class Scheme:
    """One kind of file. `convert` makes rows of our own columns of its tables, read on a given day.

    `by_rule`: whether its rows are back-records to be classified as the definition proposes.
    `attribution` is printed wherever the data is shown. `several`: its tables are several files.
    """

    name: str
    title: str
    convert: Callable[[Sequence[Sheet], date], Conversion]
    by_rule: bool = False
    attribution: str = ""
    several: bool = False


@dataclass(frozen=True)
class Mapped:
    """One foreign column whose values become answers to one or several of our characteristics.

    `values` go by the foreign value in lower case and give an answer for each code in `to`, blank
    where the value does not tell it. The first code is what the column is about: a value that
    leaves it blank has no place there and is counted. What is in `untold`, like a blank, says nothing.
    """

    source: str
    to: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    untold: frozenset[str] = UNTOLD


@dataclass(frozen=True)
class Tag:
    """One foreign column that is true or false. True becomes `answer` to the code `to`; false nothing."""

    source: str
    to: str
    answer: str


def single(source: str, to: str, values: Mapping[str, str]) -> Mapped:
    """A foreign column that answers one characteristic."""
    return Mapped(source, (to,), {value: (answer,) for value, answer in values.items()})


@dataclass
class Tally:
    """What found no place on the way, with counts.

    `values` by (column, value); `columns` with something said that nothing here knows; `differing`
    by (column, what it says otherwise than the answers that are kept).
    """

    values: Counter[tuple[str, str]] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)
    differing: Counter[tuple[str, str]] = field(default_factory=Counter)

    def translate(self, mapped: Mapped, cells: Mapping[str, str], place: str) -> dict[str, str]:
        """The answers at `place`, by column name; a value that has no place is counted."""
        text = cells.get(mapped.source, "")
        value = plain(text)
        if not value or value in mapped.untold:
            return {}
        answers = mapped.values.get(value, ("",))
        if not answers[0]:
            self.values[mapped.source, " ".join(text.split())] += 1
        told = zip(mapped.to, answers, strict=False)
        return {f"{place}.{code}": answer for code, answer in told if answer}

    def leave(self, carried: frozenset[str], cells: Mapping[str, str]) -> None:
        """Count the columns of a row that say something and are not `carried`."""
        told = (name for name, text in cells.items() if plain(text) not in _SILENT)
        self.columns.update(name for name in told if name not in carried)


def tagged(tags: Iterable[Tag], cells: Mapping[str, str], place: str) -> dict[str, str]:
    """What the tags that are set say at `place`, by column name; several options of one in a list."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        if is_set(cells.get(tag.source, "")):
            found.setdefault(f"{place}.{tag.to}", []).append(tag.answer)
    return {name: ";".join(answers) for name, answers in found.items()}


def is_set(text: str) -> bool:
    """Whether a tag is set. Raises ValueError for a text that is no tag."""
    value = plain(text)
    if value not in {"true", "false", ""} | UNTOLD:
        raise ValueError("A tag is True or False. Correct it, or leave it blank.")
    return value == "true"


def plain(text: str) -> str:
    """A foreign value without case and surplus space, for comparing."""
    return " ".join(text.split()).casefold()
