"""Reading insight notes: for people, and those that a briefing may quote."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, false, or_, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.column_types import AS_AT, UtcDateTime
from dhp.context.insight_rules import Basis, Consent
from dhp.context.models import InsightNote, Strand
from dhp.errors import Absent
from dhp.extensions import db
from dhp.references import is_reference, plain_reference

MOST = 100  # notes on one page


def visible_to(user: User) -> Select[InsightNote]:
    """Every version of every note, for the unit; none for anybody else."""
    statement = select(InsightNote).join(Strand, Strand.id == InsightNote.strand_id)
    return statement if user.may(Permission.KEEP_INSIGHT) else statement.where(false())


def notes(
    user: User, *, strand: str = "", basis: Basis | None = None, consent: Consent | None = None
) -> Sequence[InsightNote]:
    """The notes that stand, retracted ones too, latest told first. A filter left out takes all."""
    statement = visible_to(user).where(InsightNote.superseded_at.is_(None))
    if strand:
        statement = statement.where(Strand.code == strand)
    if basis:
        statement = statement.where(InsightNote.basis == basis)
    if consent:
        statement = statement.where(InsightNote.consent == consent)
    ordered = statement.order_by(InsightNote.told_on.desc(), InsightNote.id.desc())
    return db.session.scalars(ordered.limit(MOST)).all()


def versions(user: User, ref: str) -> Sequence[InsightNote]:
    """Every version of one note, the one that stands first. Raises `Absent`."""
    statement = visible_to(user).where(InsightNote.ref == plain_reference(ref))
    ordered = statement.order_by(InsightNote.number.desc())
    found = db.session.scalars(ordered).all() if is_reference(ref) else []
    if not found:
        raise Absent
    return found


def quotable(since: datetime, until: datetime, as_at: datetime) -> Sequence[InsightNote]:
    """Notes first recorded from `since` to before `until` that might be quoted, as at `as_at`."""
    given = {"since": since, "until": until, "as_at": as_at}
    return db.session.scalars(_quotable(), given).all()


@cache
def _quotable() -> Select[InsightNote]:
    """Built once: every report asks it."""
    since, until = (bindparam(name, type_=UtcDateTime()) for name in ("since", "until"))
    return (
        select(InsightNote)
        .where(
            InsightNote.first_at >= since,
            InsightNote.first_at < until,
            InsightNote.recorded_at <= AS_AT,
            or_(InsightNote.superseded_at.is_(None), InsightNote.superseded_at > AS_AT),
            InsightNote.retracted.is_(False),
            InsightNote.consent != Consent.REFUSED,
        )
        .order_by(InsightNote.strand_id, InsightNote.told_on, InsightNote.first_at, InsightNote.id)
    )
