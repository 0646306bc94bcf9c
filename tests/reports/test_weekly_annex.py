"""What else the weekly briefing tells: signals, asks, the latest year, and new cases one by one."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import clock_at, week_of
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.definitions import DeathType
from dhp.dictionary import Given, State
from dhp.extensions import db
from dhp.learning.finding_models import Alert
from dhp.learning.models import Addressee, Recommendation
from dhp.learning.rules import AlertStatus, Stage
from dhp.reports.blocks import Bullets, Laid
from dhp.reports.building import Order, build
from dhp.reports.document import Edition, Front
from dhp.reports.prose import numbers_not_in_tables
from dhp.statistics.watch.models import Signal, SignalStatus
from tests.accounts.people import add_user
from tests.harness.record import at

FRONT = Front("OFFICIAL-SENSITIVE", "", "", "Author", "Unit", "c@example.org")
WEEK = week_of(date(2025, 11, 20))  # Friday 14 to Thursday 20 November 2025


def weekly(edition=Edition.RESTRICTED):
    return build(Order("weekly", WEEK.end, FRONT, at("2025-11-21"), edition=edition))


def table(document, key):
    return next(one for one in document.blocks if isinstance(one, Laid) and one.id == key)


def headlines(document):
    return next(block.items for block in document.blocks if isinstance(block, Bullets))


def test_a_week_without_a_signal_says_so(database):
    document = weekly()

    assert "No signal was raised, reviewed or withdrawn this week." in headlines(document)
    assert "W9" not in {one.id for one in document.blocks if isinstance(one, Laid)}


def test_a_signal_is_told_with_the_rule_that_fired(database):
    database.session.add(
        Signal(
            rule="usual-range",
            version=1,
            measure="notifications",
            group_by="all",
            group_key="all",
            figure="All deaths",
            false_alarms="Few.",
            period_from=WEEK.start,
            period_to=WEEK.end,
            as_at=at("2025-11-20T23:00"),
            observed=14,
            expected=5,
            limit_at=13,
            over=True,
            seen="[]",
            status=SignalStatus.OPEN,
        )
    )
    database.session.commit()

    document = weekly()

    (row,) = table(document, "W9").rows
    said = next(one for one in headlines(document) if one.startswith("Signals raised"))
    assert row.cells["rule"].shown in said
    assert "Told here: 1; waiting for review 1; withdrawn 0." in said
    assert numbers_not_in_tables(document) == ()


def test_the_latest_year_stands_beside_the_one_before_at_the_same_lag(death):
    for day in range(10, 19):
        death(f"2024-06-{day}", DeathType.IPH, died=f"2024-06-0{day - 9}")
    for day in range(10, 15):
        death(f"2025-06-{day}", DeathType.IPH, died=f"2025-06-0{day - 9}")
    death("2025-10-01", DeathType.IPH, died="2024-07-01")  # was not known a year before

    document = weekly()

    cells = table(document, "W10").rows[0].cells
    assert [cells[key].shown for key in ("count", "before", "verdict")] == [
        "5",
        "9",
        "no clear change",
    ]
    assert (
        "5 deaths were known for the latest 12 months, in 5 incidents; 9 a year before, as known "
        "then: no clear change."
    ) in headlines(document)


def test_new_cases_are_listed_without_names_and_restricted_ones_not_at_all(database, force):
    told = {
        "death.date_of_death": Given(State.ANSWERED, "2025-11-15"),
        "victim.age": Given(State.ANSWERED, "37"),
        "victim.name": Given(State.ANSWERED, "Zephyrine Quill"),
    }
    with clock_at(at("2025-11-18")):
        shown, hidden = (
            open_case(Submission(force, at("2025-11-18"), told), by=Command()) for _ in range(2)
        )
        hidden.restricted = True
        database.session.commit()

    document = weekly()

    (row,) = table(document, "W13").rows
    assert row.label == f"{shown.ref}, not yet classified"
    assert row.cells["died"].shown == "November 2025"
    assert row.cells["age"].shown == "35 to 44"
    assert row.cells["status"].shown == "Not yet judged"
    assert row.cells["force"].shown == force.name
    assert "Zephyrine" not in document.to_json()
    assert hidden.ref not in document.to_json()
    assert shown.ref not in weekly(Edition.SHAREABLE).to_json()


def test_what_was_sent_and_what_is_overdue_are_told(database, force):
    lead = add_user(RoleName.LEAD)
    for title, sent in (("Ask at the first call", at("2025-11-17")), ("Not sent yet", None)):
        alert = Alert(title=title, words="w", ask="a", learnt_on=date(2025, 11, 3), roles="spoc")
        alert.sent_at, alert.written_by, alert.written_at = sent, lead.ref, at("2025-11-03")
        alert.status = AlertStatus.SENT if sent else AlertStatus.DRAFT
        db.session.add(alert)
    late = Recommendation(
        title="Grade every call", words="w", owner="o", due_on=date(2025, 11, 1), year=2025
    )
    late.number, late.stage, late.written_by = 1, Stage.ISSUED, lead.ref
    late.issued_at = at("2025-10-01")
    db.session.add(late)
    db.session.flush()
    db.session.add(Addressee(recommendation_id=late.id, force_id=force.id))
    db.session.commit()

    rows = {row.label: row.cells["state"].shown for row in table(weekly(), "W12").rows}

    assert rows == {
        "Ask at the first call": "Sent on 17 November 2025",
        "1 alert not sent 7 days after it was learnt": "Overdue",
        "Recommendation 1 of 2025: Grade every call": (
            "Due on 1 November 2025; 1 of 1 not settled"
        ),
    }


@pytest.mark.only_on("sqlite")
def test_ten_deaths_take_as_many_statements_as_one(death):
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *_: counted.append(1))

    def statements():
        counted.clear()
        weekly()
        return len(counted)

    death("2025-11-18", DeathType.IPH, died="2025-11-17")
    few = statements()
    for day in range(10):
        received = date(2025, 11, 8) + timedelta(days=day)
        death(received.isoformat(), DeathType.IPH, died="2025-11-01")

    assert statements() <= few < 110


def test_there_are_at_most_five_headlines(death):
    death("2025-11-18T10:00", None, died="2025-11-17")

    assert len(headlines(weekly())) <= 5
