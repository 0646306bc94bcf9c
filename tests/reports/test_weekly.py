"""The weekly briefing, from the record to the document."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at, week_of
from dhp.cases.models import Case, Classification
from dhp.definitions import DeathType, Scope
from dhp.extensions import db
from dhp.reports.blocks import Bullets, ChartBlock, Laid, Mark
from dhp.reports.building import Order, build
from dhp.reports.document import Coverage, Document, Front
from dhp.reports.pdf.rendering import render_pdf
from dhp.reports.prose import numbers_not_in_tables
from dhp.returns.actions import confirm
from dhp.returns.plan import period_with
from dhp.returns.queries import present_for
from tests.harness.record import Death, Judge, at

FRONT = Front(
    "OFFICIAL-SENSITIVE", "For named recipients.", "FOI line", "Author", "Unit", "c@example.org"
)
WEEK = week_of(date(2025, 11, 20))  # Friday 14 to Thursday 20 November 2025


def weekly(as_at: str = "2025-11-21") -> Document:
    return build(Order("weekly", WEEK.end, FRONT, at(as_at)))


def table(document: Document, key: str) -> Laid:
    return next(b for b in document.blocks if isinstance(b, Laid) and b.id == key)


def column(document: Document, key: str, name: str) -> dict[str, int | float | None]:
    return {row.key: row.cells[name].value for row in table(document, key).rows}


def headlines(document: Document) -> tuple[str, ...]:
    return next(block.items for block in document.blocks if isinstance(block, Bullets))


def test_an_empty_repository_gives_a_nil_briefing(database: SQLAlchemy) -> None:
    document = weekly()

    assert headlines(document)[0].startswith("No death was notified this week: too few to say.")
    assert column(document, "W1", "week")["total"] == 0
    assert table(document, "W1").rows[0].cells["last_year_then"].shown == "[x]"
    assert render_pdf(document).startswith(b"%PDF")


def test_rows_are_the_types_in_their_order_with_the_total_last(database: SQLAlchemy) -> None:
    keys = [row.key for row in table(weekly(), "W1").rows]

    assert keys == [*map(str, DeathType), "total"]


def test_a_death_of_the_week_is_counted_in_every_table(death: Death) -> None:
    death("2025-11-18T10:00", DeathType.IPH, died="2025-11-17")

    document = weekly()

    assert column(document, "W1", "week")["iph"] == 1
    assert column(document, "W2", "received")["iph"] == 1
    assert column(document, "W3", "week")["total"] == 1
    assert headlines(document)[0].startswith("1 death was notified this week, 0 the week before:")


def test_the_week_begins_and_ends_in_london(death: Death) -> None:
    death("2025-11-13T23:59:59", DeathType.IPH)  # Thursday night, GMT
    death("2025-11-14T00:00:00", DeathType.IPH)
    death("2025-11-20T23:59:59", DeathType.IPH)

    assert column(weekly(), "W1", "week")["total"] == 2
    assert column(weekly(), "W1", "last_week")["total"] == 1


def test_a_late_case_counts_its_force_as_late(death: Death) -> None:
    death("2025-11-18", DeathType.AFH, died="2025-11-03")
    death("2025-11-18", DeathType.AFH, died="2025-11-04")
    death("2025-11-18", DeathType.AFH, died="2025-10")

    assert column(weekly(), "W3", "late")["total"] == 1


def test_a_change_of_type_is_told_and_balances(death: Death, judge: Judge) -> None:
    case = death("2025-10-01", DeathType.UNEXPECTED)
    judge(case, "2025-11-19", DeathType.IPH)

    document = weekly()

    assert column(document, "W2", "reclassified") == {
        **dict.fromkeys([*map(str, DeathType), "total"], 0),
        "unexpected": -1,
        "iph": 1,
    }
    assert any("1 net moved between types" in point for point in headlines(document))


def test_the_same_order_gives_the_same_bytes_after_later_changes(
    death: Death, judge: Judge
) -> None:
    case = death("2025-11-18", DeathType.UNEXPECTED, died="2025-11-17")
    first = weekly()
    judge(case, "2025-11-25", DeathType.UNCLASSIFIED, Scope.OUT)
    death("2025-11-19", DeathType.IPH, opened="2025-11-26")

    second = weekly()

    assert second.to_json() == first.to_json()
    assert render_pdf(second) == render_pdf(first)


def test_every_number_of_a_sentence_stands_in_a_table_or_a_range(death: Death) -> None:
    for day in range(1, 20):
        death(f"2025-11-{day:02d}", DeathType.SVSDA, died="2025-11-01")
    document = weekly()

    assert numbers_not_in_tables(document) == ()


def test_tables_and_charts_equal_a_recount_of_the_raw_rows(
    database: SQLAlchemy, death: Death
) -> None:
    kinds = [DeathType.IPH, DeathType.SVSDA, DeathType.CHILD, None]
    for n in range(120):
        day = date(2025, 11, 20) - timedelta(days=(n * 7) % 200)
        death(day.isoformat(), kinds[n % 4], died=(day - timedelta(days=n % 30)).isoformat())
    document = weekly()

    rows = database.session.execute(
        sa.select(Case.received_at, Classification.type).outerjoin(
            Classification, Classification.case_id == Case.id
        )
    ).all()
    recount = Counter(
        str(kind or "unclassified")
        for received, kind in rows
        if WEEK.start <= received.date() <= WEEK.end
    )
    weeks = [week_of(WEEK.end)]
    while len(weeks) < 26:
        weeks.append(weeks[-1].previous)
    per_week = [
        sum(week.start <= received.date() <= week.end for received, _ in rows)
        for week in reversed(weeks)
    ]

    shown = column(document, "W1", "week")
    assert {key: n for key, n in shown.items() if n and key != "total"} == recount
    assert shown["total"] == recount.total()
    chart = next(b for b in document.blocks if isinstance(b, ChartBlock) and b.id == "W1")
    assert list(chart.chart.values) == per_week


def test_running_totals_only_rise_and_end_on_the_headline(death: Death) -> None:
    for n in range(40):
        day = date(2025, 4, 1) + timedelta(days=n * 5)
        death(day.isoformat(), DeathType.IPH, died=day.isoformat())

    chart = next(b for b in weekly().blocks if isinstance(b, ChartBlock) and b.id == "W2")

    values = chart.chart.lines[0].values
    assert all(a <= b for a, b in pairwise(values))
    assert chart.title.startswith(f"{values[-1]} deaths since 1 April")


@pytest.mark.parametrize("count", [400])
def test_a_week_of_very_many_deaths_still_builds(death: Death, count: int) -> None:
    for n in range(count):
        death(f"2025-11-{14 + n % 7}", DeathType.IPH if n % 2 else None)

    document = weekly()

    assert column(document, "W1", "week")["total"] == count
    assert len(render_pdf(document)) > 1000


@pytest.fixture
def contact(database: SQLAlchemy, force: Force) -> User:
    """The contact of the one force; returns are due from October 2025 on."""
    made = at("2025-09-10")
    user = User(
        email="c@example.org",
        name="C",
        role=RoleName.SPOC,
        force=force,
        joined_at=made,
        created_at=made,
    )
    database.session.add(user)
    database.session.commit()
    return user


def confirm_october(contact: User, when: str) -> None:
    with clock_at(at(when)):
        october = period_with("2025-10-01")
        confirm(october, by=contact, seen=present_for(contact, october).fingerprint)
        db.session.commit()


def test_a_force_that_returned_none_is_not_missing(database: SQLAlchemy, contact: User) -> None:
    confirm_october(contact, "2025-11-18")

    document = weekly()

    assert document.coverage == Coverage(due=1, returned=1, nil=1, missing=())
    assert "1 of them confirmed that there was no death" in " ".join(document.words())
    assert [row.key for row in table(document, "W3").rows] == ["total"]
    note = f"October 2025, confirmed: none (late): {contact.force.name}."
    assert table(document, "W3").notes[2:] == (note,)


def test_a_force_without_a_return_is_missing_and_marked(
    database: SQLAlchemy, contact: User, death: Death
) -> None:
    death("2025-11-18", DeathType.IPH, died="2025-11-17")

    document = weekly()

    name = contact.force.name
    assert document.coverage == Coverage(due=1, returned=0, nil=0, missing=(name,))
    cell = table(document, "W3").rows[0].cells["return"]
    assert (cell.value, cell.shown) == (None, "[x] Not returned")
    assert cell.mark is Mark.NOT_AVAILABLE


def test_a_return_that_came_after_the_cut_off_is_not_in_the_briefing(
    database: SQLAlchemy, contact: User
) -> None:
    confirm_october(contact, "2025-11-22")

    assert weekly().coverage.missing != ()
    assert weekly("2025-11-23").coverage.missing == ()


def test_a_death_that_a_force_was_not_told_of_leaves_its_return_no_nil(
    database: SQLAlchemy, contact: User, death: Death
) -> None:
    case = death("2025-10-18", DeathType.IPH, died="2025-10-17")
    case.restricted = True
    database.session.commit()
    confirm_october(contact, "2025-11-03")

    assert weekly().coverage == Coverage(due=1, returned=1, nil=0, missing=())
