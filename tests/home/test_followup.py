"""Follow-up on a force's first page, and the briefings that counted its deaths."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import clock_at, london_date, now, start_of
from dhp.calendar.clock import days_after
from dhp.cases.actions import classify
from dhp.cases.judging.classification import OutReason
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.home.followup import counted_in
from dhp.questions.actions import ask
from dhp.reports.document import Edition
from dhp.reports.models import Run, RunStatus
from tests.cases.conftest import given
from tests.home.test_views import home, words

RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)  # the week of 27 February to 5 March


@pytest.fixture
def spoc(make_user):
    return make_user(RoleName.SPOC, "Sam Spoc")


@pytest.fixture
def issue(database):
    """Keeps an issued briefing as at an instant."""

    def keep(since, until, as_at, *, status=RunStatus.ISSUED, kind="weekly", edition="restricted"):
        issued = status is RunStatus.ISSUED
        run = Run(
            kind=kind,
            edition=Edition(edition),
            title="Weekly briefing",
            period_from=since,
            period_to=until,
            as_at=as_at,
            status=status,
            content="{}",
            checksum="x" * 64,
            built_by="A",
            built_by_name="Ada",
            built_at=as_at,
            approved_by="B" if issued else None,
            approved_by_name="Bo" if issued else None,
            approved_at=as_at if issued else None,
            approved_checksum="x" * 64 if issued else None,
            issued_by="B" if issued else None,
            issued_by_name="Bo" if issued else None,
            issued_at=as_at + timedelta(days=1) if issued else None,
        )
        database.session.add(run)
        database.session.commit()
        return run

    return keep


WEEK = date(2026, 2, 27), date(2026, 3, 5)
CUT_OFF = datetime(2026, 3, 6, tzinfo=UTC)


def test_a_force_sees_what_is_late_before_what_is_due(database, client, spoc, sign_in, make_case):
    late = make_case(
        given(death__force_ref="K/late"), received_at=start_of(days_after(london_date(now()), -40))
    )
    make_case(given(death__force_ref="K/due"), received_at=now())
    late.opened_at = late.received_at
    database.session.commit()
    sign_in(spoc)

    page = words(home(client))

    assert "Follow up (2)" in page
    assert page.index("K/late") < page.index("12 days late") < page.index("K/due")
    assert "Due in 28 days" in page
    assert Act.CASES_LISTED in [event.act for event in trail.about(late.ref)]


def test_a_force_whose_stages_are_not_due_has_nothing_to_follow_up(
    database, client, spoc, sign_in, make_case
):
    case = make_case()
    case.scope = Scope.OUT
    database.session.commit()
    sign_in(spoc)

    assert "Follow up" not in words(home(client)).replace("follow-up", "")


def test_the_briefing_of_the_week_in_which_a_death_was_received_counted_it(
    app, make_case, coder, issue
):
    case = make_case(received_at=RECEIVED)
    run = issue(*WEEK, CUT_OFF)
    issue(date(2026, 3, 6), date(2026, 3, 12), CUT_OFF + timedelta(days=7))
    issue(*WEEK, CUT_OFF, status=RunStatus.DRAFT)
    issue(*WEEK, CUT_OFF, kind="monthly")
    issue(*WEEK, RECEIVED - timedelta(hours=1), edition="shareable")  # before the notice came

    with app.test_request_context():
        part = counted_in(case, coder)

    assert [line.text for line in part.lines] == [
        "Weekly briefing of 27 February 2026 to 5 March 2026, issued on 7 March 2026"
    ]
    assert part.lines[0].href.endswith(run.ref)


def test_two_editions_of_a_week_are_one_line_without_a_link_for_a_force(make_case, spoc, issue):
    case = make_case(received_at=RECEIVED)
    issue(*WEEK, CUT_OFF)
    issue(*WEEK, CUT_OFF + timedelta(hours=2), edition="shareable")

    lines = counted_in(case, spoc).lines

    assert len(lines) == 1
    assert lines[0].href == ""


@pytest.mark.parametrize(("hours", "counted"), [(-5, 0), (5, 1)])
def test_a_death_judged_out_of_scope_before_the_cut_off_was_not_counted(
    database, make_case, coder, spoc, issue, hours, counted
):
    case = make_case(received_at=RECEIVED)
    decision = Decision(
        Scope.OUT,
        DeathType.UNCLASSIFIED,
        "dhp-2023",
        "A natural death.",
        out_reason=OutReason.NATURAL,
    )
    with clock_at(CUT_OFF + timedelta(hours=hours)):
        classify(case, decision, Verdict(Scope.CANNOT_TELL), by=coder)
        database.session.commit()
    issue(*WEEK, CUT_OFF)

    assert len(counted_in(case, spoc).lines) == counted


def test_a_past_record_is_counted_in_no_briefing(make_case, coder, issue):
    issue(*WEEK, CUT_OFF)

    part = counted_in(make_case(received_at=RECEIVED, back_record=True), coder)

    assert part.lines == ()
    assert part.empty == "No issued report has counted it yet."


def test_the_page_of_a_death_names_the_briefing(client, spoc, sign_in, make_case, issue):
    case = make_case(received_at=RECEIVED)
    issue(*WEEK, CUT_OFF)
    sign_in(spoc)

    page = words(client.get(f"/followup/{case.ref}").get_data(as_text=True))

    assert "Reports that counted it Weekly briefing of 27 February 2026 to 5 March 2026" in page


def test_the_list_of_a_force_counts_the_open_questions_on_each_death(
    client, make_case, spoc, coder, sign_in, database
):
    case = make_case()
    ask(case, "victim.age", "Which is right?", by=coder)
    database.session.commit()
    sign_in(spoc)

    page = client.get("/followup").text

    assert (
        '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="Open questions">1<'
        in page
    )
