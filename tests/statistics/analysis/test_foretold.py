"""The last months as a page draws them, from estimates that the test names."""

from datetime import date

from dhp.statistics.analysis.exhibit import Missing
from dhp.statistics.analysis.foretold import known_share, months
from dhp.statistics.nowcast import BackTest, Estimate, Nowcast, Unsaid
from tests.harness.record import at

NOW = at("2025-12-10")
OLD = Estimate(date(2025, 4, 1), 7, 20, 0.99, 200, 20.2, 20, 22)
LATE = Estimate(date(2025, 10, 1), 1, 16, 0.90, 190, 17.6, 16, 21)
LAST = Estimate(date(2025, 11, 1), 0, 9, 0.6, 180, 14.6, 11, 20)


TESTED = BackTest(30, 28, 0.1)


def nowcast(*estimates: Estimate, tested: BackTest = TESTED) -> Nowcast:
    return Nowcast(NOW, estimates, tested)


def test_an_outline_stands_over_each_provisional_month_and_over_no_other() -> None:
    found = months(nowcast(OLD, LATE, LAST))

    chart = found.chart
    assert found.title == "9 deaths of Nov 2025 known, 15 estimated (11 to 20)"
    assert chart.values == (20, 16, 9)
    assert chart.provisional == 2
    assert [one.place for one in chart.estimates] == [1, 2]
    assert (chart.estimates[1].low, chart.estimates[1].high) == (11, 20)
    assert any("Of 30 estimates of earlier months, 28 had" in note for note in found.notes)


def test_a_month_without_an_estimate_says_why() -> None:
    young = Estimate(date(2025, 11, 1), 0, 3, None, 0, unsaid=Unsaid.YOUNG)

    found = months(nowcast(young, tested=BackTest(0, 0, None)))

    assert found.title == "3 deaths of Nov 2025 known, no estimate: the record is too young"
    assert found.chart.estimates == ()
    assert found.notes[1].startswith("No estimate of earlier months")


def test_the_share_known_is_told_by_the_day_of_each_month_after() -> None:
    found = known_share(nowcast(OLD, LATE, LAST))

    assert found.title == "60% of deaths are known by day 10 of the month after"
    assert found.chart.labels == ("1 month", "2 months")
    assert found.chart.values == (60, 90)


def test_without_an_estimate_of_the_last_month_nothing_is_said_of_shares() -> None:
    young = Estimate(date(2025, 11, 1), 0, 3, None, 0, unsaid=Unsaid.YOUNG)

    assert known_share(nowcast(young)) == Missing(
        "known", "Share of deaths known", "The record is too young."
    )
    assert isinstance(months(nowcast()), Missing)
