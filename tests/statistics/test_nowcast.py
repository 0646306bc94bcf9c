"""The nowcast: its triangle from named deaths, its interval, what it hides, and how it tests itself."""

import math
from datetime import UTC, date, datetime

import pytest
from flask_sqlalchemy import SQLAlchemy
from scipy.stats import nbinom

from dhp.definitions import DeathType, Scope
from dhp.statistics.measures import Question, lay_out
from dhp.statistics.nowcast import Nowcast, delay_of, nowcast, provisional
from dhp.statistics.nowcasting.chances import interval_of
from dhp.statistics.nowcasting.estimates import BackTest, Estimate, Unsaid, back_test, estimates
from dhp.statistics.nowcasting.triangle import Triangle, instant_before, lag_of, triangle_at
from dhp.statistics.tables import Period
from tests.harness.record import Death, Judge, at

NOW = at("2025-08-10T12:00")


def months(number: int) -> tuple[date, ...]:
    """The first days of so many months, the last of them July 2025."""
    last = 2025 * 12 + 6
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(last - number + 1, last + 1))


def invented(number: int, grown: list[int], left: int = 0) -> Triangle:
    """Months that all grew alike: `grown` deaths known at each lag, `left` of them gone at lag 1."""

    def row(counts: list[int], lags: int) -> tuple[int, ...]:
        return tuple(counts[min(lag, len(counts) - 1)] for lag in range(lags))

    lags = range(number, 0, -1)
    return Triangle(
        NOW,
        months(number),
        tuple(row(grown, many) for many in lags),
        tuple(row([0, left], many) for many in lags),
        (0,) * number,
    )


def test_the_triangle_tells_what_came_and_what_left_at_each_lag(death: Death, judge: Judge) -> None:
    death("2025-05-20", DeathType.IPH, died="2025-05-01")
    leaves = death("2025-06-01", DeathType.IPH, died="2025-05-02")
    death("2025-07-20", DeathType.IPH, died="2025-05")
    death("2025-08-01", died="2025-07-31")
    death("2025-08-02", died="2025-07-30", back_record=True)
    judge(leaves, "2025-07-15", DeathType.UNCLASSIFIED, Scope.OUT)

    found = triangle_at(NOW, 9)

    assert found.months == months(3)  # nobody was notified when April had ended
    assert found.added == ((2, 2, 3), (0, 0), (1,))
    assert found.left == ((0, 0, 1), (0, 0), (0,))
    assert found.collected == (0, 0, 1)
    assert found.ago(1).added == ((2, 2), (0,))
    assert nowcast(NOW).estimates[-1].reported == 2


def test_before_anything_was_notified_there_is_no_triangle(database: SQLAlchemy) -> None:
    assert triangle_at(NOW, 9).months == ()
    assert nowcast(NOW) == Nowcast(NOW, (), BackTest(0, 0, None))


def test_instants_a_month_apart_keep_the_london_hour_and_end_with_short_months() -> None:
    assert instant_before(datetime(2025, 4, 10, 11, tzinfo=UTC), 1) == datetime(
        2025, 3, 10, 12, tzinfo=UTC
    )
    assert instant_before(at("2025-03-31T12:00"), 1).date() == date(2025, 2, 28)
    assert lag_of(date(2025, 7, 1), at("2025-07-31T22:59")) == -1
    assert lag_of(date(2025, 7, 1), at("2025-07-31T23:00")) == 0


def test_months_that_grow_alike_are_foretold_as_they_grew() -> None:
    found = {one.lag: one for one in estimates(invented(30, [16, 20]))}

    assert found[0].value == pytest.approx(20)
    assert found[0].completeness == pytest.approx(0.8)
    assert found[0].behind == 12 * 16
    assert (found[0].low, found[0].high) == (16 + 1, 16 + 8)  # Poisson with mean 4
    assert (found[1].value, found[1].low, found[1].high) == (20, 20, 20)
    assert found[12].is_complete


def test_what_is_withdrawn_is_foretold_apart() -> None:
    found = {one.lag: one for one in estimates(invented(30, [16, 20], left=2))}

    assert found[0].value == pytest.approx(18)
    assert found[0].reported == 16
    assert (found[0].low or 0) < 16
    assert found[1].reported == 18


@pytest.mark.parametrize(
    ("number", "grown", "why"),
    [
        (12, [16, 20], Unsaid.YOUNG),
        (30, [2, 3], Unsaid.FEW),
        (30, [8, 20], Unsaid.EARLY),
    ],
)
def test_too_little_behind_it_and_nothing_is_foretold(
    number: int, grown: list[int], why: Unsaid
) -> None:
    last = estimates(invented(number, grown))[-1]

    assert (last.unsaid, last.value, last.low) == (why, None, None)
    assert last.reported == grown[0]


