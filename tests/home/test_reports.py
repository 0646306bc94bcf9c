"""The first page tells the approver of a voided approval, and the auditor who opened reports."""

import pytest
from flask import current_app

from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, long_date, now
from dhp.home.reports import opening_panels
from dhp.home.unit import approve_panels, prepare_panels
from dhp.reports.actions import build_report, front_block
from dhp.reports.commentary.actions import write
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue


@pytest.fixture
def people(make_user):
    return make_user(RoleName.CODER, "Cora"), make_user(RoleName.LEAD, "Lena")


@pytest.fixture
def draft(people):
    coder, _lead = people
    front = front_block(current_app.config, coder.name)
    return build_report("weekly", london_date(now()), front, by=coder)


def titles(panels):
    return [panel.title for panel in panels if panel.items]


def test_whose_approval_was_voided_reads_so_first(app, draft, people):
    coder, lead = people
    with app.test_request_context():
        assert titles(approve_panels(lead)) == ["Approve or give up reports"]
        approve(draft, draft.checksum, by=lead)
        assert titles(approve_panels(lead)) == ["Approved, issued at their hour"]
        write(draft, "headlines", "Quiet.", draft.checksum, by=coder)

        [panel] = [one for one in approve_panels(lead) if one.items]

    assert panel.title == "Read again: your approval is void"
    assert "commented" in panel.items[0].detail


def test_a_coder_prepares_the_drafts_of_others(app, draft, people, make_user):
    coder, lead = people
    with app.test_request_context():
        assert titles(prepare_panels(coder)) == []
        assert titles(prepare_panels(make_user(RoleName.CODER, "Cal"))) == [
            "Prepare drafts of reports"
        ]
        assert titles(prepare_panels(lead)) == []


def test_an_auditor_is_led_to_who_opened_what_was_issued(app, draft, people, make_user):
    _coder, lead = people
    approve(draft, draft.checksum, by=lead)
    issue(draft, draft.checksum, by=lead)
    with app.test_request_context():
        assert titles(opening_panels(lead)) == []
        [panel] = opening_panels(make_user(RoleName.AUDITOR, "Ada"))

    assert panel.items[0].href == f"/reports/{draft.ref}/openings"


def test_reports_of_a_list_are_told_apart_by_their_names(app, draft, people, make_user):
    _coder, lead = people
    approve(draft, draft.checksum, by=lead)
    issue(draft, draft.checksum, by=lead)
    with app.test_request_context():
        [panel] = opening_panels(make_user(RoleName.AUDITOR, "Ada"))

    assert panel.items[0].text == f"Weekly briefing to {long_date(draft.period_to)}"
    assert panel.items[0].detail == ""
