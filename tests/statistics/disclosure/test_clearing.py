"""Clearing turns tables into ones that may be shown: coarser first, hidden everywhere, alike each time."""

from dataclasses import fields, replace
from datetime import datetime

import pytest

from dhp.statistics.disclosure import POLICY, Issued, Limits, clear
from dhp.statistics.tables import TOTAL, Cell, Clearance, ClearedTable, Column, Geography, Mark, Row
from tests.statistics.disclosure.tables import crossed, listed, shown, table

HIDDEN = "[c]"


def one(table, **given):
    return clear([table], **given).tables[0]


def test_only_disclosure_control_makes_a_cleared_table():
    cleared = one(listed({"a": 5, "b": 7}))
    said = {field.name: getattr(cleared, field.name) for field in fields(cleared)}

    with pytest.raises(TypeError, match="Only disclosure control"):
        ClearedTable(**said, clearance=object())
    with pytest.raises(TypeError):
        ClearedTable(**said)
    with pytest.raises(ValueError, match="InitVar"):
        replace(cleared, threshold=1)


def test_a_hidden_cell_that_keeps_its_number_is_refused():
    cleared = one(listed({"a": 5, "b": 7}))
    leaky = replace(cleared.rows[0], cells={"n": Cell(2, HIDDEN, Mark.CONFIDENTIAL)})
    said = {field.name: getattr(cleared, field.name) for field in fields(cleared)}

    with pytest.raises(ValueError, match="still tells"):
        ClearedTable(**said | {"rows": (leaky,)}, clearance=Clearance())


@pytest.mark.parametrize(
    ("geography", "rows_by", "limits"),
    [
        (Geography.NATIONAL, "type", Limits(5, 3, 3, 3)),
        (Geography.REGION, "region", Limits(5, 5, 3, 3)),
        (Geography.FORCE, "force", Limits(10, 10, 3, 3)),
        (Geography.FORCE, "type", Limits(10, 10, 10, 10)),
    ],
)
def test_the_policy_asks_more_of_smaller_places(geography, rows_by, limits):
    table = crossed({"a": {"f": 9, "m": 9}}, rows_by=rows_by, geography=geography)

    assert POLICY.limits(table) == limits


def test_a_national_list_shows_three_and_hides_two_with_one_more():
    cleared = one(listed({"a": 3, "b": 2, "c": 9, "d": 20}))

    assert shown(cleared) == {"a": HIDDEN, "b": HIDDEN, "c": "9", "d": "20", TOTAL: "34"}
    assert shown(one(listed({"a": 3, "c": 9}))) == {"a": "3", "c": "9", TOTAL: "12"}


def test_noughts_are_shown():
    assert shown(one(listed({"a": 0, "b": 4, "c": 9})))["a"] == "0"


def test_rows_are_merged_before_anything_is_hidden():
    table = listed({"a": 2, "b": 9, "c": 20}, wider={"a": "ab", "b": "ab"})

    clearing = clear([table])

    assert shown(clearing.tables[0]) == {"ab": "11", "c": "20", TOTAL: "31"}
    assert clearing.tables[0].row_head == "Wider kind"
    assert clearing.entries[0].issued.level == 1


def test_a_table_that_needs_no_hiding_is_not_merged():
    table = listed({"a": 5, "b": 9, "c": 20}, wider={"a": "ab", "b": "ab"})

    assert shown(one(table)) == {"a": "5", "b": "9", "c": "20", TOTAL: "34"}


def test_a_series_that_was_merged_stays_merged():
    first = clear([listed({"a": 2, "b": 9, "c": 20}, wider={"a": "ab", "b": "ab"})])
    later = listed({"a": 22, "b": 39, "c": 50}, wider={"a": "ab", "b": "ab"})

    again = one(later, earlier=[issued(first)])

    assert shown(again) == {"ab": "61", "c": "50", TOTAL: "111"}


def test_a_series_that_is_merged_later_does_not_undo_what_was_shown():
    """9 and 11 were shown; merged they would be 21, and one death would stand alone."""
    groups = {"a": "ab", "b": "ab"}
    first = clear([listed({"a": 9, "b": 11, "c": 20}, wider=groups)])

    again = one(listed({"a": 10, "b": 11, "c": 20}, wider=groups), earlier=[issued(first)])

    assert shown(again)["ab"] == HIDDEN


