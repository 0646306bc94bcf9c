"""Events of the trail as the rules of detection see them."""

import json
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import select

from dhp.audit.account_acts import AccountAct
from dhp.audit.detection import Seen
from dhp.audit.models import TrailEvent
from dhp.audit.trail import DENIED
from dhp.calendar import end_of, start_of
from dhp.extensions import db

# Plain columns: four weeks are many rows to make objects of.
_COLUMNS = select(TrailEvent.seq, TrailEvent.at, TrailEvent.act, TrailEvent.actor, TrailEvent.body)
INVITED_WITHIN = timedelta(days=7)  # how far back an invitation counts with what happens on a day


def events_of(day: date) -> list[Seen]:
    """What happened on `day` (London), after the invitations of the week before it."""
    start = start_of(day)
    invited = events_between(
        start - INVITED_WITHIN, start, acts=(AccountAct.ACCOUNT_INVITED.value,)
    )
    return invited + events_between(start, end_of(day))


def events_between(
    since: datetime,
    until: datetime,
    *,
    acts: Collection[str] = (),
    people: Collection[str] = (),
) -> list[Seen]:
    """The events from `since` to before `until` (both aware), in order; of some acts or people."""
    statement = _COLUMNS.where(TrailEvent.at >= since, TrailEvent.at < until)
    if acts:
        statement = statement.where(TrailEvent.act.in_(acts))
    if people:
        statement = statement.where(TrailEvent.actor.in_(people))
    return [_seen(*row) for row in db.session.execute(statement.order_by(TrailEvent.seq))]


def _seen(seq: int, at: datetime, act: str, person: str, body: str) -> Seen:
    facts = json.loads(body)
    return Seen(
        seq=seq,
        at=at,
        act=act,
        person=person,
        role=str(facts.get("role") or ""),
        about=tuple(facts.get("about") or ()),
        source=str(facts.get("ip") or ""),
        session=str(facts.get("session") or ""),
        refused=facts.get("result") == DENIED,
    )
