"""Every kind of report: with nothing to tell, with one death, as it was, and with no number made up."""

import json
from datetime import date

import pytest

from dhp.calendar import clock_at
from dhp.definitions import DeathType
from dhp.reports.blocks import ClearedChart, Laid
from dhp.reports.building import KINDS, Order, build
from dhp.reports.document import Edition, Front
from dhp.reports.prose import numbers_not_in_tables
from dhp.reports.reading import read_document
from dhp.statistics.tables import ClearedTable
from tests.harness.record import at

FRONT = Front("OFFICIAL", "", "", "Author", "Unit", "c@example.org")
ENDING = date(2025, 10, 31)  # a Friday: its week and its month are over on 6 November
AS_AT = at("2025-11-07")
BUILT = [(kind, edition) for kind, one in KINDS.items() for edition in sorted(one.editions)]


def order(kind, edition, force=None):
    chosen = force.code if KINDS[kind].for_force else None
    return Order(kind, ENDING, FRONT, AS_AT, edition=edition, force=chosen)


@pytest.fixture
def later():
    with clock_at(at("2026-02-01")):
        yield


@pytest.mark.parametrize(("kind", "edition"), BUILT)
def test_with_nothing_on_record_it_says_so_and_tells_no_number(kind, edition, force, later):
    document = build(order(kind, edition, force))

    assert numbers_not_in_tables(document) == ()
    assert read_document(json.loads(document.to_json())) is not None
    tables = [one for one in document.blocks if isinstance(one, Laid)]
    assert tables
    if edition is Edition.SHAREABLE:
        assert all(isinstance(one, ClearedTable) for one in tables)


@pytest.mark.parametrize(("kind", "edition"), BUILT)
def test_one_death_is_in_it_and_is_hidden_from_everybody(kind, edition, death, force, later):
    death("2025-11-01T10:00", DeathType.IPH, died="2025-10-31")

    document = build(order(kind, edition, force))

    assert numbers_not_in_tables(document) == ()
    values = {
        cell.value
        for one in document.blocks
        if isinstance(one, Laid)
        for row in one.rows
        for cell in row.cells.values()
    }
    assert (1 in values) is (edition is Edition.RESTRICTED)


def test_a_shareable_month_is_drawn_from_its_cleared_table(death, later):
    for day in range(1, 25):
        death(f"2025-10-{day:02d}", DeathType.SVSDA, died=f"2025-09-{day:02d}")
    death("2025-10-30", DeathType.IPH, died="2025-10-30")

    document = build(order("monthly", Edition.SHAREABLE))

    pictured = next(one for one in document.blocks if isinstance(one, ClearedChart))
    shown = dict(row[:2] for row in pictured.chart.data()[1])
    assert shown["Sep 2025 (provisional)"] == "withheld" or shown["Sep 2025 (provisional)"] == "24"
    assert shown["Oct 2025 (provisional)"] == "withheld"
    assert read_document(json.loads(document.to_json())).checksum == document.checksum


def test_a_shareable_month_tells_its_tables_in_their_order_and_no_section_is_empty(death, later):
    death("2025-11-01T10:00", DeathType.IPH, died="2025-10-31")

    document = build(order("monthly", Edition.SHAREABLE))

    told = [one.id for one in document.blocks if isinstance(one, Laid)]
    assert told == ["S1", "S2", "S3", "S4", "S5", "S6"]
    titles = [title for _key, title, _blocks in document.sections()]
    assert "Places, three years together" not in titles  # that is told a quarter at a time
