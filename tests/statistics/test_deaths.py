from datetime import date

from dhp.definitions import DeathType, Scope
from dhp.statistics.deaths import cumulative, deaths_by_day
from tests.harness.record import Death, Judge, at

APRIL, JUNE = date(2025, 4, 1), date(2025, 6, 12)
NOW = at("2025-06-13")


def test_deaths_stand_on_the_day_they_happened(death: Death) -> None:
    death("2025-05-03", died="2025-04-01")
    death("2025-05-03", died="2025-06-12")
    death("2025-05-03", died="2025-03-31")
    death("2025-05-03", died="2025-06-13")

    days, vague = deaths_by_day(APRIL, JUNE, NOW)

    assert days == {APRIL: 1, JUNE: 1}
    assert vague == 0


def test_a_death_known_by_its_month_stands_on_no_day_and_by_its_year_nowhere(death: Death) -> None:
    death("2025-05-03", died="2025-04")
    death("2025-05-03", died="2025")

    days, vague = deaths_by_day(APRIL, JUNE, NOW)

    assert days == {}
    assert vague == 1


def test_a_back_record_counts_among_deaths(death: Death) -> None:
    death("2025-06-01", died="2025-04-02", back_record=True)

    days, _vague = deaths_by_day(APRIL, JUNE, NOW)

    assert days == {date(2025, 4, 2): 1}


def test_a_death_out_of_scope_does_not_count(death: Death, judge: Judge) -> None:
    case = death("2025-05-03", died="2025-04-02")
    judge(case, "2025-05-04", DeathType.UNCLASSIFIED, Scope.OUT)

    days, _vague = deaths_by_day(APRIL, JUNE, NOW)

    assert days == {}


def test_a_death_not_yet_known_at_the_instant_does_not_count(death: Death) -> None:
    death("2025-06-14", died="2025-04-02")

    days, _vague = deaths_by_day(APRIL, JUNE, NOW)

    assert days == {}


def test_running_totals_include_their_own_day() -> None:
    days = {date(2025, 4, 3): 2, date(2025, 4, 10): 1}

    assert cumulative(days, [date(2025, 4, 3), date(2025, 4, 9), date(2025, 4, 10)]) == [2, 2, 3]
