"""Reading a text: every remark on it, in order, with what to write instead."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from dhp.identifiers.direct import DIRECT
from dhp.identifiers.indirect import CLUES, INDIRECT
from dhp.identifiers.kinds import Kind
from dhp.identifiers.names import names_in
from dhp.identifiers.vocabulary import IN_WORDS

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]*[”\"’)]*")
_QUOTED_WORDS = 4  # and more are what somebody said, fewer are a name for something
_TOGETHER = 3  # different things in one sentence that together may fit one person only
_APART = 4  # the same, spread over a text that has a remark already
_SHORTEST_KNOWN = 3  # characters of what a record says
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies")


@dataclass(frozen=True)
class Remark:
    """One span of a text, from `start` to before `end`, and what it may give away.

    `words` are those of the span. One of several things together has the span of its sentence.
    """

    start: int
    end: int
    kind: Kind
    words: str
    advice: str


def read(text: str, known: Iterable[str] = ()) -> tuple[Remark, ...]:
    """What in `text` may point to a person, in the order of the text.

    `known` is what the record says of those whom the text is about, as far as its reader may know:
    names, and references. Nothing here decides: a person reads each remark.
    """
    kept: list[tuple[int, int, Kind]] = []
    taken = bytearray(len(text))
    for start, end, kind in _candidates(text, known):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, kind))
    remarks = [_remark(text, *one) for one in kept]
    remarks += [_remark(text, start, end, Kind.TOGETHER) for start, end in _together(text, kept)]
    return tuple(sorted(remarks, key=lambda one: (one.end, one.start)))


def _candidates(text: str, known: Iterable[str]) -> Iterator[tuple[int, int, Kind]]:
    """Every span that a pattern finds; of two that overlap the first is to stay."""
    for word in sorted({one.strip() for one in known}, key=len, reverse=True):
        if len(word) >= _SHORTEST_KNOWN:
            for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
                yield found.start(), found.end(), Kind.KNOWN
    for kind, pattern in (*DIRECT, *INDIRECT):
        for found in pattern.finditer(text):
            if kind is not Kind.QUOTE or len(found[0].split()) >= _QUOTED_WORDS:
                yield found.start(), found.end(), kind
    yield from names_in(text)


def _remark(text: str, start: int, end: int, kind: Kind) -> Remark:
    words = text[start:end]
    advice = _age_advice(words) if kind is Kind.AGE else kind.advice
    return Remark(start, end, kind, words, advice)


def _together(text: str, kept: Collection[tuple[int, int, Kind]]) -> Iterator[tuple[int, int]]:
    """The sentences that tell several things at once; else the whole text where all of it does."""
    everything = {(start, str(kind)) for start, _end, kind in kept if kind is not Kind.QUOTE}
    for kind, pattern in CLUES:
        everything |= {(found.start(), str(kind)) for found in pattern.finditer(text)}
    dense = False
    for sentence in _SENTENCE.finditer(text):
        first, last = sentence.span()
        if len({kind for start, kind in everything if first <= start < last}) >= _TOGETHER:
            dense = True
            lead = len(sentence[0]) - len(sentence[0].lstrip())
            yield first + lead, last
    if not dense and kept and len({kind for _start, kind in everything}) >= _APART:
        yield 0, len(text)


def _age_advice(words: str) -> str:
    """What to say for an age: its tens of years, or “a child”."""
    years = _years(words)
    if years is None or re.search(r"month|week|day", words, re.IGNORECASE):
        return "Say “a baby” or “a child”." if years is not None else Kind.AGE.advice
    if years < 18:
        return "Say “a child” or “a young person”."
    if years < 20:
        return "Say “a young adult”."
    if years >= 80:
        return "Say “over 75”: few people are older."
    return f"Say “in their {_DECADES[years // 10 - 2]}”."


def _years(words: str) -> int | None:
    digits = re.search(r"\d+", words)
    if digits:
        return int(digits[0])
    told = [IN_WORDS[one] for one in re.findall("[a-z]+", words.casefold()) if one in IN_WORDS]
    return sum(told) if told else None
