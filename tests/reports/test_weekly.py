"""The weekly briefing, from the record to the document."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp.calendar import week_of
from dhp.cases.models import Case, Classification
from dhp.definitions import DeathType, Scope
from dhp.reports.blocks import Bullets, ChartBlock, TableBlock
from dhp.reports.building import Order, build
from dhp.reports.document import Document, Front
from dhp.reports.pdf.rendering import render_pdf
from tests.harness.record import Death, Judge, at

FRONT = Front(
    "OFFICIAL-SENSITIVE", "For named recipients.", "FOI line", "Author", "Unit", "c@example.org"
)
WEEK = week_of(date(2025, 11, 20))  # Friday 14 to Thursday 20 November 2025


def weekly(as_at: str = "2025-11-21") -> Document:
    return build(Order("weekly", WEEK.end, FRONT, at(as_at)))


def table(document: Document, key: str) -> TableBlock:
    return next(b for b in document.blocks if isinstance(b, TableBlock) and b.id == key)


def column(document: Document, key: str, name: str) -> dict[str, int | float | None]:
    return {row.key: row.cells[name].value for row in table(document, key).rows}


def headlines(document: Document) -> tuple[str, ...]:
    return next(block.items for block in document.blocks if isinstance(block, Bullets))


def test_an_empty_repository_gives_a_nil_briefing(database: SQLAlchemy) -> None:
    document = weekly()

    assert headlines(document)[0].startswith("No death was notified this week.")
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
    assert headlines(document)[0].startswith("1 death was notified this week, 0 the week before.")


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
    known = {
        word
        for block in document.blocks
        if isinstance(block, TableBlock)
        for row in block.rows
        for cell in row.cells.values()
        for word in cell.shown.split()
    }

    said = {word.strip(",.:;()") for point in headlines(document) for word in point.split()}

    assert {word for word in said if word[0].isdigit()} <= known


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
    assert list(chart.chart.values) == per_week  # type: ignore[union-attr]


def test_running_totals_only_rise_and_end_on_the_headline(death: Death) -> None:
    for n in range(40):
        day = date(2025, 4, 1) + timedelta(days=n * 5)
        death(day.isoformat(), DeathType.IPH, died=day.isoformat())

    chart = next(b for b in weekly().blocks if isinstance(b, ChartBlock) and b.id == "W2")

    values = chart.chart.lines[0].values  # type: ignore[union-attr]
    assert all(a <= b for a, b in pairwise(values))
    assert chart.title.startswith(f"{values[-1]} deaths since 1 April")


@pytest.mark.parametrize("count", [400])
def test_a_week_of_very_many_deaths_still_builds(death: Death, count: int) -> None:
    for n in range(count):
        death(f"2025-11-{14 + n % 7}", DeathType.IPH if n % 2 else None)

    document = weekly()

    assert column(document, "W1", "week")["total"] == count
    assert len(render_pdf(document)) > 1000