def issued(clearing):
    return {entry.series: entry.issued for entry in clearing.entries}


def test_what_is_computed_from_a_hidden_count_is_hidden_with_it():
    table = listed({"a": 2, "b": 9, "c": 20})
    columns = (*table.columns, Column("rate", "Rate", of="n"))
    rows = [
        replace(row, cells={**row.cells, "rate": Cell(1.5, f"{row.cells['n'].value / 7:.1f}")})
        for row in table.rows
    ]

    cleared = one(replace(table, columns=columns, rows=tuple(rows)))

    for row in cleared.rows:
        assert (row.cells["n"].shown == HIDDEN) == (row.cells["rate"].shown == HIDDEN)
        assert row.cells["rate"].value is None or row.cells["rate"].shown != HIDDEN
    assert cleared.cell("a", "rate") == Cell.marked(Mark.CONFIDENTIAL)


def test_shares_go_where_their_base_would_tell_how_many_are_not_known():
    table = listed({"a": 20, "b": 30, "not_known": 2}, missing=["not_known"])
    columns = (*table.columns, Column("share", "Share", of="n", share=True))
    rows = [replace(row, cells={**row.cells, "share": Cell(0.4, "40%")}) for row in table.rows]

    cleared = one(replace(table, columns=columns, rows=tuple(rows)))

    assert cleared.cell("not_known", "n").shown == HIDDEN
    assert {row.cells["share"].shown for row in cleared.rows} == {HIDDEN}


def test_a_note_that_holds_a_number_is_left_out_unless_it_is_open():
    notes = ("Known for 43 of 45.", "38 of 44 forces returned.", "Victims, not incidents.")
    table = listed({"a": 20, "b": 30}, notes=notes, open_notes=notes[1:2])

    assert one(table).notes == notes[1:]


def several(counts):
    """Counts by row in columns that nobody declared to be parts of a whole, with totals."""
    keys = list(next(iter(counts.values())))
    counts = counts | {TOTAL: {key: sum(cells[key] for cells in counts.values()) for key in keys}}
    rows = [
        Row(row, row, {key: Cell.count(count) for key, count in cells.items()})
        for row, cells in counts.items()
    ]
    return table(rows, [Column(key, key) for key in keys], "type", {})


def test_a_row_hides_as_a_whole_where_its_columns_may_add_up():
    """Due is valid and missing together: the one missing field would be told by the others."""
    counts = {"a": {"due": 31, "valid": 30, "missing": 1}}
    counts |= {"b": {"due": 60, "valid": 40, "missing": 20}}
    counts |= {"c": {"due": 90, "valid": 50, "missing": 40}}

    cleared = one(several(counts))

    for row in cleared.rows:
        assert len({cell.mark for cell in row.cells.values()}) == 1
    assert cleared.cell("a", "due").shown == HIDDEN


def test_a_small_difference_of_two_columns_is_a_small_group():
    counts = {key: {"in_7": 20 + n, "in_14": 30 + 9 * n} for n, key in enumerate("bcd")}
    near = {"a": {"in_7": 12, "in_14": 13}}

    assert one(several(counts)).cell("b", "in_7").shown == "20"
    assert one(several(near | counts)).cell("a", "in_14").shown == HIDDEN


def test_words_that_no_count_stands_behind_cannot_be_cleared():
    table = listed({"a": 9})
    columns = (*table.columns, Column("said", "Said", numeric=False))
    rows = [
        replace(row, cells={**row.cells, "said": Cell.words("Two sisters")}) for row in table.rows
    ]

    with pytest.raises(ValueError, match="cannot be cleared"):
        clear([replace(table, columns=columns, rows=tuple(rows))])


def test_a_total_that_is_none_is_refused():
    table = listed({"a": 9, "b": 8})
    wrong = replace(table.rows[-1], cells={"n": Cell.count(18)})

    with pytest.raises(ValueError, match="do not add up"):
        clear([replace(table, rows=(*table.rows[:-1], wrong))])


def test_a_group_of_which_all_are_in_one_cell_is_hidden_though_it_is_large():
    counts = {"x": {"f": 40, "m": 0, "o": 0}, "y": {"f": 20, "m": 30, "o": 10}}
    counts["z"] = {"f": 12, "m": 25, "o": 16}

    cleared = one(crossed(counts))
    plain = one(crossed(counts, sensitive=False))

    assert cleared.cell("x", "f").shown == HIDDEN
    assert plain.cell("x", "f").shown == "40"


