"""The evidence base of an invented history: real sources with what they say, and an invented list.

What is said of the sources is what they published. The list of another body is made from the
invented deaths, with some left out and some added, and is held against them half-way.
"""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from io import StringIO
from random import Random

from sqlalchemy import func, select

from dhp.accounts.forces import forces
from dhp.accounts.models import User
from dhp.calendar import financial_year_days, london_date, now
from dhp.calendar.clock import days_after
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.cases.queries import visible_to
from dhp.definitions import DeathType
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.demonstration.published import FIGURES, SERIES, SOURCES
from dhp.dictionary import Given
from dhp.evidence.actions import add_series, add_source, keep_points
from dhp.evidence.candidates import candidates_of
from dhp.evidence.list_actions import Choice, NewList, decide, open_list
from dhp.evidence.list_file import ANSWERS, COLUMNS, list_in
from dhp.evidence.list_models import Reconciliation
from dhp.evidence.list_queries import workspace
from dhp.evidence.models import BenchmarkSeries, EvidenceSource
from dhp.evidence.points_file import COLUMNS as POINT_COLUMNS
from dhp.evidence.points_file import points_in
from dhp.evidence.rules import Outcome, Reason
from dhp.extensions import db

Act = Callable[[], object]

_TYPES = (DeathType.IPH, DeathType.AFH)
_LEFT_OUT, _SETTLED = 0.12, 0.6  # shares of the deaths that the list could hold
_ADDED = 4
_DOUBTFUL = "HI9000"  # of those added: is left to the lead
_MOST = 60  # deaths on the list: a large history takes its first ones


def evidence_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """What the unit does, each with its instant; nothing where a former seeding did it."""
    begun = db.session.scalar(select(func.count()).select_from(EvidenceSource))
    if not begun:
        yield order.ends - timedelta(days=70), partial(_add_published, staff)
    if not db.session.scalar(select(func.count()).select_from(Reconciliation)):
        yield order.ends - timedelta(days=20), partial(_hold_a_list, order, staff)


def _add_published(staff: Staff) -> None:
    by = staff.coders[0]
    sources = [add_source(about, by=by) for about in SOURCES]
    for series in SERIES:
        add_series(series, by=by)
    codes = list(db.session.scalars(select(BenchmarkSeries.code).order_by(BenchmarkSeries.id)))
    for source in sources:
        rows = [row for title, *row in FIGURES if title == source.title]
        if rows:
            told = points_in(_csv(POINT_COLUMNS, rows), codes, {})
            keep_points(told.points, source, by=by)


def _hold_a_list(order: Order, staff: Staff) -> None:
    """Take in a list for the last financial year that is over, and settle a part of it."""
    by = staff.coders[0]
    first, last = financial_year_days(days_after(london_date(now()), -365))
    rng = Random(f"{order.seed} list")
    cases = _cases(first, last, staff.lead)
    told = list_in(
        _csv(COLUMNS, _rows(cases, first, rng)),
        {force.code: force for force in forces()},
        london_date(now()),
    )
    source = db.session.scalars(
        select(EvidenceSource).order_by(EvidenceSource.id.desc()).limit(1)
    ).one()
    title = f"Invented list of recorded homicides, {first.year}-{last.year % 100:02d}"
    opened = open_list(NewList(source, title, first, last, _TYPES), told.deaths, by=by)
    _settle(opened, rng, by)


def _cases(first: date, last: date, lead: User) -> Sequence[Case]:
    statement = visible_to(lead).where(
        Case.died_first.between(first, last), Case.type.in_(_TYPES), Case.restricted.is_(False)
    )
    return db.session.scalars(statement.order_by(Case.id).limit(_MOST)).all()


def _rows(cases: Sequence[Case], first: date, rng: Random) -> list[list[str]]:
    """The deaths that the other body knows of: most of ours, a few of its own."""
    answers, _places = read_standing(cases) if cases else ({}, {})
    kept = [case for case in cases if rng.random() > _LEFT_OUT]
    rows = [
        [f"HI{number:04d}", case.force.code if case.force else "", *_values(answers[case.id])]
        for number, case in enumerate(kept, start=1)
    ]
    for number in range(_ADDED):
        day = days_after(first, 20 + 80 * number)
        known = {"death.date_of_death": day.isoformat(), "victim.age": str(31 + 9 * number)}
        values = [known.get(place, "") for place in ANSWERS.values()]
        rows.append([f"HI9{number:03d}", "E23000001", *values])
    return rows


def _values(answers: dict[str, Given]) -> list[str]:
    """What the list tells of one of our deaths; places are not on it."""
    places = [place if place != "incident.location_type" else "" for place in ANSWERS.values()]
    return [answers[place].value or "" if place in answers else "" for place in places]


def _settle(opened: Reconciliation, rng: Random, by: User) -> None:
    space = workspace(opened, by)
    found = candidates_of(space.waiting, space, by)
    taken: set[int] = set()
    for one in space.waiting:
        best = [pair.case for pair in found[one.entry.id] if pair.case.id not in taken]
        alone = "victim.sex" not in json.loads(one.entry.told)
        if rng.random() > _SETTLED and one.entry.their_ref != _DOUBTFUL:
            continue
        if best and not alone:
            taken.add(best[0].id)
            decide(opened, Choice(Outcome.MATCHED, one.entry, best[0]), by=by)
        elif one.entry.their_ref != _DOUBTFUL:
            missed = "The force was asked on the telephone and will notify it."
            choice = Choice(Outcome.ONE_ONLY, one.entry, None, Reason.MISSED, missed)
            decide(opened, choice, by=by)
        else:
            decide(opened, Choice(Outcome.LEFT, one.entry), by=by)
    for place, ours in enumerate(workspace(opened, by).ours[:3]):
        reason = (Reason.NOT_YET, Reason.OTHER_PERIOD, Reason.OTHER_RULE)[place]
        decide(opened, Choice(Outcome.ONE_ONLY, None, ours.case, reason), by=by)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([columns, *rows])
    return text.getvalue().encode()
