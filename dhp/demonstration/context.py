"""Weekly figures and insight notes of an invented history, each through its action at its time."""

import csv
import math
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from dhp import accounts
from dhp.accounts.models import Force, User
from dhp.calendar import LONDON, Week, week_of
from dhp.context.actions import Entry, keep, standing
from dhp.context.models import Capture
from dhp.context.rules import Source
from dhp.context.series import weeks_to
from dhp.context.strands import load_strands, strand_with
from dhp.demonstration.accounts import Staff
from dhp.demonstration.insight import insight_acts
from dhp.demonstration.order import Order
from dhp.errors import DomainError
from dhp.extensions import db

Act = Callable[[], object]

_WEEKS, _BY_FILE = 78, 26  # a year and a half, of which the unit entered the first weeks from files
_DEATHS_A_WEEK = 8  # a small history gets few weeks
_FORCES = Path(accounts.__file__).with_name("forces.csv")
_NOT_AN_AREA = 60_000  # people, as it were, behind a force without residents
# Invented levels for each million residents and week.
_LEVELS = {
    "da_incidents": 440,
    "da_crimes": 285,
    "missing": 105,
    "csae_crimes": 34,
    "section_136": 9.5,
}
_IN_TIME = ((4, time(9, 40)), (6, time(15, 10)))  # days after the Thursday, London
_TOO_LATE = (11, time(10, 20))
_CORRECTED = 9  # days after the Thursday


def context_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """What forces and the unit do, each with its instant; what a former seeding did is left out."""
    reached = db.session.scalar(select(func.max(Capture.recorded_at)))
    acts = [*_figures(order, staff), *insight_acts(order, staff)]
    for at, act in acts:
        if order.begins < at < order.ends and (reached is None or at > reached):
            yield at, act


def _figures(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    weeks = _weeks(order)
    if weeks:
        yield order.begins + timedelta(hours=1), _load
    for place, week in enumerate(weeks):
        told = {code: _counts(order, code, week) for code in staff.contacts}
        if len(weeks) - place > _WEEKS - _BY_FILE:
            yield _at(week, _IN_TIME[1]), partial(_enter_all, week, told, staff)
            continue
        for moment in (*_IN_TIME, _TOO_LATE):
            codes = [code for code in told if _moment(order, code, week) == moment]
            yield _at(week, moment), partial(_return, week, codes, told, staff)
        corrected = [code for code in told if _chance(order, code, week, "again") < 0.02]
        if corrected:
            at = _at(week, (_CORRECTED, time(11, 30)))
            yield at, partial(_correct, week, corrected, staff)


def _load() -> None:
    load_strands(db.session())


def _weeks(order: Order) -> Sequence[Week]:
    """The weeks with figures: over before the history ends, and begun after it begins."""
    count = min(_WEEKS, order.years * order.per_year // _DEATHS_A_WEEK)
    weeks = weeks_to(week_of(order.end).previous, count) if count else []
    return [week for week in weeks if week.begins_at > order.begins]


def _enter_all(week: Week, told: dict[str, dict[str, int]], staff: Staff) -> None:
    """The unit enters the figures of all forces from one file."""
    entries = [Entry(_force(staff.contacts[code]), week, counts) for code, counts in told.items()]
    keep(entries, by=staff.coders[0], source=Source.FILE)


def _return(
    week: Week, codes: Sequence[str], told: dict[str, dict[str, int]], staff: Staff
) -> None:
    """Some forces return their figures, each by its own contact."""
    for code in codes:
        contact = staff.contacts[code]
        keep([Entry(_force(contact), week, told[code])], by=contact)


def _correct(week: Week, codes: Sequence[str], staff: Staff) -> None:
    """Some forces find that more crimes of the week were recorded since."""
    strand = strand_with("da_crimes").id
    for code in codes:
        contact = staff.contacts[code]
        entry = Entry(_force(contact), week, {})
        present = standing([entry]).get((entry.force.id, week.end, strand))
        if present and present.count:
            more = present.count + max(2, present.count // 25)
            changed = Entry(entry.force, week, {"da_crimes": more})
            keep([changed], by=contact, reason="Crimes of the week that were recorded later.")


def _counts(order: Order, code: str, week: Week) -> dict[str, int]:
    """What a force counted. A few never send one strand: it stays out, and is no nil."""
    rng = Random(f"{order.seed} figures {code} {week.end}")
    people = _PEOPLE.get(code, _NOT_AN_AREA) / 1_000_000
    season = 1 + 0.08 * math.cos(2 * math.pi * (week.end.timetuple().tm_yday - 190) / 365)
    found = {}
    for strand, level in _LEVELS.items():
        mean = level * people * season
        found[strand] = max(0, round(rng.gauss(mean, 1.4 * math.sqrt(mean))))
    if _habit(order, code) == "partial":
        del found["section_136"]
    return found


def _moment(order: Order, code: str, week: Week) -> tuple[int, time] | None:
    """When a force returns a week; None for never. Most are steady, a few are not."""
    chance, habit = _chance(order, code, week, "moment"), _habit(order, code)
    if habit == "patchy" and chance < 0.2:
        return None
    if (habit == "late" and chance < 0.5) or (habit == "patchy" and chance > 0.9):
        return _TOO_LATE
    return _IN_TIME[chance > 0.6]


def _habit(order: Order, code: str) -> str:
    chance = Random(f"{order.seed} habit {code}").random()
    habits = ((0.12, "patchy"), (0.2, "late"), (0.27, "partial"))
    return next((habit for below, habit in habits if chance < below), "steady")


def _chance(order: Order, code: str, week: Week, what: str) -> float:
    return Random(f"{order.seed} {what} {code} {week.end}").random()


def _at(week: Week, moment: tuple[int, time]) -> datetime:
    days, clock = moment
    return datetime.combine(week.end + timedelta(days=days), clock, LONDON)


def _force(contact: User) -> Force:
    if contact.force is None:
        raise DomainError(f"{contact.email} has no force.")
    return contact.force


def _people() -> dict[str, int]:
    with _FORCES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["pfa_code"]: int(row["population_2021_approx"]) for row in rows}


_PEOPLE = _people()
