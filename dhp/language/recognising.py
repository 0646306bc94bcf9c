"""Finished English words found again in the catalogue: as they stand, by their pattern, or in parts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from dhp.language import catalogue, counting, dates

PLACE = re.compile(r"\{(\w+)\}")  # where a value stands in a sentence

_DEEPEST = 5
_TELLING = 9  # fixed characters from which on a sentence is known by them
_LONGEST = 72  # characters of a text that fewer may tell: such as "3 of 11"
_ARTICLE = re.compile(r"\b([iIoOaAâ]|gyda|na|neu|drwy) yr? ")  # i y dioddefwr: i’r dioddefwr
# Between them stand words that have each their own place in the catalogue.
_BETWEEN = ("\n\n", "\n", "; ", " / ", ": ", ", ", " (")
_COUNT = re.compile(r"- |☐ |[\d,]+ (?=\D)")
_LETTER = re.compile(r"[^\W\d_]")
_REFERENCE = re.compile(r"[A-Z0-9]{2,}(?:-[A-Z0-9]+)+|[A-Z]?\d+|\S+@\S+|https?://\S+")


@dataclass(frozen=True)
class Pattern:
    """A sentence with places for values: how to find it, and what to say for it."""

    found: re.Pattern[str]
    anchor: str  # its longest fixed part: a text without it cannot be this sentence
    english: str
    fixed: int  # characters that are no place

    def _is_told_by(self, strange: list[str]) -> bool:
        """Whether its fixed words are so many that a value may be anything but another sentence."""
        return self.fixed >= _TELLING * 3 and not any(". " in value for value in strange)

    def said(self, text: str, say: Callable[..., str | None], *, partly: bool) -> str | None:
        """The Welsh of `text` if it is this sentence; `partly` where not all its values are known."""
        if self.anchor not in text or (len(text) > _LONGEST and self.fixed < _TELLING):
            return None
        match = self.found.fullmatch(text)
        if match is None:
            return None
        values = match.groupdict()
        if self.fixed < _TELLING * 3 and any(". " in value for value in values.values()):
            return None  # too few words to tell a value of two sentences: each is looked for alone
        said = {name: say(value, partly=self.fixed >= _TELLING) for name, value in values.items()}
        strange = [value for name, value in values.items() if not said[name] and _has_words(value)]
        if strange and not (partly and self.fixed >= _TELLING) and not self._is_told_by(strange):
            return None
        welsh = counting.welsh_for(self.english, values) or self.english
        whole = PLACE.sub(lambda place: said[place[1]] or values[place[1]], welsh)
        return _ARTICLE.sub(r"\1’r ", whole)


def welsh_of(text: str, deep: int = 0, *, partly: bool = True) -> str | None:
    """The Welsh of words that the house wrote; None for words it does not know.

    `partly` allows a sentence that is known by its fixed words to hold a value that is not known.
    """
    core = text.strip()
    if not core or deep > _DEEPEST:
        return None
    found = (
        _known(core, deep)
        or _counted(core, deep)
        or _in_parts(core, deep)
        or (_known(core, deep, partly=True) if partly else None)
    )
    return None if found is None else text.replace(core, found, 1)


def _known(core: str, deep: int, *, partly: bool = False) -> str | None:
    """The words as they stand, as a date, or as a sentence with values; `partly` with unknown ones.

    Also with the first letter small or large, as headings and ends of sentences have it.
    """
    turned = _turned(core)
    found = _exactly(core)
    if found is None and (found := _exactly(turned)) is not None:
        return _turned(found)
    found = found or _by_pattern(core, deep, partly)
    if found is None and (found := _by_pattern(turned, deep, partly)) is not None:
        return _turned(found)
    return found


def _turned(text: str) -> str:
    """The text with its first letter large for small, or small for large."""
    return text[0].swapcase() + text[1:]


def _exactly(core: str) -> str | None:
    return catalogue.words().get(core) or dates.welsh_of(core)


def _by_pattern(core: str, deep: int, partly: bool) -> str | None:
    def say(value: str, *, partly: bool) -> str | None:
        # What is told by "of" or "to" alone is tried often: what stands in it is not searched deep.
        return welsh_of(value, deep + 1 if partly else max(deep + 1, _DEEPEST - 1), partly=partly)

    found = (pattern.said(core, say, partly=partly) for pattern in patterns())
    return next((one for one in found if one is not None), None)


def _counted(core: str, deep: int) -> str | None:
    """A number of things, or a line of a list in a letter."""
    before = _COUNT.match(core)
    found = welsh_of(core[before.end() :], deep + 1) if before else None
    return None if before is None or found is None else before[0] + found


def _in_parts(core: str, deep: int) -> str | None:
    """Its parts: sentences each by itself, parts of a sentence only where all of them are known."""
    for between in _BETWEEN:
        if between not in core:
            continue
        parts = core.split(between)
        said = [_part(part, deep) for part in parts]
        known = [bool(one) or not _has_words(part) for one, part in zip(said, parts, strict=True)]
        if any(said) and (all(known) or between.isspace()):
            return between.join(one or part for one, part in zip(said, parts, strict=True))
    return _by_sentences(core, deep)


def _by_sentences(core: str, deep: int) -> str | None:
    """Sentences one after another, as many together as the catalogue has together."""
    ends = [match.end() for match in re.finditer(r"[.?!:] ", core)]
    for end in reversed(ends):
        first, rest = core[: end - 1], core[end:]
        known, bare = _known(first, deep + 1), _known(first[:-1], deep + 1)
        if known is not None or bare is not None:
            return f"{known or f'{bare}{first[-1]}'} {welsh_of(rest, deep) or rest}"
    rest = core[ends[0] :] if ends else ""
    found = welsh_of(rest, deep + 1) if rest else None
    return None if found is None else core[: ends[0]] + found


def _part(part: str, deep: int) -> str | None:
    if part.endswith(")"):
        inner = welsh_of(part[:-1], deep + 1)
        return None if inner is None else f"{inner})"
    return welsh_of(part, deep + 1)


def _has_words(part: str) -> bool:
    return bool(_LETTER.search(part)) and not _REFERENCE.fullmatch(part.strip())


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every sentence of the catalogue that has places, the most telling first."""
    made = (_pattern(english) for english in catalogue.words())
    return tuple(sorted((one for one in made if one), key=lambda one: -one.fixed))


def _pattern(english: str) -> Pattern | None:
    parts = PLACE.split(english)
    fixed = parts[::2]
    if len(parts) == 1 or not any(_LETTER.search(part) for part in fixed):
        return None
    shape = "".join(_shape(place, part) for place, part in enumerate(parts))
    anchor = max(fixed, key=len)
    return Pattern(re.compile(shape, re.DOTALL), anchor, english, sum(map(len, fixed)))


def _shape(place: int, part: str) -> str:
    return f"(?P<{part}>.+?)" if place % 2 else re.escape(part)


def places_in(text: str) -> Iterator[str]:
    """The names of the places of a sentence, in their order."""
    return (match[1] for match in PLACE.finditer(text))
