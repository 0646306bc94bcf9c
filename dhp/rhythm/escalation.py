"""The escalation: a chief officer is told, at most once a month, that a force is long overdue."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import exists, select

from dhp.accounts.forces import force_with
from dhp.accounts.models import Force
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date
from dhp.duties import Duty
from dhp.errors import Absent
from dhp.extensions import db
from dhp.mail import outbox
from dhp.rhythm import letters
from dhp.rhythm.digest import monday_of
from dhp.rhythm.models import ChiefOfficer, Escalation
from dhp.rhythm.officers import present_officer
from dhp.rhythm.standing import standing

_USE = timedelta(days=7)  # for which the counts of a message can be told


def due(at: datetime) -> Iterator[str]:
    """A key for each force to look at this week: those with a chief officer, once the digests are.

    Looking once a week is enough; what is overdue by weeks does not wait for the hour.
    """
    monday = monday_of(at)
    if monday is None:
        return
    named = exists().where(ChiefOfficer.force_id == Force.id, ChiefOfficer.ended_at.is_(None))
    for code in db.session.scalars(select(Force.code).where(named).order_by(Force.code)):
        yield f"{monday.isoformat()} {code}"


def escalate(key: str, at: datetime) -> None:
    """Write to the chief officer of one force if it is long overdue and was not told this month."""
    force = force_with(key.partition(" ")[2])
    if force is None:
        raise Absent
    officer, month = present_officer(force), f"{london_date(at):%Y-%m}"
    days: int = current_app.config["ESCALATE_AFTER_DAYS"]
    if officer is None or _told(force, month):
        return
    counts = standing(force, at).overdue(days)
    if not counts:
        return
    message = outbox.post(
        to=officer.email,
        subject=letters.ESCALATION_SUBJECT,
        text=letters.escalation(counts, days),
        key=f"escalation {month} {force.code}",
        until=at + _USE,
    )
    db.session.add(
        Escalation(
            force_id=force.id,
            month=month,
            officer_id=officer.id,
            message_ref=message.ref,
            overdue=sum(counts.values()),
            written_at=at,
        )
    )
    told = {kind.value: number for kind, number in counts.items()}
    about = (message.ref, officer.ref)
    trail.record(Act.ESCALATED, by=trail.Command(), about=about, force=force.code, counts=told)


def _told(force: Force, month: str) -> bool:
    wanted = exists().where(Escalation.force_id == force.id, Escalation.month == month)
    return bool(db.session.scalar(select(wanted)))


ESCALATION = Duty("escalation", due, escalate)
