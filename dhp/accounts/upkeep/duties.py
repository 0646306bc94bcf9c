"""What is due with accounts: asking every quarter, shutting what nobody confirmed or used."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select

from dhp.accounts.dormancy import unused_since
from dhp.accounts.models import User
from dhp.accounts.upkeep import actions
from dhp.accounts.upkeep.models import AccountCheck
from dhp.accounts.upkeep.queries import unanswered
from dhp.calendar import london_date
from dhp.duties import Duty
from dhp.extensions import db


def quarter_of(day: date) -> date:
    """The first day of the quarter of the year in which `day` lies."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _quarters(at: datetime) -> Iterable[str]:
    return [quarter_of(london_date(at)).isoformat()]


def _ask(key: str, _at: datetime) -> None:
    actions.ask(date.fromisoformat(key))


def _unanswered(at: datetime) -> Iterable[str]:
    # A demonstration stays open to whoever looks at it again after a month.
    return [] if current_app.config["DEMONSTRATION"] else unanswered(london_date(at))


def _suspend(key: str, _at: datetime) -> None:
    found = db.session.scalars(select(AccountCheck).where(AccountCheck.ref == key)).one()
    actions.suspend(found)


def _unused(at: datetime) -> Iterable[str]:
    days = current_app.config["DORMANT_DAYS"]
    if not days:
        return []
    statement = select(User).where(
        User.disabled_at.is_(None), unused_since(at - timedelta(days=days))
    )
    # An account that was enabled again may fall asleep again.
    users = db.session.scalars(statement.order_by(User.id))
    return [f"{user.ref} {user.enabled_at or user.joined_at:%Y-%m-%d}" for user in users]


def _shut(key: str, _at: datetime) -> None:
    ref = key.partition(" ")[0]
    user = db.session.scalars(select(User).where(User.ref == ref)).one()
    actions.shut(user, actions.UNUSED, key=f"unused {key}")


ASKING = Duty("account checks", _quarters, _ask)
SUSPENDING = Duty("accounts nobody confirmed", _unanswered, _suspend)
SHUTTING = Duty("accounts nobody used", _unused, _shut)
