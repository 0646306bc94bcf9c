"""Unusual reading in the invented history: three flags, of which one was looked at and closed.

The reads are invented, as everything here is; they are written as pages write them.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.calendar.clock import days_after, start_of
from dhp.cases.models import Case
from dhp.coding.passes.models import CodingPass
from dhp.definitions import DeathType
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.duties import run_due
from dhp.extensions import db
from dhp.oversight.flagging import close
from dhp.oversight.models import Conclusion, Flag
from dhp.oversight.watching import DETECTING
from dhp.references import new_reference

_BROWSED, _TRIED = 8, 4
_NOT_NEW = timedelta(days=40)
_WORDS = (
    "A force had asked on the telephone for earlier deaths at the same address. The call is noted."
)

Do = Callable[[], object]


def oversight_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Do]]:
    """What was unusual, and when; nothing where a former seeding did it."""
    if db.session.scalar(select(Flag.id).limit(1)):
        return
    browsing, trying, night = (start_of(days_after(order.end, -days)) for days in (6, 3, 2))
    if browsing <= order.begins:
        return
    contact = staff.contacts[min(staff.contacts)]
    yield browsing + timedelta(hours=13), partial(_browse, staff.readers[0])
    yield browsing + timedelta(hours=14), _look
    yield browsing + timedelta(hours=34), partial(_close, staff.lead)
    yield trying + timedelta(hours=11), partial(_try, contact)
    yield trying + timedelta(hours=12), _look
    yield night + timedelta(hours=1), partial(_read, staff.readers[1], 3)
    yield night + timedelta(hours=2), _look


def _browse(reader: User) -> None:
    _read(reader, _BROWSED)


def _read(reader: User, number: int) -> None:
    """Look into older cases, which the reader has no task in."""
    given = select(CodingPass.case_id).where(CodingPass.coder_id == reader.id)
    older = (
        select(Case.ref)
        .where(Case.restricted.is_(False), Case.opened_at < now() - _NOT_NEW)
        .where(Case.type != DeathType.UNCLASSIFIED, Case.id.not_in(given))
        .order_by(Case.id)
        .limit(number)
    )
    for ref in db.session.scalars(older):
        trail.record(Act.CASE_READ, by=reader, about=ref)


def _try(contact: User) -> None:
    """Ask for cases that are not there for this person."""
    for _ in range(_TRIED):
        trail.record(
            AccountAct.ACCESS_REFUSED,
            by=contact,
            about=new_reference(),
            force=contact.force_code,
            result=trail.DENIED,
            status=404,
        )


def _look() -> None:
    db.session.commit()
    run_due(now(), {DETECTING.name})


def _close(lead: User) -> None:
    for flag in db.session.scalars(select(Flag).where(Flag.rule == "outside-own-work")):
        close(flag, Conclusion.EXPLAINED, _WORDS, by=lead)
