"""The rules of what the unit makes of the record: figures, reports, learning, practice."""

from datetime import date, timedelta

from dhp.absence import Absence
from dhp.calendar import week_of
from dhp.context import rules as context
from dhp.learning import rules as learning
from dhp.practice import rules as practice
from dhp.reports import rules as reports
from dhp.reports.models import RunStatus
from dhp.statistics.releases import rules as releases
from dhp.statistics.releases.models import ReleaseStatus
from dhp.statistics.watch import rules as watch
from dhp.statistics.watch.models import SignalStatus
from tests.harness.telling import thing, tried
from tests.rules.times import TODAY

DAY = timedelta(days=1)
LATEST = week_of(date(2026, 3, 5))  # the week of today still runs
CLOSED = LATEST.next.ends_before
MOMENT = timedelta(microseconds=1)
WEEKS = {"running": LATEST.next, "latest": LATEST, "before": LATEST.previous}
CAME = {"just in time": CLOSED - MOMENT, "at the cut-off": CLOSED, "a week later": CLOSED + 7 * DAY}
SIGNALS = {status.value: thing(status=status) for status in SignalStatus}
RELEASES = {
    status.value: thing(status=status, made_by="U1", against="one two") for status in ReleaseStatus
}
RUNS = {
    f"{status.value}{' by the service' if by_service else ''}": thing(
        status=status,
        built_by="U1",
        by_service=by_service,
        was_issued=status in (RunStatus.ISSUED, RunStatus.SUPERSEDED),
    )
    for status in RunStatus
    for by_service in (False, True)
}
AGAINST = ("one two", "one two three")
SEEN = {"seen": (2, 3), "present": (3,)}

TRIED = [
    tried(context.figure_of, count=(None, 0, 1)),
    tried(context.returned, figure=(7, 0, Absence.CONFIRMED_NONE, Absence.NOT_RETURNED)),
    tried(context.latest_week),
    tried(
        context.week_in,
        text=("2026-03-05", "2026-02-26", "2026-03-12", "2026-03-04", "20260305", "never"),
    ),
    tried(context.check_week, week=WEEKS),
    tried(context.due_at, week=WEEKS),
    tried(context.is_late, week={"latest": LATEST}, returned_at=CAME),
    tried(
        context.stands_in,
        week={"latest": LATEST},
        returned_at={"before the end": LATEST.begins_at} | CAME,
    ),
    tried(context.check_count, count=(None, -1, 0, 99_999, 100_000)),
    tried(learning.check_alert_move, name=list(learning.MOVES), status=learning.AlertStatus),
    tried(learning.check_second_person, writer=("U1",), checker=("U1", "U2")),
    tried(
        learning.days_overdue,
        due=(TODAY,),
        on={"before": TODAY - DAY, "then": TODAY, "two days after": TODAY + 2 * DAY},
        stage=learning.Stage,
        status=(learning.Status.ISSUED, learning.Status.IN_PROGRESS, *learning.SETTLED),
    ),
    tried(
        learning.clock_words,
        learnt=(TODAY,),
        sent={"not": None} | {f"on day {days}": TODAY + days * DAY for days in (1, 7, 8, 9)},
        on={f"day {days}": TODAY + days * DAY for days in (0, 6, 7, 8, 9, 2007)},
    ),
    tried(learning.check_seen, **SEEN),
    tried(
        learning.check_stage,
        stage=learning.Stage,
        wanted=(learning.Stage.DRAFT, learning.Stage.ISSUED),
        done=("answered",),
    ),
    tried(learning.check_status, status=learning.Status, evidence=(True, False)),
    tried(practice.may_revise, status=practice.Status, reviewer=(True, False)),
    tried(practice.check_revision, status=practice.Status, reviewer=(True, False)),
    tried(practice.after_revision, status=practice.Status),
    tried(practice.check_reviewer, reviewer=("U1", "U2"), author=("U1",)),
    tried(
        practice.check_review_day,
        day={
            "none": None,
            "today": TODAY,
            "tomorrow": TODAY + DAY,
            "the last": TODAY + 1098 * DAY,
            "a day more": TODAY + 1099 * DAY,
        },
        today=(TODAY,),
    ),
    tried(practice.check_past, day=(TODAY, TODAY + DAY), today=(TODAY,), field=("began_on",)),
    tried(watch.check_may_review, signal=SIGNALS),
    tried(watch.check_may_withdraw, signal=SIGNALS),
    tried(watch.may_review, signal=SIGNALS),
    tried(releases.check_may_sign, release=RELEASES, user_ref=("U1", "U2"), against=AGAINST),
    tried(releases.check_may_issue, release=RELEASES, against=AGAINST),
    tried(releases.check_may_withdraw, release=RELEASES),
    tried(releases.check_current, release=RELEASES, against=AGAINST),
    tried(releases.may_sign, release=RELEASES, user_ref=("U1", "U2")),
    tried(releases.may_withdraw, release=RELEASES),
    tried(reports.check_may_change, run=RUNS),
    tried(
        reports.check_may_approve,
        run=RUNS,
        user_ref=("U1", "U2", "U3"),
        authors={"U2": ["U2"]},
    ),
    tried(reports.check_may_issue, run=RUNS, user_ref=("U1", "U2")),
    tried(reports.check_may_correct, run=RUNS),
    tried(reports.check_may_withdraw, run=RUNS),
]
