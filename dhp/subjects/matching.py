"""Finding a person's name in a text, and showing what is said of them with everybody else hidden."""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dhp.errors import DomainError
from dhp.folding import folded

HIDDEN = "█████"
_WORD = re.compile(r"[\w@.+'’-]*[\w@]")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$)?|[.!?]+")
_NEAR = 6  # words between which all words of one name stand
# Words with a capital letter that name nobody; every other one is hidden.
_PLAIN_WORDS = """
    a after all although an and as at because before both but by during for from he her his i if in
    it later no not on one or she since so some that the their then there these they this those to
    until we when where while who with
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


@dataclass(frozen=True)
class Sought:
    """Whom to look for: `names` as they may be written, each in full, and a date of birth if known."""

    names: tuple[str, ...]
    born: date | None = None

    def __post_init__(self) -> None:
        """Raise `DomainError` for nobody, and for a name of one word alone."""
        if not self.names or any(len(words_of(name)) < 2 for name in self.names):
            raise DomainError("Give each name in full: first name and surname.", field="names")

    @property
    def own(self) -> frozenset[str]:
        """Every word of the names, folded."""
        return frozenset(word for name in self.names for word in words_of(name))


def words_of(text: str) -> list[str]:
    """The words of a text, folded; a possessive is the word that it is of."""
    found = (word.strip(".'’-") for word in _WORD.findall(folded(text)))
    return [re.sub(r"['’]s$", "", word) for word in found if word]


def plain_text(stored: str) -> str:
    """A stored text as people wrote it: of what is kept as JSON, the values, a line each."""
    if not stored.startswith(("{", "[")):
        return stored
    try:
        return "\n".join(_values(json.loads(stored)))
    except ValueError:
        return stored


def marks_of(sought: Sought) -> tuple[str, ...]:
    """What every text that may name the person has: a surname, or the year of birth."""
    year = (str(sought.born.year),) if sought.born else ()
    return (*sorted({words_of(name)[-1] for name in sought.names}), *year)


def worth_reading(text: str, marks: Collection[str]) -> bool:
    """Whether a text has one of `marks` at all: cheap to tell, and most have none."""
    plain = text.lower() if text.isascii() else folded(text)
    return any(mark in plain for mark in marks)


def names_them(text: str, sought: Sought) -> bool:
    """Whether a text names the person in full, in any order, or gives the date of birth."""
    words = words_of(text)
    if sought.born and any(form in text.casefold() for form in _written(sought.born)):
        return True
    return any(_together(words, words_of(name)) for name in sought.names)


def may_name_them(text: str, sought: Sought) -> bool:
    """Whether a text has the surname of the person, perhaps of somebody else."""
    return bool({words_of(name)[-1] for name in sought.names} & set(words_of(text)))


def passages(text: str, sought: Sought) -> list[str]:
    """The sentences of a text that have a word of the names, or the date of birth."""
    born = _written(sought.born) if sought.born else ()
    return [
        sentence.strip()
        for sentence in _SENTENCE.findall(text)
        if sought.own & set(words_of(sentence)) or any(one in sentence.casefold() for one in born)
    ]


def others_in(texts: Iterable[str], sought: Sought) -> frozenset[str]:
    """The words with a capital in any of `texts` that may name somebody else, folded."""
    found = {
        word
        for text in texts
        for raw in _WORD.findall(text)
        if raw[:1].isupper() or "@" in raw
        for word in words_of(raw)
    }
    return frozenset(found - sought.own - _PLAIN)


def redacted(passage: str, sought: Sought, others: Collection[str]) -> str:
    """A passage in which only the person is named.

    Hidden are words with a capital, with a digit or an @, those in `others`, however written, and
    runs of letters of other scripts, which know no capitals. The date of birth stays.
    """
    kept, marks = passage, {}
    for number, form in enumerate(_written(sought.born) if sought.born else ()):
        mark = f"\uf8f0{chr(0xE000 + number)}"
        found = re.compile(re.escape(form), re.IGNORECASE)
        first = found.search(kept)
        marks[mark] = first[0] if first else ""
        kept = found.sub(mark, kept)
    hidden = _WORD.sub(lambda found: _shown(found[0], sought, others), kept)
    for mark, words in marks.items():
        hidden = hidden.replace(mark, words)
    return hidden


def _shown(raw: str, sought: Sought, others: Collection[str]) -> str:
    words = words_of(raw)
    if words and all(word in sought.own for word in words):
        return raw
    parts = {part for word in words for part in (word, *re.split(r"[-.'’]", word))}
    strange = raw != raw.lower() or any(c.isdigit() or c == "@" for c in raw) or not raw.isascii()
    if parts & set(others) or (strange and not parts <= _PLAIN):
        return HIDDEN
    return raw


def _together(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether all words of a name stand near each other, in any order, an initial for a first one."""
    places = [at for at, word in enumerate(words) if word == name[-1]]
    for at in places:
        near = words[max(0, at - _NEAR) : at + _NEAR + 1]
        if all(first in near or first[:1] in near for first in name[:-1]):
            return True
    return False


def _written(day: date) -> tuple[str, ...]:
    """A day as people write it, the longest forms first."""
    month = f"{day:%B}".lower()
    return (
        f"{day.day} {month} {day.year}",
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    )


def _values(data: object) -> Iterable[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    elif isinstance(data, str):
        yield data
