"""When a report first told of a death."""

import pytest

from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at, london_date
from dhp.home.reported import first_reported
from dhp.reports import actions as reports
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue as issue_report
from tests.harness.record import at


@pytest.fixture
def issue(app, database, coder, make_user):
    """Builds a weekly briefing on one day and issues it on another."""
    lead = make_user(RoleName.LEAD, "Lena Lead")

    def build_and_issue(built, issued=None):
        with clock_at(at(built)):
            front = reports.front_block(app.config, coder.name)
            run = reports.build_report("weekly", london_date(at(built)), front, by=coder)
            database.session.commit()
        if issued:
            with clock_at(at(issued)):
                approve(run, run.checksum, by=lead)
                issue_report(run, run.checksum, by=lead)
                database.session.commit()
        return run

    return build_and_issue


def test_the_first_issued_report_that_knew_of_a_death_counts(issue):
    issue("2026-03-13T09:00", "2026-03-13T15:00")
    first = issue("2026-03-20T09:00", "2026-03-20T15:00")
    issue("2026-03-27T09:00", "2026-03-27T15:00")

    found = first_reported({7: at("2026-03-16T09:00")}, at("2026-04-01"))

    assert found == {7: first.issued_at}


def test_a_draft_tells_nobody(issue):
    issue("2026-03-20T09:00")

    assert first_reported({7: at("2026-03-16T09:00")}, at("2026-04-01")) == {}


def test_an_issue_after_the_instant_was_not_known_then(issue):
    issue("2026-03-20T09:00", "2026-03-25T15:00")

    assert first_reported({7: at("2026-03-16T09:00")}, at("2026-03-24")) == {}


def test_a_report_that_was_built_before_the_death_was_received_does_not_tell_of_it(issue):
    issue("2026-03-20T09:00", "2026-03-20T15:00")

    assert first_reported({7: at("2026-03-20T10:00")}, at("2026-04-01")) == {}
