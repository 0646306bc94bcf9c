"""The reports of an invented history: built by a coder, signed off and issued by a lead, in their time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from flask import current_app
from sqlalchemy import select

from dhp.calendar import LONDON, Week, clock_at, week_of
from dhp.calendar.clock import days_after
from dhp.calendar.issues import issue_of
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.demonstration.report_life import last_days
from dhp.extensions import db
from dhp.reports.actions import build_report, front_block
from dhp.reports.document import Edition
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run, RunStatus
from dhp.statistics.releases.actions import sign
from dhp.statistics.releases.queries import release_of
from dhp.statistics.releases.rules import may_sign

LONGER = ("monthly",)
YEARS_FOR_LONGER = 2  # a shorter history has little to tell in them
WEEKS = 8  # the latest ones: enough to see a series, quick to make
SHARED_EVERY = 3  # weeks: of one week alone too little would be new to be shown to everybody
_AT = time(9, 30)
_BUILT_BEFORE = timedelta(hours=1)
_SIGNED_BEFORE = timedelta(minutes=20)
_Act = Callable[[], None]


def briefings(order: Order) -> list[tuple[datetime, Week]]:
    """The latest weeks briefed before the history ends, each with the instant of its briefing."""
    week = week_of(order.end).previous
    found: list[tuple[datetime, Week]] = []
    while len(found) < WEEKS:
        at = datetime.combine(week.briefing_on, _AT, LONDON)
        if at < order.ends:
            found.insert(0, (at, week))
        week = week.previous
    return [(at, week) for at, week in found if at > order.begins]


@dataclass(frozen=True)
class _Planned:
    """One report to be issued `at`, on a period that ends on `last`, as known at `cut_off`."""

    kind: str
    at: datetime
    last: date
    cut_off: datetime


def longer(order: Order) -> Iterator[_Planned]:
    """The latest report of each longer kind that fell due in a history of years."""
    if order.years < YEARS_FOR_LONGER:
        return
    for kind in LONGER:
        planned = issue_of(kind, order.end)
        while planned is not None and planned.at >= order.ends:
            planned = issue_of(kind, days_after(planned.first, -1))
        if planned is not None:
            yield _Planned(kind, planned.at, planned.last, planned.cut_off)


class Briefer:
    """Drafts, signs off and issues the briefings, each act as its time comes.

    An act that was done already does nothing, so that a history can be taken up half way.
    """

    def __init__(self, order: Order, staff: Staff) -> None:
        self._staff = staff
        acts = [*self._acts(order), *last_days(order, staff)]
        self._due = iter(sorted(acts, key=lambda timed: timed[0]))
        self._next = next(self._due, None)

    def until(self, instant: datetime, meanwhile: Callable[[datetime], None]) -> None:
        """Do what falls before `instant`; `meanwhile` lets happen what else falls before each act."""
        while self._next and self._next[0] < instant:
            at, act = self._next
            meanwhile(at)
            with clock_at(at):
                act()
                db.session.commit()
            self._next = next(self._due, None)

    def _acts(self, order: Order) -> Iterator[tuple[datetime, _Act]]:
        """Every draft, sign-off and issue with its instant; the latest sign-off is left to be seen."""
        weeks = [
            _Planned("weekly", at, week.end, week.ends_before) for at, week in briefings(order)
        ]
        shared = weeks[-1::-SHARED_EVERY]
        for each in weeks:
            yield from self._edition(each, Edition.RESTRICTED)
            if each in shared:
                yield from self._edition(each, Edition.SHAREABLE, signed=each is not shared[0])
        for each in longer(order):
            yield from self._edition(each, Edition.RESTRICTED)
            yield from self._edition(each, Edition.SHAREABLE)

    def _edition(
        self, of: _Planned, edition: Edition, *, signed: bool = True
    ) -> Iterator[tuple[datetime, _Act]]:
        """The way of one edition: drafted, signed off where figures are hidden, issued."""
        yield of.at - _BUILT_BEFORE, partial(self._build, of, edition)
        if edition is Edition.SHAREABLE and signed:
            yield of.at - _SIGNED_BEFORE, partial(self._sign, of)
        if signed:
            yield of.at, partial(self._issue, of, edition)

    def _build(self, of: _Planned, edition: Edition) -> None:
        if _runs(of, edition):
            return
        coder = self._staff.coders[0]
        front = front_block(current_app.config, coder.name, edition)
        build_report(of.kind, of.last, front, of.cut_off, by=coder, edition=edition)

    def _sign(self, of: _Planned) -> None:
        for run in _runs(of, Edition.SHAREABLE):
            release = release_of(run.ref)
            if release is not None and may_sign(release, self._staff.lead.ref):
                sign(release, release.fingerprint, by=self._staff.lead)

    def _issue(self, of: _Planned, edition: Edition) -> None:
        for run in _runs(of, edition):
            if run.status is RunStatus.DRAFT:
                approve(run, run.checksum, by=self._staff.lead)
                issue(run, run.checksum, by=self._staff.lead)


def _runs(of: _Planned, edition: Edition) -> list[Run]:
    """What was built of the report that was planned."""
    statement = select(Run).where(Run.kind == of.kind, Run.edition == edition)
    return list(db.session.scalars(statement.where(Run.period_to == of.last).order_by(Run.id)))
