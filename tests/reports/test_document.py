import hashlib
import json
from dataclasses import FrozenInstanceError, replace
from datetime import datetime

import pytest

from dhp.reports.blocks import Cell, Column, Heading, Mark, Row, Text
from dhp.reports.document import Edition
from dhp.reports.reading import read_document
from tests.reports.sample import W1, WEEKLY, laid, weekly


def test_the_json_has_the_keys_others_rely_on():
    data = json.loads(WEEKLY.to_json())

    assert set(data) >= {
        "report",
        "edition",
        "title",
        "period",
        "as_at",
        "issued",
        "checksum",
        "made_from",
        "coverage",
        "blocks",
    }
    assert data["period"] == {"from": "2025-11-14", "to": "2025-11-20"}
    assert set(data["made_from"]) == {"dictionary", "definition", "version", "trail_head"}
    assert data["coverage"] == {
        "due": 44,
        "returned": 41,
        "nil": 36,
        "missing": ["Cleveland", "Devon and Cornwall", "Gwent"],
    }
    kinds = {"heading", "text", "bullets", "table", "chart", "note"}
    assert {block["kind"] for block in data["blocks"]} == kinds


def test_a_table_in_json_has_cells_by_column_and_the_total_last():
    data = json.loads(WEEKLY.to_json())

    table = next(b for b in data["blocks"] if b["kind"] == "table" and b["id"] == "W1")
    assert set(table) >= {"id", "title", "unit", "base", "columns", "rows", "notes"}
    assert table["columns"][0] == {"key": "week", "label": "This week", "numeric": True}
    last = table["rows"][-1]
    assert last["key"] == "total"
    assert last["cells"]["week"] == {"value": 5, "shown": "5", "mark": None}


def test_the_checksum_is_that_of_the_rest():
    data = json.loads(WEEKLY.to_json())

    checksum = data.pop("checksum")
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":")).encode()
    assert hashlib.sha256(canonical).hexdigest() == checksum


@pytest.mark.parametrize(
    "change",
    [{"title": "Another"}, {"version": 2}, {"blocks": ()}, {"issued": None}],
    ids=lambda change: next(iter(change)),
)
def test_any_change_changes_the_checksum(change):
    assert replace(WEEKLY, **change).checksum != WEEKLY.checksum


def test_a_stored_report_reads_back_as_itself():
    assert read_document(json.loads(WEEKLY.to_json())) == WEEKLY


def test_a_stored_report_that_was_changed_is_refused():
    data = json.loads(WEEKLY.to_json())
    data["blocks"][2]["rows"][0]["cells"]["week"]["value"] = 3

    with pytest.raises(ValueError, match="checksum"):
        read_document(data)


def test_a_document_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        WEEKLY.title = "Another"


def test_a_draft_says_so_in_its_marking():
    assert WEEKLY.marking == "OFFICIAL-SENSITIVE"
    assert weekly(issued=None).marking == "OFFICIAL-SENSITIVE - DRAFT"


def test_a_shareable_edition_takes_no_figures_that_were_not_cleared():
    with pytest.raises(ValueError, match="not cleared"):
        weekly(edition=Edition.SHAREABLE)


@pytest.mark.parametrize("levels", [(3,), (2, 2, 4), (1,)])
def test_headings_out_of_order_are_refused(levels):
    with pytest.raises(ValueError, match="out of order"):
        weekly(*(Heading(level, "A heading", f"{at}") for at, level in enumerate(levels)))


def test_two_tables_with_one_id_are_refused():
    with pytest.raises(ValueError, match="share an id"):
        weekly(W1, W1)


def test_an_instant_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        weekly(as_at=datetime(2025, 11, 20))


def test_a_blank_cell_is_refused():
    with pytest.raises(ValueError, match="never blank"):
        Cell.words("  ")


def test_a_row_must_fill_every_column():
    with pytest.raises(ValueError, match="needs the cells"):
        replace(W1, rows=(Row("iph", "Intimate partner homicide", {"week": Cell.count(1)}),))


def test_marks_used_in_a_table_are_explained_once_each():
    cells = (Mark.NOT_AVAILABLE, Mark.CONFIDENTIAL, Mark.CONFIDENTIAL)
    rows = (Row(str(i), "A force", {"n": Cell.marked(mark)}) for i, mark in enumerate(cells))
    table = laid((Column("n", "Deaths"),), tuple(rows))

    assert [line[:3] for line in table.legend] == ["[c]", "[x]"]


def test_json_survives_half_a_character():
    document = weekly(Text("a\ud800b"))

    assert json.loads(document.to_json())["blocks"][0]["text"] == "a\ud800b"
    assert document.to_json().isascii()
