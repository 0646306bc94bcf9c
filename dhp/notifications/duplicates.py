"""Possible duplicates: what the same force already holds that may be the same death.

Only pointed out, never a hindrance, and never across forces: another force's death is not this
force's to see.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from dhp.accounts.api_keys.models import Sender
from dhp.calendar import PartialDate, london_date, now
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, Characteristic, Given, HouseWords, Unreadable, read, shown
from dhp.dictionary.kinds import range_of
from dhp.extensions import db
from dhp.folding import bare
from dhp.notifications.models import Notification
from dhp.notifications.queries import visible_to
from dhp.notifications.rules import Status
from dhp.references import shown_reference

COMPARED = (
    "death.force_ref",
    "death.date_of_death",
    "death.suspected_intent",
    "victim.sex",
    "victim.age",
)
_NEAR = timedelta(days=3)
_VAGUE = timedelta(days=31)  # a date known only to the year is near to everything
_NEAR_AGE = 2  # years
_ON_THE_WAY = (Status.DRAFT, Status.SENT, Status.RETURNED)

_Days = tuple[date, date]
_Candidate = tuple[str, str, str, Mapping[str, Given]]  # kind, reference, status, answers


@dataclass(frozen=True)
class Match:
    """Something that may be the same death: what it is, its reference, and why it came up."""

    kind: str
    ref: str
    status: str
    why: tuple[str, ...]
    answers: Mapping[str, Given]

    @property
    def title(self) -> str:
        """What it is and its reference, as it heads a column."""
        return f"{self.kind}: {shown_reference(self.ref)}"

    def shown(self, name: str) -> str:
        """One compared answer in words."""
        given = self.answers.get(name)
        return shown(_entry(name), given) if given else HouseWords("Not recorded")


def possible_duplicates(
    notification: Notification, answers: Mapping[str, Given], user: Sender
) -> list[Match]:
    """What `user` may see of the force's notifications and cases that resembles `answers`."""
    found = [*_unaccepted(notification, user), *_cases(notification, answers, user)]
    return [
        Match(kind, ref, status, why, other)
        for kind, ref, status, other in found
        if (why := resemblance(answers, other))
    ]


def resemblance(one: Mapping[str, Given], other: Mapping[str, Given]) -> tuple[str, ...]:
    """Why two deaths may be the same, in words; empty when nothing speaks for it."""
    why = []
    first, second = (bare(_value(each, "death.force_ref")) for each in (one, other))
    if first and first == second:
        why.append("The same force reference")
    if _near_dates(one, other) and _same_victim(one, other):
        why.append("A date of death within 3 days, and a victim who may be the same")
    return tuple(why)


def _unaccepted(notification: Notification, user: Sender) -> Iterable[_Candidate]:
    """The force's other notifications on their way: few, so each is read whole."""
    statement = (
        visible_to(user)
        .where(
            Notification.force_id == notification.force_id,
            Notification.id != notification.id,
            Notification.status.in_(_ON_THE_WAY),
        )
        .order_by(Notification.id)
    )
    for other in db.session.scalars(statement):
        yield "Notification", other.ref, other.status.label, _compared(other)


def _compared(notification: Notification) -> dict[str, Given]:
    texts, today, given = json.loads(notification.answers), london_date(now()), {}
    for name in COMPARED:
        with suppress(Unreadable):  # a colleague's draft may hold what cannot be read yet
            given[name] = read(_entry(name), texts.get(name, ""), today=today)
    return given


def _cases(
    notification: Notification, answers: Mapping[str, Given], user: Sender
) -> Iterable[_Candidate]:
    """The force's cases, by the reference of their notification where they came by one.

    Their own columns say which may match, so that few answers need to be read.
    """
    mine = visible_to(user).with_only_columns(Notification.case_id)
    statement = (
        select(Case.id, Case.force_ref, Case.died_first, Case.died_last)
        .where(
            Case.force_id == notification.force_id,
            or_(Case.restricted.is_(False), Case.id.in_(mine)),
        )
        .order_by(Case.id)
    )
    reference = bare(_value(answers, "death.force_ref"))
    died = _days(_value(answers, "death.date_of_death"))
    near = [
        key
        for key, force_ref, first, last in db.session.execute(statement)
        if (reference and bare(force_ref) == reference)
        or (first and last and _near(died, (first, last)))
    ]
    if near:
        yield from _read(near)


def _read(keys: Sequence[int]) -> Iterable[_Candidate]:
    pairs = db.session.execute(
        select(Case, Notification.ref)
        .outerjoin(Notification, Notification.case_id == Case.id)
        .where(Case.id.in_(keys))
        .order_by(Case.id)
    ).all()
    cases = [case for case, _ref in pairs]
    book, places = read_answers(cases), places_of(cases)
    for case, ref in pairs:
        told = places[case.id].answers(book)
        if ref:
            yield "Notification", ref, Status.ACCEPTED.label, told
        else:
            yield "Case", case.ref, "Recorded", told


def _near_dates(one: Mapping[str, Given], other: Mapping[str, Given]) -> bool:
    first, second = (_days(_value(each, "death.date_of_death")) for each in (one, other))
    return second is not None and _near(first, second)


def _near(first: _Days | None, second: _Days) -> bool:
    if first is None or second[1] - second[0] > _VAGUE:
        return False
    return first[0] - _NEAR <= second[1] and second[0] - _NEAR <= first[1]


def _days(value: str | None) -> _Days | None:
    if not value:
        return None
    when = PartialDate.parse(value)
    return None if when.last - when.first > _VAGUE else (when.first, when.last)


def _same_victim(one: Mapping[str, Given], other: Mapping[str, Given]) -> bool:
    """Whether sex and age can be those of one person; what is not known rules nothing out."""
    sexes = {value for each in (one, other) if (value := _value(each, "victim.sex"))}
    ages = [range_of(value) for each in (one, other) if (value := _value(each, "victim.age"))]
    if len(sexes) > 1:
        return False
    if len(ages) < 2:
        return True
    (low, high), (other_low, other_high) = ages
    return (high is None or other_low <= high + _NEAR_AGE) and (
        other_high is None or low <= other_high + _NEAR_AGE
    )


def _value(answers: Mapping[str, Given], name: str) -> str | None:
    given = answers.get(name)
    return given.value if given else None


def _entry(name: str) -> Characteristic:
    return DICTIONARY[name.partition(".")[2]]
