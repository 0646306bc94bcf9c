"""Letting go of the digests of requests: after a while nobody sends the same one again."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, update

from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.calendar import london_date
from dhp.duties import Duty
from dhp.exchange.api.models import ApiSending
from dhp.extensions import db
from dhp.notifications.models import Receipt
from dhp.retention.clocks import DIGESTS_KEPT


def due(at: datetime) -> Iterator[str]:
    """The day, where a digest was kept long enough."""
    if db.session.scalar(select(exists().where(*_old(at)))):
        yield london_date(at).isoformat()


def forget(_key: str, at: datetime) -> None:
    """Remove the digests of what was sent long ago; the keys of the requests stay."""
    old = db.session.scalars(select(ApiSending.id).where(*_old(at)).order_by(ApiSending.id)).all()
    db.session.execute(update(ApiSending).where(ApiSending.id.in_(old)).values(fingerprint=None))
    trail.record(KeepingAct.CLOCK_RAN_OUT, by=trail.Command(), about=(), digests=len(old))


def _old(at: datetime) -> tuple[ColumnElement[bool], ...]:
    sent = select(Receipt.id).where(Receipt.sent_at <= at - DIGESTS_KEPT)
    return ApiSending.fingerprint.is_not(None), ApiSending.receipt_id.in_(sent)


OLD_DIGESTS = Duty("old-digests", due, forget)
