"""A window of months that moves on: months seen before are compared, and cover nothing."""

from dataclasses import replace
from datetime import date

import pytest

from dhp.accounts.permissions import RoleName
from dhp.statistics.disclosure import Issued, clear
from dhp.statistics.releases import queries
from dhp.statistics.releases.actions import Showing, issue_release, prepare, sign
from dhp.statistics.releases.months import same_months
from dhp.statistics.tables import TOTAL, Period
from tests.accounts.people import add_user
from tests.statistics.disclosure.tables import AS_AT, PERIOD, crossed, listed

HIDDEN = "[c]"


def months(counts, start):
    """Months by type, as a measure names the series."""
    rows = {
        month: dict(zip(("iph", "afh", "svsda"), row, strict=True)) for month, row in counts.items()
    }
    series = f"deaths:{start}:month:type"
    given = {"columns_by": "type", "sensitive": False, "series": series}
    return crossed(rows, rows_by="month", **given)


FIRST = {
    "2025-01": (9, 2, 30),
    "2025-02": (20, 8, 31),
    "2025-03": (21, 9, 32),
    "2025-04": (22, 10, 33),
}
SECOND = {month: row for month, row in FIRST.items() if month != "2025-01"} | {
    "2025-05": (23, 11, 34)
}


def issued_of(table):
    clearing = clear([table])
    return clearing, {entry.series: entry.issued for entry in clearing.entries}


def hidden_of(clearing):
    return clearing.entries[0].issued.hidden


def test_a_month_that_changed_by_little_is_hidden_though_the_window_moved():
    before = months(FIRST, "2025-01-01")
    _clearing, issue = issued_of(before)
    changed = SECOND | {"2025-03": (22, 9, 32)}
    now = months(changed, "2025-02-01")

    moved = clear([now], earlier=[{now.series: issue[before.series]}])

    assert ("2025-03", "iph") in hidden_of(moved)
    assert ("2025-03", "iph") not in hidden_of(clear([now]))


def test_what_was_shown_of_a_month_covers_nothing_when_its_cover_has_rolled_out():
    """Of February one was hidden, and a count of January, now gone, kept it from being told."""
    counts = FIRST | {"2025-02": (20, 2, 31), "2025-01": (9, 3, 30)}
    before = months(counts, "2025-01-01")
    clearing, issue = issued_of(before)
    past = hidden_of(clearing)
    assert ("2025-02", "afh") in past
    later = {month: counts[month] for month in ("2025-02", "2025-03", "2025-04")}
    now = months(later | {"2025-05": (23, 11, 34)}, "2025-02-01")

    hidden = hidden_of(clear([now], earlier=[{now.series: issue[before.series]}]))

    assert ("2025-02", "afh") in hidden
    # In its column something is hidden that nobody has seen: the new month, a total, or what was
    # hidden before.
    column = {place for place in hidden if place[1] == "afh"} - {("2025-02", "afh")}
    assert any(place[0] in ("2025-05", TOTAL) or place in past for place in column)


def test_totals_of_other_months_are_not_compared():
    before = months(FIRST, "2025-01-01")
    _clearing, issue = issued_of(before)
    # Total of iph: 72 then, and 73 now, of other months.
    now = months(SECOND | {"2025-05": (10, 11, 34)}, "2025-02-01")
    assert before.cell(TOTAL, "iph").value + 1 == now.cell(TOTAL, "iph").value

    cleared = clear([now], earlier=[{now.series: issue[before.series]}])

    assert (TOTAL, "iph") not in hidden_of(cleared)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("deaths:2025-02-01:month:type", True),
        ("deaths:all:month:type", True),
        ("deaths:2025-02-01:month", False),
        ("incidents:2025-01-01:month:type", False),
        ("deaths:2025-02-01:month:type:sex=female", False),
    ],
)
def test_which_series_hold_the_same_months(other, same):
    assert same_months("deaths:2025-01-01:month:type", other) is same
    assert not same_months("deaths:2025-01-01:type", "deaths:2025-02-01:type")


def test_the_ledger_finds_the_months_of_a_window_that_moved(database):
    coder, lead = add_user(RoleName.CODER), add_user(RoleName.LEAD)
    before = months(FIRST, "2025-01-01")
    clearing = queries.cleared_with_ledger([before])
    release = prepare(
        clearing, Showing("run", "Monthly", PERIOD.start, PERIOD.end, AS_AT), by=coder
    )
    sign(release, release.fingerprint, by=lead)
    issue_release(release, by=lead)
    now = months(SECOND | {"2025-03": (22, 9, 32)}, "2025-02-01")

    cleared = queries.cleared_with_ledger([now])

    assert queries.issued_before([now.series]) == [release]
    assert ("2025-03", "iph") in hidden_of(cleared)
    found = queries.issued_tables(release, [now.series])[now.series]
    assert isinstance(found, Issued)
    assert TOTAL not in {row for row, _column in found.counts}


def test_a_total_of_the_later_months_does_not_tell_the_first():
    """Four months by type, and the same types over the last three, are one system."""
    counts = FIRST | {"2025-01": (9, 2, 30)}
    by_month = replace(
        months(counts, "2025-01-01"), period=Period(date(2025, 1, 1), date(2025, 4, 30))
    )
    later = [row for month, row in counts.items() if month != "2025-01"]
    sums = dict(zip(("iph", "afh", "svsda"), map(sum, zip(*later, strict=True)), strict=True))
    whole = listed(sums, id="T2", period=Period(date(2025, 2, 1), date(2025, 4, 30)))

    together = clear([by_month, whole])

    months_hidden, whole_hidden = (entry.issued.hidden for entry in together.entries)
    assert ("2025-01", "afh") in months_hidden
    # What is shown of both does not give January away: a total of either, or a later month, is hidden.
    given_away = {(TOTAL, "afh")} & months_hidden or {("afh", "n")} & whole_hidden
    assert given_away
    low, high = together.entries[0].intervals["2025-01", "afh"]
    assert high - low >= 5
    apart = [clear([one]).entries[0].issued.hidden for one in (by_month, whole)]
    assert (TOTAL, "afh") not in apart[0]
    assert ("afh", "n") not in apart[1]
