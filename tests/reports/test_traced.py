"""Whoever follows a figure of a restricted report finds the same number behind it."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.definitions import DeathType, Scope
from dhp.reports.blocks import Laid
from dhp.reports.building import Order, build
from dhp.reports.document import Front
from dhp.reports.html import render_html
from dhp.reports.tracing import trace
from dhp.statistics.explore.asking import wanted_in
from dhp.statistics.explore.laying import explored
from dhp.statistics.held import held
from dhp.statistics.tables import TOTAL
from tests.harness.record import at

FRONT = Front("OFFICIAL-SENSITIVE", "", "", "Author", "Unit", "c@example.org")
AS_AT, BEFORE = at("2025-11-21"), at("2025-11-14T09:00")
# What stands behind figures that are nets or less: the columns of the measure, and their signs.
NETS = {
    ("W2", "received"): (("closing", 1),),
    ("W2", "withdrawn"): (("withdrawn", -1),),
    ("W2", "merged"): (("parted", 1), ("merged", -1)),
    ("W2", "reclassified"): (("reclassified_in", 1), ("reclassified_out", -1)),
    ("W3", "week"): (("closing", 1),),
    ("W3", "year"): (("closing", 1),),
}
# Figures that no measure gives: each table says what they are and as known when.
OWN = {"W1": {"mean"}, "W3": {"late"}}


@pytest.fixture
def document(database, death, judge):
    """A weekly in which every kind of change happened since the edition before."""
    death("2024-11-18T10:00", DeathType.IPH, died="2024-11-10")
    for day in ("2025-09-02", "2025-10-07", "2025-11-04"):
        death(f"{day}T10:00", DeathType.AFH, died=day)
    moved = death("2025-10-01T10:00", DeathType.IPH, died="2025-09-30")
    gone = death("2025-10-02T10:00", DeathType.IPH, died="2025-10-01")
    death("2025-11-05T10:00", DeathType.CHILD, died="2025-11-05", opened="2025-11-18T10:00")
    one = death("2025-10-10T10:00", DeathType.OTHER, died="2025-10-09")
    same = death("2025-10-11T10:00", DeathType.OTHER, died="2025-10-09")
    death("2025-11-17T10:00", DeathType.SVSDA, died="2025-10-20")
    judge(moved, "2025-11-18T11:00", DeathType.UNEXPECTED)
    judge(gone, "2025-11-18T12:00", DeathType.UNCLASSIFIED, Scope.OUT)
    with clock_at(at("2025-11-18T13:00")):
        link(Finding(one, same, LinkKind.SAME_DEATH, "Reported twice"), by=Command())
        database.session.commit()
    with clock_at(AS_AT):
        return build(Order("weekly", date(2025, 11, 20), FRONT, AS_AT, BEFORE))


def found_behind(table, row, column):
    """The number that the page of the link shows, and the address."""
    address = trace(table, row.key, column.key)
    answer = explored(wanted_in(parse_qs(urlsplit(address).query)), None).table
    shown = {one.key: one for one in answer.rows}[TOTAL].cells
    own = column.of or column.key
    if nets := NETS.get((table.id, own)):
        return sum(sign * shown[key].value for key, sign in nets)
    return shown[own if own in shown else "count"].value


def test_each_figure_of_a_weekly_leads_to_the_same_number(document):
    followed, wrong, own = set(), [], {}
    with clock_at(AS_AT), held():
        for table in (one for one in document.blocks if isinstance(one, Laid)):
            for row in table.rows:
                for column in table.columns:
                    cell = row.cells[column.key]
                    if cell.value is None:
                        continue
                    if trace(table, row.key, column.key) is None:
                        own.setdefault(table.id, set()).add(column.key)
                    elif column.of is None:
                        followed.add((table.id, column.key))
                        behind = found_behind(table, row, column)
                        if behind != cell.value:
                            wrong.append((table.id, row.key, column.key, cell.value, behind))

    assert wrong == []
    assert own == OWN
    assert {key for table, key in followed if table == "W1"} == {
        *("week", "last_week", "year", "last_year_then", "last_year_now")
    }
    assert {key for table, key in followed if table == "W2"} == {
        *("opening", "received", "late", "reinstated", "withdrawn", "merged", "reclassified"),
        "closing",
    }
    assert {("W3", "week"), ("W3", "year"), ("W10", "count"), ("W10", "before")} <= followed


def test_shares_are_followed_to_the_table_of_all_answers(document):
    with clock_at(AS_AT):
        monthly = build(Order("monthly", date(2025, 10, 31), FRONT, AS_AT, BEFORE))
        ties = next(one for one in monthly.blocks if isinstance(one, Laid) and one.id == "M7")
        row = next(one for one in ties.rows if one.cells["count"].value)
        address = trace(ties, row.key, "count")
        answer = explored(wanted_in(parse_qs(urlsplit(address).query)), None).table

    assert answer.cell(row.key, "count").value == row.cells["count"].value


def test_what_moved_is_told_what_has_no_measure_says_so_and_the_page_has_the_links(document):
    tables = {one.id: one for one in document.blocks if isinstance(one, Laid)}

    told = {key: cell.value for key, cell in tables["W2"].rows[-1].cells.items()}
    assert {"late": 1, "withdrawn": -1, "merged": -1}.items() <= told.items()
    assert tables["W2"].cell("iph", "reclassified").value == -1
    for name in OWN:
        assert any("as known on 21 November 2025" in note for note in tables[name].notes), name
    page = str(render_html(document, standalone=False, traced=True))
    assert 'href="/explore?measure=notifications&amp;where=type%3Diph&amp;from=2025-11-14' in page
    assert "/explore" not in str(render_html(document, standalone=False))
