"""What an invented reader finds in an invented narrative: mostly the same as others, never quite."""

from functools import cache
from hashlib import sha256
from random import Random

from dhp.cases.models import Case
from dhp.coding.codebook import Book, Entry
from dhp.coding.marks.actions import NewMark, Place
from dhp.coding.marks.narratives import Narrative, narratives_of
from dhp.coding.marks.spans import sentences, trimmed
from dhp.coding.passes.rules import Polarity

# How surely each of the three readers sees what is there, and how often one sees what is not.
_SEES, _INVENTS = (0.95, 0.93, 0.92), 0.5
_HARD, _SEES_HARD = 0.22, 0.6  # the share of codes that are hard to tell, and how surely they are
_TIRES = 0.02  # a month, in the last half-year, of the third reader
_SLIPS = 0.06  # another polarity
_WHOLE, _UNSURE, _NOTED = 0.15, 0.05, 0.06
_RESPONSES = ("5", "6")  # domains in which absence and good practice are told
_MEMOS = (
    "It is said by a neighbour only.",
    "Close to the next code. See the meeting of last month.",
    "The follow-up may tell more.",
)


def marks_by(case: Case, present: Book, reader: int, ago: int) -> list[NewMark]:
    """The marks that reader 0, 1 or 2 sets on `case`, so many months before the history ends."""
    texts = narratives_of(case)
    offered = [code for code in present.codes if code.applies_to(case.type.value)]
    if not texts or not offered:
        return []
    rng = Random(f"reader {reader} {case.id}")
    tired = _TIRES * max(0, 7 - ago) if reader == 2 else 0
    found = []
    for code in offered:
        sees = _SEES_HARD if _is_hard(code.ref) else _SEES[reader]
        there = _chance("there", code.ref, str(case.id)) < _often(code.ref)
        if there and rng.random() < sees - tired:
            found.append(code)
    if rng.random() < _INVENTS:
        found.append(rng.choice(offered))
    return [_mark(code, case, texts[0], rng) for code in dict.fromkeys(found)]


def _mark(code: Entry, case: Case, text: Narrative, rng: Random) -> NewMark:
    polarity = _way(code, case)
    if rng.random() < _SLIPS:
        polarity = rng.choice(list(Polarity))
    place = None
    if rng.random() > _WHOLE:
        spans = sentences(text.text)
        span = spans[int(_chance("where", code.ref, str(case.id)) * len(spans))]
        place = Place(text, trimmed(text.text, span))
    memo = rng.choice(_MEMOS) if rng.random() < _NOTED else ""
    return NewMark(code.id, place, polarity, memo, unsure=rng.random() < _UNSURE)


def _way(code: Entry, case: Case) -> Polarity:
    chance = _chance("way", code.ref, str(case.id))
    if code.ref.partition(".")[0] not in _RESPONSES:
        return Polarity.CANNOT_TELL if chance < 0.04 else Polarity.PRESENT
    if chance < 0.4:
        return Polarity.ABSENT
    return Polarity.GOOD if chance < 0.6 else Polarity.PRESENT


@cache
def _often(ref: str) -> float:
    """In what share of cases a code holds: a few are common, most are rare."""
    return 0.01 + 0.33 * _chance("often", ref) ** 6


@cache
def _is_hard(ref: str) -> bool:
    return _chance("hard", ref) < _HARD


def _chance(*parts: str) -> float:
    """A number from 0 to 1 that is always the same for the same parts."""
    digest = sha256(" ".join(parts).encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32
