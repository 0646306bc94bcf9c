"""Coding of an invented history: a year of cases read by two of three people each, some settled."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from random import Random

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.calendar import clock_at, now
from dhp.cases.models import Case
from dhp.coding.codebook import Book, book
from dhp.coding.marks.actions import mark
from dhp.coding.passes.actions import lock, open_reading, skip
from dhp.coding.passes.models import CodingPass
from dhp.coding.passes.oversight import give_calibration, to_adjudicate
from dhp.coding.passes.queries import last_assigned, to_do
from dhp.coding.passes.rules import Ruling
from dhp.coding.passes.sampling import give_out, to_give_out
from dhp.coding.settling.adjudication import Settling, decide
from dhp.coding.settling.readings import readings_by_case
from dhp.demonstration.accounts import Staff
from dhp.demonstration.coders import marks_by
from dhp.demonstration.order import Order
from dhp.errors import DomainError
from dhp.extensions import db

Act = Callable[[], object]

_MONTHS = 12
_MONTH = timedelta(days=30)
_A_CASE = timedelta(minutes=20)
_SKIPPED = 0.02
_SETTLED, _AT_MOST = 0.4, 7  # of the cases with a difference, each month
_UNDONE = 0.5  # of the last month's readings
_REASONS = (
    "The text says it outright.",
    "It is told as somebody’s guess. Code what the text says, not what it makes likely.",
    "The definition asks for more than one sign, and there is one.",
    "This is what the neighbouring code is for.",
    "Two readers took it differently because the text is short. Both can hold.",
)


def coding_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """What the unit does, each with its instant; what a former seeding did is left out."""
    reached = last_assigned()
    for ago in range(_MONTHS, 0, -1):
        at = order.ends - ago * _MONTH + timedelta(days=9, hours=10)
        if at <= order.begins or (reached is not None and at <= reached):
            continue
        rng = Random(f"{order.seed} coding {ago}")
        yield at, partial(_give, staff, rng, first=ago == _MONTHS)
        for place, reader in enumerate(staff.readers):
            day = at + timedelta(days=4 + 2 * place, hours=place)
            yield day, partial(_read, reader, place, ago, rng)
        lead = staff.lead if ago % 2 else staff.second_lead
        yield at + timedelta(days=14), partial(_settle, lead, rng)


def _give(staff: Staff, rng: Random, *, first: bool) -> None:
    """Give out what came in since the last time, and one hidden case to each reader."""
    fresh = to_give_out(staff.lead, since=now() - 2 * _MONTH)
    give_out(fresh, staff.readers, 1.0, by=staff.lead, rng=rng)
    if not first:
        with suppress(DomainError):  # nothing may be settled yet
            give_calibration(staff.readers, 1, book(), by=staff.lead, rng=rng)


def _read(reader: User, place: int, ago: int, rng: Random) -> None:
    """Read what waits; of the last month a part is left, and one case is begun and not finished."""
    waiting = list(to_do(reader))
    if ago == 1:
        waiting = waiting[: round(_UNDONE * len(waiting))]
    present, at = book(), now()
    for number, reading in enumerate(waiting):
        with clock_at(at + number * _A_CASE):
            if rng.random() < _SKIPPED:
                skip(reading, by=reader)
                continue
            begun = ago == 1 and number == len(waiting) - 1
            _code(reading, reader, present, (place, ago), finish=not begun)


def _code(
    reading: CodingPass, reader: User, present: Book, who: tuple[int, int], *, finish: bool
) -> None:
    open_reading(reading, by=reader)
    mark(reading, marks_by(reading.case, present, *who), present, by=reader)
    if finish:
        lock(reading, by=reader)


def _settle(lead: User, rng: Random) -> None:
    present = book()
    rows = [row.case for row in to_adjudicate(lead, present) if row.may]
    chosen = [case for case in rows if rng.random() < _SETTLED][:_AT_MOST]
    waiting = readings_by_case(lead, present, [case.id for case in chosen])
    for case in _cases(chosen):
        rulings = {code: _ruling(rng) for code in waiting[case.id].undecided}
        decide(case, rulings, present, by=lead)


def _ruling(rng: Random) -> Settling:
    ruling = rng.choices(list(Ruling), (4, 4, 1, 2))[0]
    return Settling(ruling, rng.choice(_REASONS), teaches=rng.random() < 0.2)


def _cases(chosen: Sequence[Case]) -> Sequence[Case]:
    ids = [case.id for case in chosen]
    return db.session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id)).all()