def test_it_is_tested_on_what_was_known_before() -> None:
    alike = back_test(invented(40, [16, 20]), 12)

    assert (alike.made, alike.inside) == (36, 36)
    assert alike.error == pytest.approx(0)
    assert back_test(invented(12, [16, 20]), 12) == BackTest(0, 0, None)


def test_an_estimate_that_was_wrong_is_told() -> None:
    """Since a month ago forces have reported later: 16 were 20 before, and are 40 now."""
    slower = invented(40, [16, 20])
    rows = [(*row[:-1], 40) if len(row) == 2 else row for row in slower.added]
    found = back_test(Triangle(NOW, slower.months, tuple(rows), slower.left, slower.collected), 1)

    assert found.made > found.inside
    assert (found.error or 0) < 0


def poisson(count: int, mean: float) -> float:
    return math.exp(-mean) * mean**count / math.factorial(count)


def test_without_spare_variance_the_interval_is_that_of_a_poisson_count() -> None:
    low, high = interval_of(6.0, 6.0, 0)

    below = sum(poisson(n, 6.0) for n in range(low))
    assert below < 0.025 <= below + poisson(low, 6.0)
    upto = sum(poisson(n, 6.0) for n in range(high))
    assert upto < 0.975 <= upto + poisson(high, 6.0)


def test_the_interval_is_that_of_scipys_negative_binomial() -> None:
    mean, variance = 7.5, 20.0
    counts = nbinom(mean**2 / (variance - mean), mean / variance)

    assert interval_of(mean, variance, 0) == (counts.ppf(0.025), counts.ppf(0.975))


def test_what_leaves_moves_the_interval_down_and_nothing_moves_it_not() -> None:
    assert interval_of(0, 0, 0) == (0, 0)
    low, high = interval_of(4, 4, 3)
    assert low < 0 < high < interval_of(4, 4, 0)[1] + 1


def test_a_month_is_provisional_until_it_is_known_and_180_days_are_over(
    database: SQLAlchemy,
) -> None:
    march, whole = date(2025, 3, 5), 1.0

    def found(completeness: float | None) -> Nowcast:
        one = Estimate(date(2025, 3, 1), 6, 20, completeness, 100, 20.0, 20, 20)
        return Nowcast(NOW, (one,), BackTest(0, 0, None))

    assert provisional(march, at("2025-09-26"), found(whole))  # day 179
    assert not provisional(march, at("2025-09-27T12:00"), found(whole))
    assert provisional(march, at("2025-10-01"), found(0.94))
    assert provisional(march, at("2025-10-01"), found(None))
    assert provisional(march, at("2025-10-01"))  # the record is too young to say
    assert not provisional(march, at("2026-05-01"))
    assert provisional(date(2025, 8, 1), NOW)


def test_the_delay_curve_says_where_it_is_cut_off(death: Death) -> None:
    death("2025-07-03", died="2025-07-01")
    death("2025-07-20", died="2025-07-10")
    death("2025-07-21", died="2025-07")
    death("2025-07-22", died="2025-07-23")
    death("2025-08-01", died="2025-08-01")
    death("2025-07-24", died="2025-07-02", back_record=True)

    found = delay_of(Period(date(2025, 7, 1), date(2025, 7, 31)), NOW)

    assert (found.measured, found.left_out, found.cut_off) == (2, 2, 40)
    assert [(one.day, one.known, one.at_risk) for one in found.steps] == [(2, 0.5, 1), (10, 1, 2)]
    assert [found.known_by(day) for day in (1, 2, 9, 10, 40, 41)] == [0, 0.5, 0.5, 1, 1, None]
    assert delay_of(Period(date(2025, 5, 1), date(2025, 5, 31)), NOW).known_by(7) is None


def test_the_table_says_why_there_is_no_estimate_and_what_is_provisional(death: Death) -> None:
    for day in ("01", "02"):
        death(f"2025-07-{day}", died=f"2025-06-{day}")

    table = lay_out("nowcast", Question(NOW))

    (row, july) = table.rows
    assert (row.label, row.cells["reported"].value) == ("June 2025 [p]", 2)
    assert july.cells["reported"].shown == "0"
    assert row.cells["estimate"].shown == "The record is too young"
    assert row.cells["low"].shown == "[x]"
    assert "no earlier estimate" in table.own_notes[0]
    assert "[e] estimated, not counted" in table.legend
    assert (
        lay_out("nowcast", Question(NOW, start=date(2025, 7, 1))).rows[0].label.startswith("July")
    )
