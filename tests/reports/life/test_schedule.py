"""At the cut-off the service drafts each report once; at its hour it issues what is approved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dhp.audit.queries import about
from dhp.calendar.issues import issue_of, issues_between
from dhp.duties import run_due
from dhp.reports.building import KINDS
from dhp.reports.commentary.actions import write
from dhp.reports.distribution.actions import name_recipient
from dhp.reports.document import Edition
from dhp.reports.life.approving import approve
from dhp.reports.life.correcting import withdraw
from dhp.reports.models import SERVICE, Run, RunStatus
from dhp.reports.schedule.duties import drafts_due, issues_due
from dhp.reports.schedule.page import ahead, behind
from tests.accounts.people import sign_in_as
from tests.reports.life.conftest import CUT_OFF, DAY

OURS = {"report drafts", "report issues"}
HOUR = issue_of("weekly", DAY).at


def weekly_drafts(at):
    return [key for key in drafts_due(at) if key.startswith("weekly")]


def runs():
    return Run.query.order_by(Run.id).all()


def test_each_edition_is_due_from_its_cut_off_until_a_week_after_its_issue(database):
    key = f"weekly restricted {DAY.isoformat()}"

    assert key not in weekly_drafts(CUT_OFF - timedelta(seconds=1))
    assert key in weekly_drafts(CUT_OFF)
    assert f"weekly shareable {DAY.isoformat()}" in weekly_drafts(CUT_OFF)
    assert key in weekly_drafts(HOUR + timedelta(days=6))
    assert key not in weekly_drafts(HOUR + timedelta(days=7))


def test_a_draft_is_built_once_as_at_its_cut_off_by_the_service(database, figures):
    at = CUT_OFF + timedelta(hours=1)
    first = run_due(at, {"report drafts"})
    run_due(at + timedelta(hours=1), {"report drafts"})

    assert first.failed == []
    [run] = Run.query.filter_by(kind="weekly", edition=Edition.RESTRICTED, as_at=CUT_OFF).all()
    assert (run.built_by, run.due_at, run.status) == (SERVICE, HOUR, RunStatus.DRAFT)
    assert about(run.ref)[0].act == "report.built"


def test_what_a_person_built_since_the_cut_off_is_not_built_again(database, figures, build):
    build()
    before = len(runs())

    run_due(CUT_OFF + timedelta(hours=1), {"report drafts"})

    mine = [run for run in runs() if (run.edition, run.as_at) == (Edition.RESTRICTED, CUT_OFF)]
    assert (before, len(mine)) == (1, 1)


def test_approved_reports_are_issued_at_their_hour_and_not_before(database, build, lead, reader):
    name_recipient(reader, "weekly", Edition.RESTRICTED, by=lead)
    run = build()
    approve(run, run.checksum, by=lead)
    database.session.commit()

    early = run_due(HOUR - timedelta(seconds=1), {"report issues"})
    assert (early.done, run.status) == ([], RunStatus.APPROVED)
    at_its_hour = run_due(HOUR, {"report issues"})
    again = run_due(HOUR + timedelta(minutes=5), {"report issues"})

    database.session.expire_all()
    assert [name for name, _key in at_its_hour.done] == ["report issues"]
    assert again.done == []
    assert (run.status, run.issued_at, run.issued_by) == (RunStatus.ISSUED, HOUR, SERVICE)


def test_what_nobody_approved_stays_when_its_hour_comes(database, build, lead, coder):
    run = build()
    approve(run, run.checksum, by=lead)
    write(run, "headlines", "More than usual.", run.checksum, by=coder)
    database.session.commit()

    assert list(issues_due(HOUR)) == []
    assert run_due(HOUR, {"report issues"}).done == []
    assert run.status is RunStatus.DRAFT


def test_approved_again_after_its_hour_it_is_issued_at_the_next_run(database, build, lead):
    run = build()
    approve(run, run.checksum, by=lead)
    database.session.commit()
    [key] = issues_due(HOUR)

    withdraw(run, "The wrong week.", by=lead)

    assert key.startswith(run.ref)
    assert list(issues_due(HOUR)) == []


def test_the_calendar_tells_a_year_ahead_and_what_was_late(database, client, build, lead, reader):
    run = build()
    approve(run, run.checksum, by=lead)
    database.session.commit()
    late = HOUR + timedelta(days=2)
    seen = late + timedelta(days=6)
    run_due(late, {"report issues"})

    [after, *_] = behind(seen)
    months = ahead(seen)
    sign_in_as(client, reader)
    page = client.get("/reports/calendar").text

    passed = {one.issue.last: one for one in behind(seen)}
    assert passed[DAY].days_late == 2
    assert after.issue.last > DAY
    assert not after.issued_at
    assert sum(len(month.planned) for month in months) >= 52
    assert "9:30am" in page


def test_a_report_on_time_is_not_called_late(database, build, lead):
    run = build()
    approve(run, run.checksum, by=lead)
    database.session.commit()
    run_due(HOUR + timedelta(minutes=10), {"report issues"})

    [planned] = [one for one in behind(datetime(2025, 11, 27, tzinfo=UTC)) if one.issue.last == DAY]

    assert not planned.late


@pytest.mark.parametrize("kind", KINDS)
def test_the_calendar_plans_the_very_periods_of_a_report(kind):
    for planned in issues_between(kind, date(2024, 12, 1), date(2026, 6, 30)):
        days = KINDS[kind].period(planned.last)
        assert (days.start, days.end) == (planned.first, planned.last)
