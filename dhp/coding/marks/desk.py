"""What a coder has on the desk: the texts with the marks laid over them, and the codes to choose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup, escape

from dhp.accounts.models import User
from dhp.coding.codebook import Book, Entry, book
from dhp.coding.marks.actions import Place
from dhp.coding.marks.narratives import Narrative, narrative_with, narratives_of
from dhp.coding.marks.queries import marks_of
from dhp.coding.marks.spans import Sentence, Span, laid_out
from dhp.coding.passes.models import CodingPass
from dhp.coding.passes.rules import PassState, Polarity, check_span
from dhp.coding.settling.hard_cases import Note, notes_on
from dhp.errors import DomainError, Stale
from dhp.web.text import clean_text

WHOLE_CASE = "case"
_PLACE = re.compile("([0-9a-f]{16}):([0-9]{1,6}):([0-9]{1,6})")


class Reading(Protocol):
    """What a page asks of a reading: its reference and where it stands."""

    @property
    def ref(self) -> str:
        """What names it in addresses."""

    @property
    def state(self) -> PassState:
        """Where it stands."""


class Marked(Protocol):
    """A code on words of one text, or on the whole case: what was said where."""

    @property
    def ref(self) -> str:
        """What names it in addresses."""

    @property
    def answer_id(self) -> int | None:
        """The row of the text; None for the whole case."""

    @property
    def starts(self) -> int | None:
        """The first code point of the words."""

    @property
    def ends(self) -> int | None:
        """The code point after the words."""

    @property
    def quote(self) -> str | None:
        """The words."""

    @property
    def code_id(self) -> int:
        """The code."""

    @property
    def polarity(self) -> Polarity:
        """In which way it holds."""

    @property
    def memo(self) -> str | None:
        """The coder’s note."""

    @property
    def unsure(self) -> bool:
        """Whether the coder was unsure."""


@dataclass(frozen=True)
class Text:
    """One narrative by sentences, cut where marks begin and end."""

    narrative: Narrative
    sentences: tuple[Sentence, ...]

    def value(self, sentence: Sentence) -> str:
        """What the form says for this sentence."""
        return f"{self.narrative.key}:{sentence.words.starts}:{sentence.words.ends}"


@dataclass(frozen=True)
class Line:
    """One mark in the list, `number` as in the text, counted from 1."""

    number: int
    mark: Marked
    label: str


@dataclass(frozen=True)
class Desk:
    """One reading with its texts, marks and codes; `lines` in the order of the texts.

    `kind` is the type of the death, by which codes are offered.
    """

    reading: Reading
    kind: str
    texts: tuple[Text, ...]
    lines: tuple[Line, ...]
    book: Book
    notes: dict[int, list[Note]]

    @property
    def narratives(self) -> list[Narrative]:
        """The texts without their layout."""
        return [text.narrative for text in self.texts]

    def offered(self, domain: Entry) -> list[tuple[Entry, list[Entry]]]:
        """The themes of `domain` with those codes that are meant for this type of death."""
        found = [(theme, [c for c in theme.below if _fits(c, self.kind)]) for theme in domain.below]
        return [(theme, codes) for theme, codes in found if codes]


def desk(reading: CodingPass, user: User, *, codes: bool = True) -> Desk:
    """The desk of one reading. Without `codes` the notes on them are not asked for."""
    marks = list(marks_of(reading, user))
    present = book()
    narratives = narratives_of(reading.case, {one.answer_id for one in marks if one.answer_id})
    order = {narrative.answer_id: place for place, narrative in enumerate(narratives)}
    marks.sort(key=lambda one: (order.get(one.answer_id or 0, -1), one.starts or 0, one.id))
    return Desk(
        reading,
        reading.case.type.value,
        laid_over(narratives, marks),
        lines_of(marks, present),
        present,
        notes_on([code.id for code in present.codes]) if codes else {},
    )


def lines_of(marks: Sequence[Marked], present: Book) -> tuple[Line, ...]:
    """The list of `marks`, numbered by their place in it, with what the book calls their codes."""
    return tuple(Line(n, one, label_of(one.code_id, present)) for n, one in enumerate(marks, 1))


def laid_over(narratives: Sequence[Narrative], marks: Sequence[Marked]) -> tuple[Text, ...]:
    """The texts with `marks` over them, numbered by their place in `marks`."""
    texts = []
    for narrative in narratives:
        spans = [
            Span(one.starts or 0, one.ends or 0)
            if one.answer_id == narrative.answer_id
            else Span(0, 0)  # covers nothing, and keeps the numbers
            for one in marks
        ]
        texts.append(Text(narrative, tuple(laid_out(narrative.text, spans))))
    return tuple(texts)


def label_of(code_id: int, present: Book) -> str:
    """What a code is called in the book, or what became of it."""
    found = present.find(code_id)
    if found is not None:
        return found.label
    entries = present.resolve(code_id).entries
    return " or ".join(one.label for one in entries) or "A code that is no longer used"


def code_named(ref: str, present: Book) -> int:
    """The id of the code shown as `ref`; raises `DomainError` for anything else."""
    found = next((code.id for code in present.codes if code.ref == ref), None)
    if found is None:
        raise DomainError("Choose a code from the codebook.", "code")
    return found


def place_in(wanted: str, quote: str, narratives: Sequence[Narrative]) -> Place | None:
    """The place that a form names; None for the whole case.

    `quote`, where a script sent it, are the words that the person saw selected: other words are
    never marked in their place.
    """
    if wanted == WHOLE_CASE:
        return None
    named = _PLACE.fullmatch(wanted)
    if named is None:
        raise DomainError("Choose a sentence, or the whole case.", "place")
    narrative = narrative_with(named[1], narratives)
    span = Span(int(named[2]), int(named[3]))
    check_span(span.starts, span.ends, len(narrative.text))
    place = Place(narrative, span)
    if quote.strip() and clean_text(quote).strip() != clean_text(place.quote).strip():
        raise Stale("The text is not as you saw it. Nothing was marked. Open the page again.")
    return place


def shown(text: str) -> Markup:
    """`text` for a page, such that a browser keeps each character: it would turn a bare return."""
    return escape(text).replace("\r", Markup("&#13;"))


def _fits(code: Entry, kind: str) -> bool:
    return kind == "unclassified" or code.applies_to(kind)
