"""The weekly briefings of an invented history: built by a coder, issued by a lead, in their weeks."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from flask import current_app

from dhp.calendar import LONDON, Week, clock_at, week_of
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.extensions import db
from dhp.reports.actions import build_report, front_block
from dhp.reports.document import Edition
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run
from dhp.reports.queries import last_issued
from dhp.statistics.releases.actions import sign
from dhp.statistics.releases.queries import release_of

WEEKS = 8  # the latest ones: enough to see a series, quick to make
SHARED_EVERY = 3  # weeks: of one week alone too little would be new to be shown to everybody
_AT = time(9, 30)
_BUILT_BEFORE = timedelta(hours=1)
_SIGNED_AFTER = timedelta(minutes=40)


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
    """Issues the briefings as their time comes."""

    def __init__(self, order: Order, staff: Staff) -> None:
        self._staff = staff
        due = briefings(order)
        weeks = [week for _at, week in due]
        self._shared = weeks[-1::-SHARED_EVERY]
        self._due: Iterator[tuple[datetime, Week]] = iter(due)
        self._next = next(self._due, None)

    def until(self, instant: datetime, meanwhile: Callable[[datetime], None]) -> None:
        """Issue every briefing that falls before `instant` and is not there yet.

        `meanwhile` lets happen what else falls before a briefing.
        """
        while self._next and self._next[0] < instant:
            at, week = self._next
            meanwhile(at - _BUILT_BEFORE)
            if not _issued(week):
                run = self._build(at, week)
                meanwhile(at)
                self._issue(at, run)
                if week in self._shared:
                    self._share(at, week)
            self._next = next(self._due, None)

    def _build(self, at: datetime, week: Week) -> Run:
        coder = self._staff.coders[0]
        with clock_at(at - _BUILT_BEFORE):
            front = front_block(current_app.config, coder.name)
            run = build_report("weekly", week.end, front, as_at=week.ends_before, by=coder)
            db.session.commit()
        return run

    def _share(self, at: datetime, week: Week) -> None:
        """The shareable edition: prepared by a coder, signed off and issued by a lead soon after,
        but for the latest, which waits.
        """
        coder, lead = self._staff.coders[0], self._staff.lead
        shareable = Edition.SHAREABLE
        with clock_at(at):
            front = front_block(current_app.config, coder.name, shareable)
            days = week.end, front, week.ends_before
            run = build_report("weekly", *days, by=coder, edition=shareable)
            db.session.commit()
        release = release_of(run.ref)
        if release is None or week == self._shared[0]:
            return
        with clock_at(at + _SIGNED_AFTER):
            sign(release, release.fingerprint, by=lead)
            approve(run, run.checksum, by=lead)
            issue(run, run.checksum, by=lead)
            db.session.commit()

    def _issue(self, at: datetime, run: Run) -> None:
        with clock_at(at):
            approve(run, run.checksum, by=self._staff.lead)
            issue(run, run.checksum, by=self._staff.lead)
            db.session.commit()


def _issued(week: Week) -> bool:
    run = last_issued("weekly", week.next.end)
    return run is not None and run.period_to == week.end
