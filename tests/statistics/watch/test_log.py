"""The log of signals: raised once, withdrawn when its figure no longer fires, reviewed by a lead."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit.queries import about
from dhp.calendar import end_of
from dhp.definitions import DeathType, Scope
from dhp.duties import run_due
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.statistics.signals import funnel
from dhp.statistics.watch import actions, for_reports, places, queries
from dhp.statistics.watch.duty import due, watch
from dhp.statistics.watch.models import Outcome, Signal, SignalStatus
from dhp.statistics.watch.page import shown
from dhp.statistics.watch.places import place_findings
from dhp.statistics.watch.watched import FUNNEL, RULES, TAIL, Figure, Finding
from tests.accounts.people import add_user, sign_in_as
from tests.harness.record import at

WEEK = date(2025, 11, 14), date(2025, 11, 20)
CUT_OFF = end_of(WEEK[1])


def finding(**changed):
    """A high week of all types."""
    one = Finding(
        RULES[TAIL],
        Figure("", "", "Notifications received, all types"),
        observed=14,
        expected=5,
        limit=13,
        exceeds=True,
        false_alarms="Seldom.",
        seen=(("13 Nov 2025", 5.0), ("20 Nov 2025", 14.0)),
    )
    return replace(one, **changed)


@pytest.fixture
def lead(database):
    return add_user(RoleName.LEAD)


@pytest.fixture
def signal(database):
    return actions.raise_signal(finding(), WEEK, CUT_OFF)


@pytest.fixture
def high_week(death):
    """One death in each of twelve weeks, then seven in one; gives the seven."""
    for back in range(12, 0, -1):
        death((at("2025-11-18") - timedelta(weeks=back)).replace(tzinfo=None).isoformat())
    return [death("2025-11-18", DeathType.IPH) for _ in range(7)]


def logged():
    return db.session.query(Signal).order_by(Signal.id).all()


def test_what_does_not_fire_is_no_signal(database):
    with pytest.raises(DomainError, match="no signal"):
        actions.raise_signal(finding(exceeds=False), WEEK, CUT_OFF)


def test_the_service_raises_a_signal_once_however_often_it_looks(database, high_week):
    for _time in range(2):
        watch("week 2025-11-20", CUT_OFF)

    [raised] = logged()
    assert (raised.observed, raised.limit_at, raised.status) == (7, 6, SignalStatus.OPEN)
    database.session.commit()
    assert [event.act for event in about(raised.ref)] == ["signal.raised"]


def test_a_figure_that_falls_back_is_withdrawn_at_the_next_look(database, high_week, judge):
    watch("week 2025-11-20", CUT_OFF)
    for case in high_week[:3]:
        judge(case, "2025-11-25", DeathType.UNCLASSIFIED, Scope.OUT)

    watch("week 2025-11-27", at("2025-11-28"))

    [raised] = logged()
    assert raised.status is SignalStatus.WITHDRAWN
    assert raised.withdrawn_because == (
        "The figure no longer exceeds its limit as known on 28 November 2025 at 00:00: 4, "
        "with the limit at 6."
    )
    watch("week 2025-11-20", CUT_OFF)
    assert logged() == [raised]  # it is not raised a second time


def test_a_figure_that_still_fires_stands(database, high_week):
    watch("week 2025-11-20", CUT_OFF)

    watch("week 2025-11-27", at("2025-11-28"))

    assert [one.status for one in logged()] == [SignalStatus.OPEN]


def test_the_last_weeks_and_months_are_due_when_they_are_over(database):
    instant = at("2025-11-21T00:01:00")

    assert list(due(instant))[-3:] == ["week 2025-11-20", "month 2025-09-30", "month 2025-10-31"]
    assert "week 2025-11-20" not in due(instant - timedelta(minutes=2))
    assert {key for _duty, key in run_due(instant, only={"watch"}).done} == set(due(instant))
    assert run_due(instant, only={"watch"}).done == []


def test_a_force_far_outside_the_funnel_is_found(database, monkeypatch):
    assert place_findings(date(2025, 10, 31), CUT_OFF) == []  # nothing is known of it yet

    monkeypatch.setattr(places, "lay_out", lambda *_: rates(counts=[40, 5, 6, 4]))
    found = place_findings(date(2025, 10, 31), CUT_OFF)

    assert [one.exceeds for one in found] == [True, False, False, False]
    assert [one.over for one in found][:2] == [True, False]
    point = funnel([40, 5, 6, 4], [1e6] * 4)[0]
    assert found[0].limit == pytest.approx(point.high998)


def rates(counts):
    """A table of rates by force, as the measure lays it out."""
    cells = [{"count": count, "residents": 1_000_000} for count in counts]
    rows = [_Row(f"E{n}", each) for n, each in enumerate(cells)]
    return type("Laid", (), {"rows": rows})


class _Row:
    def __init__(self, key, cells):
        self.key = self.label = key
        self.cells = {name: type("Cell", (), {"value": value}) for name, value in cells.items()}


def test_a_figure_whose_signal_stands_stays_quiet(database):
    last = date(2025, 10, 31)
    one = finding(rule=RULES[FUNNEL], figure=Figure("force", "E1", "Deaths in 3 years, Kent"))
    raised = actions.raise_signal(one, (last, last), end_of(last))
    later, since = date(2025, 11, 30), end_of(last) - timedelta(days=300)

    assert queries.is_logged(one, later, since)
    actions.withdraw(raised, None, CUT_OFF)
    assert not queries.is_logged(one, later, since)


def test_weeks_are_drawn_and_forces_told_in_a_table(database, signal):
    last = date(2025, 10, 31)
    one = finding(rule=RULES[FUNNEL], figure=Figure("force", "E1", "Deaths in 3 years, Kent"))
    of_force = shown(actions.raise_signal(one, (last, last), end_of(last)))

    assert shown(signal).drawing.startswith("<svg")
    assert (of_force.drawing, of_force.heads) == ("", ("What was compared", "Number"))
    assert of_force.rows == (("13 Nov 2025", "5"), ("20 Nov 2025", "14"))


def test_a_review_has_a_name_an_outcome_and_a_reason_and_the_last_one_stands(
    database, signal, lead
):
    with pytest.raises(DomainError, match="Say what you looked at"):
        actions.review(signal, Outcome.CHANCE, "  ", by=lead)

    actions.review(signal, Outcome.REAL, "Six forces.", by=lead)
    actions.review(signal, Outcome.CHANCE, "Looked again.", by=lead)

    assert signal.status is SignalStatus.REVIEWED
    assert [one.outcome for one in signal.reviews] == [Outcome.REAL, Outcome.CHANCE]
    assert signal.reviews[-1].reviewed_by == lead.ref


def test_a_withdrawn_signal_is_not_reviewed_nor_withdrawn_again(database, signal, lead):
    actions.withdraw(signal, finding(observed=12, exceeds=False), CUT_OFF)

    with pytest.raises(Refused):
        actions.review(signal, Outcome.CHANCE, "Looked.", by=lead)
    with pytest.raises(Refused):
        actions.withdraw(signal, None, CUT_OFF)


def test_a_figure_that_fires_is_not_withdrawn(database, signal):
    with pytest.raises(DomainError, match="still lies beyond"):
        actions.withdraw(signal, finding(), CUT_OFF)


def test_a_report_tells_the_signals_of_its_days_as_they_stood_then(database, signal, lead):
    later = CUT_OFF + timedelta(days=7)
    actions.withdraw(signal, finding(observed=12, exceeds=False), later)
    days_after = WEEK[0] + timedelta(days=7), WEEK[1] + timedelta(days=7)

    [then] = for_reports.signals_of(WEEK, CUT_OFF)
    [now] = for_reports.signals_of(days_after, later)

    assert (then.outcome, then.withdrawn, then.fired) == (None, None, "14, expected 5, limit 13")
    assert now.withdrawn == signal.withdrawn_because


def test_the_table_of_a_report_says_that_there_was_no_signal(database, signal):
    before = date(2025, 10, 1), date(2025, 10, 31)

    none = for_reports.signals_table("S1", before, CUT_OFF)
    some = for_reports.signals_table("S1", WEEK, CUT_OFF)

    assert (none.rows, none.notes) == ((), (for_reports.NONE,))
    assert some.rows[0].cells["outcome"].shown == "Waits for review"


def test_a_lead_reads_and_reviews_a_signal_on_its_page(client, database, signal, lead):
    database.session.commit()
    sign_in_as(client, lead)

    page = client.get(f"/signals/{signal.ref}")
    assert "14, expected 5, limit 13" in page.text
    assert "<svg" in page.text
    refused = client.post(f"/signals/{signal.ref}/review", data={"outcome": "chance"})
    assert refused.status_code == 422
    given = {"outcome": "late-batch", "judgement": "Kent sent nine at once."}
    assert client.post(f"/signals/{signal.ref}/review", data=given).status_code == 303
    assert "a late batch" in client.get("/signals").text


def test_the_first_page_tells_a_lead_what_waits(client, database, signal, lead):
    database.session.commit()
    sign_in_as(client, lead)

    assert "Review signals" in client.get("/").text


def test_a_coder_reads_signals_and_reviews_none(client, database, signal):
    database.session.commit()
    sign_in_as(client, add_user(RoleName.CODER))

    assert "A lead reviews it" in client.get(f"/signals/{signal.ref}").text
    assert client.post(f"/signals/{signal.ref}/review").status_code == 403
