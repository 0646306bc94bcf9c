"""Names of people and places, told by their capital letters, and by scripts that have none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dhp.identifiers.kinds import Kind
from dhp.identifiers.ordinary import ACRONYMS, FIRST_NAMES, ORDINARY, PARTICLES, TITLES, TO_A_PLACE

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-‑][^\W\d_]+)*")
_ENDS = re.compile(r"(?:^|[.!?:;•\n]|[.!?][”\"’)])[\s“\"‘(•*-]*$")
_SHORT = 4  # letters of an abbreviation that needs no list
_TITLED, _MANY = 0.7, 5  # of the words of a line, and how many, from which capitals are its style


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    first: bool  # begins a sentence

    @property
    def plain(self) -> str:
        """The word in small letters, without the ending of the genitive."""
        return re.sub(r"[’']s?$", "", self.text.casefold())

    @property
    def end_of_name(self) -> int:
        """Where it ends without the ending of the genitive."""
        return self.start + len(re.sub(r"[’']s?$", "", self.text))


def names_in(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Where `text` has what may be the name of a person or a place: start, end and kind."""
    start = 0
    for line in text.split("\n"):
        yield from _of_line(line, start)
        start += len(line) + 1


def _of_line(line: str, offset: int) -> Iterator[tuple[int, int, Kind]]:
    words = [
        _Word(
            one.start(),
            one.end(),
            one[0],
            bool(_ENDS.search(line[max(0, one.start() - 6) : one.start()])),
        )
        for one in _WORD.finditer(line)
    ]
    styled = _is_titled(words)
    place = 0
    while place < len(words):
        run = _run(words, place, line)
        if not run:
            place += 1
            continue
        before = words[place - 1].plain if place else ""
        if _names(run, before, styled=styled):
            yield offset + run[0].start, offset + run[-1].end_of_name, _kind(run, before)
        place += len(run)


def _run(words: list[_Word], place: int, line: str) -> list[_Word]:
    """The words from `place` on that belong to one name: capitals side by side, particles between."""
    run: list[_Word] = []
    for word in words[place:]:
        beside = not run or line[run[-1].end : word.start] in (" ", "-", ". ", " ‘", " “")
        if not beside or (run and word.first):
            break
        if _capital(word) or (run and word.plain in PARTICLES):
            run.append(word)
        else:
            break
    while run and (run[-1].plain in PARTICLES and not _capital(run[-1])):
        run.pop()
    while run and _is_ordinary(run[-1]):
        run.pop()
    return _without_head(run)


def _without_head(run: list[_Word]) -> list[_Word]:
    """A run without the ordinary words before the name; a title stays with the name that it leads."""
    if run and all(_is_ordinary(one) for one in run):
        return []
    return run


def _names(run: list[_Word], before: str, *, styled: bool) -> bool:
    known = any(one.plain in FIRST_NAMES for one in run if not _is_ordinary(one))
    titled = before in TITLES or run[0].plain in TITLES
    if known or titled:
        return len(run) > 1 or titled or run[0].plain in FIRST_NAMES
    if styled:
        return False
    strange = [one for one in run if not _is_ordinary(one) and not one.first]
    if not strange:
        return False
    return not (run[0].first and len(run) > 1 and len(strange) == 0)


def _kind(run: list[_Word], before: str) -> Kind:
    named = any(one.plain in FIRST_NAMES or one.plain in TITLES for one in run)
    return Kind.PLACE if before in TO_A_PLACE and not named else Kind.NAME


def _capital(word: _Word) -> bool:
    """Whether it is written as a name: with a capital, or in a script that has none."""
    text = word.text
    if text[0].isupper():
        return True
    return text.lower() == text.upper() and text[0].isalpha()


def _is_ordinary(word: _Word) -> bool:
    text = word.text
    if len(text) == 1 and text.isascii():
        return True  # “Child A”: nobody’s name
    short = text.isupper() and len(text) <= _SHORT
    whole = text.casefold().replace("'", "’")
    parts = word.plain.split("-")
    listed = whole in ORDINARY or all(one in ORDINARY for one in parts)
    return short or listed or word.plain.rstrip("s") in ACRONYMS or word.plain in ACRONYMS


def _is_titled(words: list[_Word]) -> bool:
    """Whether a line is in the style of titles, With Capitals Everywhere, or all in capitals."""
    long = [one for one in words if len(one.text) > 3 and one.text.lower() != one.text.upper()]
    return len(long) >= _MANY and sum(one.text[0].isupper() for one in long) > _TITLED * len(long)
