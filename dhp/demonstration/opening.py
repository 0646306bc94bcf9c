"""Opening an invented history: its accounts, and where it was left if it stopped half-way."""

from datetime import datetime

from sqlalchemy import func, select

from dhp.audit.models import TrailEvent
from dhp.calendar import clock_at
from dhp.cases.models import Case
from dhp.demonstration.accounts import open_accounts
from dhp.demonstration.lives import Step
from dhp.demonstration.order import Order, order_in, plan
from dhp.errors import Refused
from dhp.extensions import db
from dhp.notifications.models import Notification


def open_history(order: Order) -> tuple[Order, list[Step]]:
    """Open the accounts and give the steps still to be lived, none where all of it is there.

    A history that stopped half-way is taken up again, whatever `order` asks now: the order given
    back is the one that is carried on. Raises `Refused` where the record holds anything else.
    """
    found = _begun()
    if found is None and _anything_recorded():
        raise Refused(
            "This database holds a record already, so nothing was added. "
            "Set DHP_DATABASE_URL to an empty database to try the demonstration."
        )
    order = found or order
    with clock_at(order.begins):
        open_accounts()
        db.session.commit()
    reached = _reached(order)
    return order, [step for step in plan(order) if step.at > reached]


def _begun() -> Order | None:
    key = db.session.scalar(
        select(Notification.start_key)
        .where(Notification.start_key.startswith("demo-"))
        .order_by(Notification.id)
        .limit(1)
    )
    return order_in(key) if key else None


def _anything_recorded() -> bool:
    return any(db.session.scalar(select(thing.id).limit(1)) for thing in (Notification, Case))


def _reached(order: Order) -> datetime:
    """The instant of the last step taken: every step wrote to the trail at its own time."""
    statement = select(func.max(TrailEvent.at)).where(TrailEvent.at < order.ends)
    return db.session.scalar(statement) or order.begins
