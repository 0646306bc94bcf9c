"""What happened to restricted deaths of the invented history: an emergency, and declared conflicts."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.calendar import now
from dhp.calendar.clock import days_after, start_of
from dhp.cases.conflicts.actions import declare
from dhp.cases.conflicts.models import Tie
from dhp.cases.emergency.actions import open_in_emergency
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.models import Case
from dhp.coding.passes.models import CodingPass
from dhp.coding.passes.rules import PassState
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.duties import run_due
from dhp.extensions import db
from dhp.oversight.watching import DETECTING

_WHY = "A sister of the victim rang: he is outside her home. The address is only in this case."

Do = Callable[[], object]


def restricted_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Do]]:
    """What was done, and when; nothing where a former seeding did it."""
    day = start_of(days_after(order.end, -4))
    if day <= order.begins or db.session.scalar(select(EmergencyOpening.id).limit(1)):
        return
    yield day + timedelta(hours=20), partial(_emergency, staff.readers[1])
    yield day + timedelta(hours=21), _look
    yield day + timedelta(hours=34), partial(_conflict, staff.readers[1])
    yield day + timedelta(hours=35), partial(_conflict_of_lead, staff.second_lead)


def _emergency(coder: User) -> None:
    hidden = select(Case.ref).where(Case.restricted, Case.survivor_id.is_(None))
    ref = db.session.scalar(hidden.order_by(Case.received_at.desc(), Case.id).limit(1))
    if ref is not None:
        open_in_emergency(ref, _WHY, by=coder)


def _look() -> None:
    db.session.commit()
    run_due(now(), {DETECTING.name})


def _conflict(coder: User) -> None:
    """Declare one with a death that the coder was given and has not opened."""
    given = select(Case).join(CodingPass, CodingPass.case_id == Case.id)
    waiting = given.where(CodingPass.coder_id == coder.id, CodingPass.state == PassState.ASSIGNED)
    case = db.session.scalar(waiting.order_by(CodingPass.id.desc()).limit(1))
    if case is not None:
        declare(case, Tie.WORK, by=coder)


def _conflict_of_lead(lead: User) -> None:
    """Declare one with the restricted death that came first: the lead knew its officers."""
    hidden = select(Case).where(Case.restricted, Case.survivor_id.is_(None))
    case = db.session.scalar(hidden.order_by(Case.received_at, Case.id).limit(1))
    if case is not None:
        declare(case, Tie.WORK, by=lead)
