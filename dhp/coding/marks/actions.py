"""What a coder does with marks: set them, change them and take them away, until the reading is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.rules import check_takes_work
from dhp.coding.codebook import Book
from dhp.coding.codebook.rules import Level
from dhp.coding.marks.narratives import Narrative
from dhp.coding.marks.spans import Span
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.rules import Polarity, check_marks, check_span
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.web.text import clean_text

LONGEST_MEMO = 1_000  # characters


@dataclass(frozen=True)
class Place:
    """Where a mark lies: words of one text, in code points."""

    narrative: Narrative
    span: Span

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.narrative.text[self.span.starts : self.span.ends]


@dataclass(frozen=True)
class NewMark:
    """One code to set, on a place of a text or, without one, on the whole case."""

    code_id: int
    place: Place | None = None
    polarity: Polarity = Polarity.PRESENT
    memo: str = ""
    unsure: bool = False


def mark(reading: CodingPass, wanted: Sequence[NewMark], book: Book, *, by: User) -> list[Mark]:
    """Set marks in an open reading, by the codes of the latest published `book`.

    The same code on the same place is one mark: what was said of it last holds. Raises `Refused`
    in a reading that is not open, `DomainError` for a code that is not in the book.
    """
    _check(reading, by)
    standing = {_key(one.answer_id, one.starts, one.ends, one.code_id): one for one in _of(reading)}
    made = []
    for one in wanted:
        new = _made(reading, one, book)
        before = standing.get(_key(new.answer_id, new.starts, new.ends, new.code_id))
        if before is not None and _says_the_same(before, new):
            made.append(before)
            continue
        if before is not None:
            before.removed_at = new.made_at
            db.session.flush()  # before the new one takes its place
        db.session.add(new)
        made.append(new)
    db.session.flush()
    _tell(Act.MARKS_MADE, reading, by=by, marks=len(made))
    return made


def change(
    old: Mark, reading: CodingPass, polarity: Polarity, memo: str, *, unsure: bool, by: User
) -> Mark:
    """Say something else of a mark. The former one is kept as taken away."""
    _check(reading, by)
    _check_standing(old)
    new = Mark(
        pass_id=old.pass_id,
        case_id=old.case_id,
        answer_id=old.answer_id,
        starts=old.starts,
        ends=old.ends,
        quote=old.quote,
        code_id=old.code_id,
        version_id=old.version_id,
        polarity=polarity,
        memo=_memo(memo),
        unsure=unsure,
        made_at=now(),
    )
    old.removed_at = new.made_at
    db.session.flush()
    db.session.add(new)
    db.session.flush()
    _tell(Act.MARK_CHANGED, reading, by=by)
    return new


def remove(old: Mark, reading: CodingPass, *, by: User) -> None:
    """Take a mark away. Its row stays, with the time."""
    _check(reading, by)
    _check_standing(old)
    old.removed_at = now()
    _tell(Act.MARK_REMOVED, reading, by=by)


def _made(reading: CodingPass, one: NewMark, book: Book) -> Mark:
    entry = book.find(one.code_id)
    if entry is None or entry.level is not Level.CODE:
        raise DomainError("Choose a code from the codebook.", "code")
    place = one.place
    if place is not None:
        check_span(place.span.starts, place.span.ends, len(place.narrative.text))
    return Mark(
        pass_id=reading.id,
        case_id=reading.case_id,
        answer_id=place.narrative.answer_id if place else None,
        starts=place.span.starts if place else None,
        ends=place.span.ends if place else None,
        quote=place.quote if place else None,
        code_id=entry.id,
        version_id=book.version_id,
        polarity=one.polarity,
        memo=_memo(one.memo),
        unsure=one.unsure,
        made_at=now(),
    )


def _of(reading: CodingPass) -> Sequence[Mark]:
    statement = (
        select(Mark).where(Mark.pass_id == reading.id, Mark.removed_at.is_(None)).order_by(Mark.id)
    )
    return db.session.scalars(statement).all()


def _key(*parts: int | None) -> tuple[int | None, ...]:
    return parts


def _says_the_same(old: Mark, new: Mark) -> bool:
    said = (old.polarity, old.memo, old.unsure, old.version_id)
    return said == (new.polarity, new.memo, new.unsure, new.version_id)


def _memo(text: str) -> str | None:
    return clean_text(text, longest=LONGEST_MEMO, field="memo").strip() or None


def _check(reading: CodingPass, by: User) -> None:
    if reading.coder_id != by.id:
        raise Refused("This reading is somebody else’s.")
    check_takes_work(reading.case)
    check_marks(reading.state)


def _check_standing(old: Mark) -> None:
    if old.removed_at is not None:
        raise Refused("This mark was taken away already.")


def _tell(act: Act, reading: CodingPass, *, by: User, **facts: int) -> None:
    force = reading.case.force.code if reading.case.force else None
    trail.record(act, by=by, about=(reading.ref, reading.case.ref), force=force, **facts)
