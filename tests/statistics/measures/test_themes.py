"""The measures of themes in the catalogue agree with a recount of invented cases from the raw rows."""

from dataclasses import replace
from datetime import date

import pytest

from dhp.calendar import london_date
from dhp.coding.agreement import krippendorff_alpha, pabak
from dhp.errors import DomainError
from dhp.statistics.disclosure import clear
from dhp.statistics.measures import MEASURES, Question, lay_out
from tests.statistics import coded_world as world
from tests.statistics.theme_recount import Recount, wilson

NOW = world.FIRST.replace(year=2027)


@pytest.fixture(autouse=True)
def invented(once):
    once(world.build)


@pytest.fixture
def recount():
    return Recount(NOW)


def laid(name, by="code", **asked):
    return lay_out(name, Question(NOW, (by,), **asked))


def rows(table):
    return {row.key: {key: cell.value for key, cell in row.cells.items()} for row in table.rows}


def test_prevalence_is_what_the_raw_rows_say(recount):
    table = laid("theme-prevalence")

    found = rows(table)
    ref = world.CLEAR[0]
    base, present = recount.base(ref), recount.found(ref)
    assert found[ref]["total"] == len(base)
    assert found[ref]["present"] == len(present & base) > 5
    assert (found[ref]["low"], found[ref]["high"]) == pytest.approx(
        wilson(len(present & base), len(base))
    )
    assert world.NOISY not in found
    assert any("Under development" in note for note in table.notes)
    assert table.unit == MEASURES["theme-prevalence"].unit


def test_only_some_days_and_one_type(recount):
    first, last = date(2025, 7, 1), date(2025, 12, 31)
    ref = world.CLEAR[0]

    table = laid("theme-prevalence", where=(("type", "iph"),), start=first, end=last)

    chosen = {
        case
        for case in recount.base(ref)
        if recount.cases[case] == "iph" and first <= london_date(recount.received[case]) <= last
    }
    assert rows(table)[ref]["total"] == len(chosen) > 3
    assert rows(table)[ref]["present"] == len(recount.found(ref) & chosen)
    assert (table.period.start, table.period.end) == (first, last)
    assert table.own_notes[0].split()[0].isdigit()


def test_pairs_are_cases_with_both(recount):
    one, other = world.CLEAR[0], world.CLEAR[2]
    base = recount.base(one) & recount.base(other)
    present = [recount.found(ref) & base for ref in (one, other)]

    found = rows(laid("theme-co-occurrence"))

    pair = found.get(f"{one}+{other}") or found[f"{other}+{one}"]
    assert pair["both"] == len(present[0] & present[1]) >= 5
    assert pair["base"] == len(base)
    assert pair["jaccard"] == pytest.approx(pair["both"] / len(present[0] | present[1]))
    assert all(row["both"] >= 5 for row in found.values())


def test_reliability_is_of_the_cases_that_two_people_coded(recount):
    table = laid("theme-reliability")

    found = rows(table)
    for ref in (world.CLEAR[0], world.NOISY):
        first, second = recount.ratings(ref)
        alpha = krippendorff_alpha([first, second])
        pairs = list(zip(first, second, strict=True))
        both = [[pairs.count((a, b)) for b in (True, False)] for a in (True, False)]
        assert found[ref]["double"] == len(first)
        assert (found[ref]["first"], found[ref]["second"]) == (sum(first), sum(second))
        assert found[ref]["alpha"] == pytest.approx(alpha.value)
        # The interval draws the cases in their order, which is another one here.
        ends = (found[ref]["low"], found[ref]["high"])
        assert ends == pytest.approx((alpha.low, alpha.high), abs=0.05)
        assert found[ref]["pabak"] == pytest.approx(pabak(both).value)
    assert table.cell(world.NOISY, "standing").shown == "Under development"
    assert "10.01.01" not in found


def test_themes_are_asked_for_by_their_levels_and_chosen_by_type():
    assert "1.01" in rows(lay_out("theme-prevalence", Question(NOW)))
    assert "1.01" not in rows(laid("theme-prevalence"))
    with pytest.raises(DomainError, match="one of: domain, theme, code"):
        laid("theme-prevalence", by="sex")
    with pytest.raises(DomainError, match="Leave out sex"):
        laid("theme-prevalence", where=(("sex", "female"),))
    with pytest.raises(DomainError, match="no type of death"):
        laid("theme-prevalence", where=(("type", "robbery"),))


@pytest.mark.parametrize("name", ["theme-prevalence", "theme-co-occurrence", "theme-reliability"])
def test_each_of_them_can_be_cleared_and_pairs_need_ten(name):
    table = laid(name, by="domain")
    found = replace(table, rows=table.rows[:2])  # each row is cleared alone
    (shared,) = clear([found]).tables

    least = 10 if name == "theme-co-occurrence" else 3
    counts = [cell.value for row in shared.rows for cell in row.cells.values()]
    assert not [count for count in counts if isinstance(count, int) and 0 < count < least]
    assert shared.threshold == least
    assert shared.rows