def test_an_answer_that_nearly_all_gave_is_hidden():
    """Several answers to one question are no parts of a whole: the rest is told by subtraction."""
    table = replace(listed({"police": 48, "health": 20}), rows_add=False)
    everybody = replace(table.rows[-1], cells={"n": Cell.count(50)})
    table = replace(table, rows=(*table.rows[:-1], everybody))

    assert shown(one(table)) == {"police": HIDDEN, "health": "20", TOTAL: "50"}


def test_a_total_that_two_tables_share_is_hidden_in_both_or_in_none():
    """The one deaths' table by type would tell the margin that the table by type and sex hides."""
    counts = {"a": {"f": 4, "m": 3}, "b": {"f": 30, "m": 9}, "c": {"f": 12, "m": 40}}
    totals = {key: sum(cells.values()) for key, cells in counts.items()}

    first, second = clear([crossed(counts), listed(totals, id="T2")]).tables

    for key in (*totals, TOTAL):
        assert first.cell(key, TOTAL).shown == second.cell(key, "n").shown


def test_a_force_that_knows_its_own_row_cannot_tell_another_s():
    """Only two forces are hidden in the first column: each would subtract itself."""
    counts = {
        "k": {"f": 4, "m": 30, "o": 14},
        "l": {"f": 6, "m": 25, "o": 15},
        "m": {"f": 21, "m": 22, "o": 18},
        "n": {"f": 19, "m": 41, "o": 17},
    }
    forces = crossed(counts, rows_by="force", geography=Geography.FORCE, sensitive=False)
    anybody = replace(forces, rows_by="team", geography=Geography.FORCE)

    hidden, outside = (
        {r.key for r in one(t).rows if r.cells["f"].shown == HIDDEN} for t in (forces, anybody)
    )

    assert outside == {"k", "l"}
    assert len(hidden - {TOTAL}) > 2 or TOTAL in hidden


def test_two_hidden_cells_that_grew_by_one_together_are_not_left_alone():
    first = clear([listed({"a": 31, "b": 12, "c": 40, "d": 9, "e": 20})])
    later = listed({"a": 32, "b": 12, "c": 40, "d": 9, "e": 28})

    cleared = one(later, earlier=[issued(first)])

    then = {key: count for (key, _column), count in first.entries[0].issued.counts.items()}
    now = {row.key: row.cells["n"].value for row in later.rows}
    hidden = {row.key for row in cleared.rows if row.cells["n"].shown == HIDDEN}
    assert "a" in hidden
    assert sum(now[key] - then[key] for key in hidden) >= 3


def test_what_was_hidden_stays_so_until_it_is_reopened():
    first = clear([listed({"a": 2, "b": 9, "c": 20})])
    later = listed({"a": 22, "b": 39, "c": 50})
    series, before = later.series, [issued(first)]

    assert shown(one(later, earlier=before))["a"] == HIDDEN
    places = {series: before[0][series].hidden}
    assert HIDDEN not in shown(one(later, earlier=before, reopened=places)).values()


def test_reopening_shows_nothing_that_is_unsafe():
    first = clear([listed({"a": 2, "b": 9, "c": 20})])
    later = listed({"a": 2, "b": 9, "c": 20})
    places = {later.series: issued(first)[later.series].hidden}

    assert shown(one(later, earlier=[issued(first)], reopened=places))["a"] == HIDDEN


def test_the_same_tables_are_always_cleared_alike():
    table = crossed({"a": {"f": 2, "m": 9}, "b": {"f": 7, "m": 30}, "c": {"f": 12, "m": 1}})

    assert clear([table]) == clear([table])


def test_a_table_says_when_its_instant_has_no_zone_or_a_key_comes_twice():
    table = listed({"a": 9})

    with pytest.raises(ValueError, match="time zone"):
        replace(table, as_at=datetime(2025, 1, 1))
    with pytest.raises(ValueError, match="twice"):
        replace(table, rows=(*table.rows, table.rows[0]))


def test_an_earlier_release_without_the_table_changes_nothing():
    table = listed({"a": 2, "b": 9, "c": 20})

    assert one(table, earlier=[{"another": Issued({("a", "n"): 1})}]) == one(table)
