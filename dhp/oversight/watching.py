"""Looking at how records are read: the rules every hour, and every week a few reads drawn by lot."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.detection import find
from dhp.audit.detection.facts import READS
from dhp.audit.models import TrailEvent
from dhp.calendar import end_of, london_date, london_time, start_of
from dhp.calendar.clock import days_after
from dhp.duties import Duty
from dhp.extensions import db
from dhp.oversight.flagging import Raised, raise_flag
from dhp.oversight.knowledge import known_on
from dhp.oversight.models import DrawnRead
from dhp.oversight.seeing import events_of

_EARLY = time(3)  # London: before it, the day before is looked at once more
_DRAW_FROM = time(6)
ONE_IN = 50  # reads, which the weekly lot falls on


def _watch_due(at: datetime) -> Iterator[str]:
    yield at.strftime("%Y-%m-%dT%H")


def watch(_hour: str, at: datetime) -> None:
    """Raise a flag for what the rules find in the day so far, and early also in the day before."""
    today = london_date(at)
    days = [today] if london_time(at).time() >= _EARLY else [days_after(today, -1), today]
    for day in days:
        look_at(day, at)


def look_at(day: date, at: datetime) -> int:
    """Raise a flag for whatever the rules find on `day` (London); gives the number of new ones."""
    events = events_of(day)
    found = [
        Raised(rule.name, one.person, one.about, day, one.told, one.events)
        for rule, one in find(events, known_on(day, events))
    ]
    return sum(raise_flag(one, at) for one in found)


def _draw_due(at: datetime) -> Iterator[str]:
    today = london_date(at)
    monday = days_after(today, -today.weekday())
    if today > monday or london_time(at).time() >= _DRAW_FROM:
        yield monday.isoformat()


def draw(monday: str, _at: datetime) -> None:
    """Draw one read in fifty of the week before `monday`, each for the reader's supervisor.

    The lot is the event's own hash: nobody can know or choose it beforehand, and anybody can check
    it afterwards.
    """
    week = days_after(date.fromisoformat(monday), -7)
    drawn = 0
    for event in _reads_of(week):
        if int(event.hash[:8], 16) % ONE_IN:
            continue
        reader = db.session.scalar(select(User).where(User.ref == event.actor))
        supervisor = supervisor_of(reader, event.seq) if reader else None
        if reader is None or supervisor is None:
            continue
        db.session.add(
            DrawnRead(week=week, seq=event.seq, reader=reader.ref, supervisor=supervisor.ref)
        )
        drawn += 1
    trail.record(Act.READS_DRAWN, by=trail.Command(), about=(), week=week.isoformat(), drawn=drawn)


def supervisor_of(reader: User, turn: int) -> User | None:
    """Who looks at a read of `reader`: a lead for the unit, an auditor for leads and for forces."""
    role = RoleName.LEAD if reader.role in (RoleName.CODER, RoleName.ANALYST) else RoleName.AUDITOR
    statement = (
        select(User)
        .where(User.role == role, User.is_active)
        .where(User.id != reader.id)
        .order_by(User.id)
    )
    able = list(db.session.scalars(statement))
    return able[turn % len(able)] if able else None


def _reads_of(week: date) -> list[TrailEvent]:
    statement = (
        select(TrailEvent)
        .where(TrailEvent.at >= start_of(week), TrailEvent.at < end_of(week + timedelta(days=6)))
        .where(TrailEvent.act.in_([act.value for act in READS]))
        .order_by(TrailEvent.seq)
    )
    return list(db.session.scalars(statement))


DETECTING = Duty("detection", _watch_due, watch)
DRAWING = Duty("reads-drawn", _draw_due, draw)
