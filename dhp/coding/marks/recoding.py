"""Marks whose code was split: what waits for whom, and the choice that puts new marks beside them."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK
from dhp.coding.codebook import Book, Entry
from dhp.coding.marks.queries import marks_visible_to
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.rules import PassState
from dhp.errors import Absent, DomainError, Refused
from dhp.extensions import db
from dhp.references import is_reference, plain_reference


class Waiting(NamedTuple):
    """A mark of a finished reading whose code was split, and the entries to choose among."""

    mark: Mark
    reading: CodingPass
    entries: tuple[Entry, ...]


def awaiting_recode(user: User, book: Book, most: int) -> list[Waiting]:
    """The own marks that wait for `user` to choose, the oldest first."""
    split = book.split_codes()
    if not split:
        return []
    statement = (
        _split_marks(user, split)
        .where(CodingPass.coder_id == user.id)
        .add_columns(CodingPass)
        .order_by(Mark.made_at, Mark.id)
        .limit(most)
    )
    return [
        Waiting(mark, reading, split[mark.code_id])
        for mark, reading in db.session.execute(statement)
    ]


def count_awaiting(user: User, book: Book) -> tuple[int, int]:
    """How many marks wait for `user`, and how many that a lead may know of wait for others."""
    split = book.split_codes()
    if not split:
        return 0, 0
    statement = (
        _split_marks(user, split)
        .with_only_columns(CodingPass.coder_id, func.count())
        .group_by(CodingPass.coder_id)
        .order_by(CodingPass.coder_id)
    )
    counts = dict(db.session.execute(statement).all())
    own = counts.pop(user.id, 0)
    return own, sum(counts.values()) if user.may(Permission.ADJUDICATE) else 0


def waiting_with(ref: str, user: User, book: Book) -> Waiting:
    """One own mark that waits, held until the request is over; raises `Absent`."""
    split = book.split_codes()
    if not is_reference(ref) or not split:
        raise Absent
    statement = (
        _split_marks(user, split)
        .where(CodingPass.coder_id == user.id, Mark.ref == plain_reference(ref))
        .add_columns(CodingPass)
        .with_for_update(of=Mark)
        .execution_options(populate_existing=True)
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise Absent
    mark, reading = found
    return Waiting(mark, reading, split[mark.code_id])


def recode(waiting: Waiting, chosen: Collection[int], book: Book, *, by: User) -> list[Mark]:
    """Put marks with the codes `chosen` beside a mark whose code was split; none may fit.

    The mark itself stays as it was made and no longer counts. Raises `DomainError` for a code that
    is not among the entries, `Refused` for somebody else's mark.
    """
    old, reading = waiting.mark, waiting.reading
    if reading.coder_id != by.id or old.recoded_at is not None:
        raise Refused("This mark does not wait for you. Open the list again.")
    if not set(chosen) <= {entry.id for entry in waiting.entries}:
        raise DomainError("Choose among the codes that are listed.", "code")
    old.recoded_at = now()
    there = _codes_there(old)
    new = [_beside(old, code_id, book) for code_id in sorted(set(chosen) - there)]
    db.session.add_all(new)
    db.session.flush()
    force = reading.case.force.code if reading.case.force else None
    about = (reading.ref, reading.case.ref)
    trail.record(Act.MARK_RECODED, by=by, about=about, force=force, marks=len(new))
    return new


def _split_marks(user: User, split: Collection[int]) -> Select[Mark]:
    return marks_visible_to(user).where(
        CodingPass.state == PassState.LOCKED,
        Mark.code_id.in_(list(split)),
        Mark.case_id.in_(select(Case.id).where(TAKES_WORK)),
    )


def _codes_there(old: Mark) -> set[int]:
    """The codes that the same place has in the same reading already."""
    place = (Mark.answer_id, Mark.starts, Mark.ends)
    same = [
        column.is_not_distinct_from(value)
        for column, value in zip(place, (old.answer_id, old.starts, old.ends), strict=True)
    ]
    statement = select(Mark.code_id).where(
        Mark.pass_id == old.pass_id, Mark.removed_at.is_(None), *same
    )
    return set(db.session.scalars(statement.order_by(Mark.id)))


def _beside(old: Mark, code_id: int, book: Book) -> Mark:
    kept: Sequence[str] = ("pass_id", "case_id", "answer_id", "starts", "ends", "quote")
    return Mark(
        **{name: getattr(old, name) for name in (*kept, "polarity", "memo", "unsure")},
        code_id=code_id,
        version_id=book.version_id,
        follows_id=old.id,
        made_at=now(),
    )
