"""Marks on the invented case beside the model answer: what is the same, what differs, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from dhp.coding.codebook import Book
from dhp.coding.codebook.models import Code
from dhp.coding.marks.desk import label_of
from dhp.extensions import db
from dhp.training.invented import NARRATIVE
from dhp.training.kept import PracticeMark
from dhp.training.model_answer import EXPECTED, NEAR, NO_REMARK, Expected


class Likeness(StrEnum):
    """How somebody’s marks stand to one code of the model answer."""

    SAME = "same"
    OTHER_WAY = "other way"
    OTHER_WORDS = "other words"
    MISSED = "missed"


@dataclass(frozen=True)
class Compared:
    """One code of the model answer beside the mark that comes nearest to it."""

    expected: Expected
    label: str
    likeness: Likeness
    mark: PracticeMark | None

    @property
    def words(self) -> str:
        """How the two compare, in a sentence."""
        match self.likeness:
            case Likeness.SAME:
                return "You marked it so."
            case Likeness.OTHER_WAY:
                way = self.mark.polarity.label if self.mark else ""
                return f"You marked it as “{way}”."
            case Likeness.OTHER_WORDS:
                return "You marked it, but on other words."
        return "You did not mark it."


@dataclass(frozen=True)
class Extra:
    """A mark on a code that the model answer does not have, and what is to be said of it."""

    label: str
    mark: PracticeMark
    why: str


@dataclass(frozen=True)
class Feedback:
    """Everything beside each other."""

    compared: tuple[Compared, ...]
    extra: tuple[Extra, ...]

    @property
    def same(self) -> int:
        """How many codes of the model answer were marked so."""
        return sum(one.likeness is Likeness.SAME for one in self.compared)


def feedback(marks: Sequence[PracticeMark], book: Book) -> Feedback:
    """The `marks` beside the model answer, in the codes of `book`.

    What the unit has merged or split since the case was written is followed; a code that it no longer
    has is not asked for.
    """
    now_called = _present([one.code for one in EXPECTED] + list(NEAR), book)
    compared = tuple(
        _compared(one, now_called[one.code], marks, book)
        for one in EXPECTED
        if now_called.get(one.code)
    )
    meant = {code for one in EXPECTED for code in now_called.get(one.code, ())}
    why = {code: NEAR[ref] for ref in NEAR for code in now_called.get(ref, ())}
    extra = tuple(
        Extra(label_of(one.code_id, book), one, why.get(one.code_id, NO_REMARK))
        for one in marks
        if one.code_id not in meant
    )
    return Feedback(compared, extra)


def _present(refs: Sequence[str], book: Book) -> dict[str, tuple[int, ...]]:
    """The codes of the book that stand for each reference, by id."""
    rows = db.session.execute(select(Code.ref, Code.id).where(Code.ref.in_(refs)))
    return {ref: tuple(one.id for one in book.resolve(code).entries) for ref, code in rows}


def _compared(
    expected: Expected, codes: tuple[int, ...], marks: Sequence[PracticeMark], book: Book
) -> Compared:
    label = " or ".join(book.entry(code).label for code in codes)
    found = [(_likeness(expected, one), one) for one in marks if one.code_id in codes]
    order = list(Likeness)
    likeness, mark = min(
        found, key=lambda pair: order.index(pair[0]), default=(Likeness.MISSED, None)
    )
    return Compared(expected, label, likeness, mark)


def _likeness(expected: Expected, mark: PracticeMark) -> Likeness:
    starts = NARRATIVE.text.index(expected.words)
    ends = starts + len(expected.words)
    apart = mark.starts is not None and not (mark.starts < ends and starts < (mark.ends or 0))
    if apart:
        return Likeness.OTHER_WORDS
    return Likeness.SAME if mark.polarity is expected.polarity else Likeness.OTHER_WAY
