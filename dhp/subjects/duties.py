"""Letting go of the texts of old requests: whom they were about, and what was chosen."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, update

from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.calendar import london_date
from dhp.duties import Duty
from dhp.extensions import db
from dhp.retention.clocks import REQUESTS_KEPT
from dhp.subjects.models import SubjectRequest


def due(at: datetime) -> Iterator[str]:
    """The day, where a request was kept long enough."""
    if db.session.scalar(select(exists().where(*_old(at)))):
        yield london_date(at).isoformat()


def end(_key: str, at: datetime) -> None:
    """Remove the texts of old requests. Who gave what digest when stays, here and in the trail."""
    refs = db.session.scalars(
        select(SubjectRequest.ref).where(*_old(at)).order_by(SubjectRequest.id)
    ).all()
    gone = {"sought": "", "requester": "", "choices": None, "ended_at": at}
    chosen = SubjectRequest.ref.in_(refs)
    db.session.execute(update(SubjectRequest).where(chosen).values(gone))
    given = SubjectRequest.given_at.is_not(None)
    db.session.execute(update(SubjectRequest).where(chosen, given).values(given_to=""))
    trail.record(KeepingAct.CLOCK_RAN_OUT, by=trail.Command(), about=refs, requests=len(refs))


def _old(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return SubjectRequest.ended_at.is_(None), SubjectRequest.asked_at <= at - REQUESTS_KEPT


OLD_REQUESTS = Duty("old-requests", due, end)
