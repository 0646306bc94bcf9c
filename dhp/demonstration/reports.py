"""The weekly briefings of an invented history: built by a coder, issued by a lead, in their weeks."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from flask import current_app
from sqlalchemy import select

from dhp.calendar import LONDON, Week, clock_at, week_of
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

WEEKS = 8  # the latest ones: enough to see a series, quick to make
SHARED_EVERY = 3  # weeks: of one week alone too little would be new to be shown to everybody
_AT = time(9, 30)
_BUILT_BEFORE = timedelta(hours=1)
_SHARED_BEFORE = timedelta(minutes=50)
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


class Briefer:
    """Drafts, signs off and issues the briefings, each act as its time comes.

    An act that was done already does nothing, so that a history can be taken up half way.
    """

    def __init__(self, order: Order, staff: Staff) -> None:
        self._staff = staff
        acts = [*self._acts(briefings(order)), *last_days(order, staff)]
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

    def _acts(self, due: list[tuple[datetime, Week]]) -> Iterator[tuple[datetime, _Act]]:
        """Every draft, sign-off and issue with its instant; the latest sign-off is left to be seen."""
        shared = [week for _at, week in due][-1::-SHARED_EVERY]
        for at, week in due:
            yield at - _BUILT_BEFORE, partial(self._build, week, Edition.RESTRICTED)
            yield at, partial(self._issue, week, Edition.RESTRICTED)
            if week in shared:
                yield at - _SHARED_BEFORE, partial(self._build, week, Edition.SHAREABLE)
            if week in shared[1:]:
                yield at - _SIGNED_BEFORE, partial(self._sign, week)
                yield at, partial(self._issue, week, Edition.SHAREABLE)

    def _build(self, week: Week, edition: Edition) -> None:
        if _runs(week, edition):
            return
        coder = self._staff.coders[0]
        front = front_block(current_app.config, coder.name, edition)
        days = week.end, front, week.ends_before
        build_report("weekly", *days, by=coder, edition=edition)

    def _sign(self, week: Week) -> None:
        for run in _runs(week, Edition.SHAREABLE):
            release = release_of(run.ref)
            if release is not None and may_sign(release, self._staff.lead.ref):
                sign(release, release.fingerprint, by=self._staff.lead)

    def _issue(self, week: Week, edition: Edition) -> None:
        for run in _runs(week, edition):
            if run.status is RunStatus.DRAFT:
                approve(run, run.checksum, by=self._staff.lead)
                issue(run, run.checksum, by=self._staff.lead)


def _runs(week: Week, edition: Edition) -> list[Run]:
    """What was built of the briefing on `week`."""
    statement = select(Run).where(Run.kind == "weekly", Run.edition == edition)
    return list(db.session.scalars(statement.where(Run.period_to == week.end).order_by(Run.id)))
