"""Raising and closing flags, and telling others of those that nobody closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Select, false, select
from sqlalchemy.dialects import postgresql, sqlite

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission, RoleName
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.conflicts.queries import closed_refs
from dhp.duties import Duty
from dhp.errors import DomainError, Refused
from dhp.existing import the_one
from dhp.extensions import db
from dhp.mail import outbox
from dhp.oversight.models import Conclusion, Flag, FlagFinding
from dhp.references import new_reference

_INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
UNCLOSED_FOR = timedelta(days=14)  # then people outside the unit are told
_EVENTS_NAMED = 20


@dataclass(frozen=True)
class Raised:
    """What a rule found: who, about what, on which day, in words without a name, and the events."""

    rule: str
    person: str
    about: str
    day: date
    told: str
    events: Sequence[int]


def visible_to(user: User) -> Select[Flag]:
    """The flags that `user` may read: never one that `user` is the subject of.

    Nor one about a case with which `user` declared a conflict of interest: somebody else judges it.
    """
    if not user.may(Permission.REVIEW_FLAGS):
        return select(Flag).where(false())
    closed = closed_refs(user)
    return select(Flag).where(Flag.person != user.ref, Flag.about.not_in(closed))


def open_for(user: User) -> Select[Flag]:
    """Those of the flags that nobody has closed."""
    return visible_to(user).where(~Flag.finding.has())


def flags_for(user: User) -> list[Flag]:
    """Those flags, the open ones first, latest first."""
    statement = visible_to(user).outerjoin(Flag.finding)
    closed = FlagFinding.flag_id.is_not(None)
    order = (closed, Flag.raised_at.desc(), Flag.id.desc())
    return list(db.session.scalars(statement.order_by(*order)).unique())


def flag_with(ref: str, user: User) -> Flag:
    """The flag with this reference, if `user` may read it. Raises `Absent`."""
    return the_one(visible_to(user).where(Flag.ref == ref), ref)


def raise_flag(found: Raised, at: datetime) -> bool:
    """Raise a flag, once for each rule, person, thing and day; says whether it is new."""
    row = {
        "ref": new_reference(),
        "rule": found.rule,
        "person": found.person,
        "about": found.about,
        "day": found.day,
        "told": found.told[:300],
        "events": " ".join(str(seq) for seq in found.events[:_EVENTS_NAMED]),
        "raised_at": at,
    }
    insert = _INSERT[db.engine.dialect.name](Flag.__table__).values(row)
    ref = db.session.execute(insert.on_conflict_do_nothing().returning(Flag.ref)).scalar()
    if ref is None:
        return False
    about = [name for name in (ref, found.person, found.about) if name]
    trail.record(Act.FLAG_RAISED, by=trail.Command(), about=about, rule=found.rule)
    return True


def close(flag: Flag, conclusion: Conclusion, words: str, *, by: User) -> FlagFinding:
    """Close a flag with what `by` found. Raises `Refused` where it is closed, or `by` its subject."""
    if flag.person == by.ref:
        raise Refused("This flag is about you: somebody else closes it.")
    if flag.finding is not None:
        raise Refused("Somebody closed this flag meanwhile. Their finding is below.")
    if not words.strip():
        raise DomainError("Say what you looked at and what you found.", "words")
    finding = FlagFinding(
        conclusion=conclusion, words=words.strip(), found_by=by.ref, found_at=now()
    )
    flag.finding = finding
    about = [name for name in (flag.ref, flag.person) if name]
    trail.record(Act.FLAG_CLOSED, by=by, about=about, conclusion=conclusion.value)
    return finding


def _unclosed(at: datetime) -> list[Flag]:
    statement = (
        select(Flag)
        .outerjoin(Flag.finding)
        .where(FlagFinding.flag_id.is_(None), Flag.escalated_at.is_(None))
        .where(Flag.raised_at <= at - UNCLOSED_FOR)
        .order_by(Flag.id)
    )
    return list(db.session.scalars(statement).unique())


def _escalation_due(at: datetime) -> Iterator[str]:
    if _unclosed(at):
        yield london_date(at).isoformat()


def escalate(day: str, at: datetime) -> None:
    """Tell the auditors, and the people outside who keep the anchors, how many flags stay open."""
    waiting = _unclosed(at)
    auditors = select(User.email).where(User.role == RoleName.AUDITOR, User.is_active)
    told = [*db.session.scalars(auditors.order_by(User.id))]
    told += current_app.config["ANCHOR_WITNESSES"]
    for number, address in enumerate(dict.fromkeys(told)):
        outbox.post(
            to=address,
            subject="Flags on how records are read wait for a finding",
            text=_letter(len(waiting)),
            key=f"flags {day} {number}",
        )
    for flag in waiting:
        flag.escalated_at = at
        trail.record(Act.FLAG_ESCALATED, by=trail.Command(), about=flag.ref, rule=flag.rule)


def _letter(number: int) -> str:
    what = "1 flag" if number == 1 else f"{number} flags"
    url = current_app.config["SERVICE_URL"]
    return (
        f"{what} on how records are read in the service had no finding for more than "
        f"{UNCLOSED_FOR.days} days. Somebody has to look and say what was found:\n\n"
        f"{url}/trail/flags\n\nThis message names nobody. It is sent once for each flag.\n"
    )


ESCALATING = Duty("flag-escalation", _escalation_due, escalate)
