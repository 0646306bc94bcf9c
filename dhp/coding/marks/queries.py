"""Reading marks. `marks_visible_to` is the only way to them, and it keeps second readings blind."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.coding.passes.queries import is_open_to_others, readable_cases, reads_still
from dhp.coding.passes.rules import READINGS, UNFINISHED, PassKind, PassState
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference

_OTHER = aliased(CodingPass)


def marks_visible_to(user: User, *, merged: bool = False) -> Select[Mark]:
    """The standing marks that `user` may know of, on cases that the person may read.

    One's own reading while it goes on, and afterwards unless another reading of the same case is
    to be done. Those of others once everybody who codes the case has finished, and only for whoever
    has no reading of it to finish. Calibration marks: their own coder, and whoever adjudicates.
    With `merged` also those on cases for which another one stands now.
    """
    seen = or_(_own(user), _others(user))
    return (
        select(Mark)
        .join(CodingPass, CodingPass.id == Mark.pass_id)
        .where(
            Mark.removed_at.is_(None),
            Mark.recoded_at.is_(None),
            Mark.case_id.in_(readable_cases(user, merged=merged)),
            seen,
        )
    )


def marks_of(reading: CodingPass, user: User) -> Sequence[Mark]:
    """The marks of one reading that `user` may know of, in the order of the text."""
    statement = (
        marks_visible_to(user)
        .where(Mark.pass_id == reading.id)
        .order_by(Mark.answer_id, Mark.starts, Mark.ends, Mark.id)
    )
    return db.session.scalars(statement).all()


def mark_with(ref: str, reading: CodingPass, user: User) -> Mark:
    """One mark of a reading by its reference; raises `Absent`."""
    statement = marks_visible_to(user).where(
        Mark.pass_id == reading.id, Mark.ref == plain_reference(ref)
    )
    return the_one(statement, ref)


def unsure_marks(user: User, most: int) -> Sequence[tuple[Mark, Case]]:
    """The marks that their coder was unsure of, with their cases, the oldest first.

    Without those of erased cases, whose words nobody can discuss.
    """
    statement = (
        marks_visible_to(user)
        .join(Case, Case.id == Mark.case_id)
        .where(Mark.unsure, TAKES_WORK)
        .add_columns(Case)
        .order_by(Mark.made_at, Mark.id)
        .limit(most)
    )
    return [(mark, case) for mark, case in db.session.execute(statement)]


def decisions_visible_to(user: User, *, merged: bool = False) -> Select[Decision]:
    """What adjudicators decided on cases whose marks `user` may know of."""
    statement = select(Decision).where(
        Decision.case_id.in_(readable_cases(user, merged=merged)),
        is_open_to_others(Decision.case_id),
        ~reads_still(user, Decision.case_id),
    )
    return statement if user.may(Permission.CODE_THEMES) else statement.where(false())


def _own(user: User) -> ColumnElement[bool]:
    to_finish = (
        select(_OTHER.id)
        .where(
            _OTHER.case_id == CodingPass.case_id,
            _OTHER.coder_id == user.id,
            _OTHER.id != CodingPass.id,
            _OTHER.state.in_(UNFINISHED),
            _OTHER.case_id.in_(select(Case.id).where(TAKES_WORK)),
            _OTHER.kind != PassKind.ADJUDICATION,
        )
        .exists()
    )
    return and_(CodingPass.coder_id == user.id, ~to_finish)


def _others(user: User) -> ColumnElement[bool]:
    kinds = [*READINGS, PassKind.CALIBRATION] if user.may(Permission.ADJUDICATE) else [*READINGS]
    return and_(
        CodingPass.kind.in_(kinds),
        CodingPass.state == PassState.LOCKED,
        is_open_to_others(CodingPass.case_id),
        ~reads_still(user, CodingPass.case_id),
    )
