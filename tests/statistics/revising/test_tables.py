"""The tables of revisions, held against deaths that the test names."""

from datetime import date

import pytest

from dhp.definitions import DeathType, Scope
from dhp.statistics.disclosure import clear
from dhp.statistics.measures import Question, lay_out
from dhp.statistics.revising.movements import (
    DoesNotBalance,
    Fate,
    Known,
    Matter,
    Revision,
    Standing,
    revisions,
)
from dhp.statistics.revisions import reason_words, revisions_table, revisions_triangle
from dhp.statistics.tables import Mark, Table
from tests.harness.record import Death, Judge, at

THEN, NOW = at("2025-07-10"), at("2025-08-10")


def shown(table: Table, key: str) -> dict[str, str]:
    row = {one.key: one for one in table.rows}[key]
    return {column.key: row.cells[column.key].shown for column in table.columns}


def test_a_measure_tells_what_was_known_what_moved_and_what_is_known(
    death: Death, judge: Judge
) -> None:
    death("2025-05-02", DeathType.IPH, died="2025-05-01")
    moves = death("2025-05-03", DeathType.UNEXPECTED, died="2025-05-02")
    leaves = death("2025-05-04", DeathType.IPH, died="2025-05-03")
    judge(moves, "2025-07-20", DeathType.IPH)
    judge(leaves, "2025-07-21", DeathType.UNCLASSIFIED, Scope.OUT)
    death("2025-07-22", DeathType.IPH, died="2025-05-04")
    death("2025-07-23", DeathType.IPH, died="2025-07-22")

    table = lay_out("revisions", Question(NOW, ("type",), start=date(2025, 4, 1), before=THEN))

    iph = {key: text for key, text in shown(table, "iph").items() if text != "0"}
    assert iph == {
        "opening": "2",
        "new": "1",
        "late": "1",
        "reclassified_in": "1",
        "withdrawn": "1",
        "closing": "4",
    }
    assert shown(table, "total")["reclassified_out"] == "1"
    assert any("10 July 2025" in note for note in table.notes)


def test_by_receipt_what_came_since_is_new_and_what_was_accepted_since_is_late(
    death: Death,
) -> None:
    death("2025-07-01", opened="2025-07-12")
    death("2025-07-14")
    death("2025-07-14", back_record=True)

    table = lay_out("revisions-received", Question(NOW, start=date(2025, 4, 1), before=THEN))

    row = shown(table, "total")
    assert (row["opening"], row["late"], row["new"], row["closing"]) == ("0", "1", "1", "2")


def test_a_case_that_vanished_is_no_revision() -> None:
    before = Known({1: frozenset()}, {1: Standing(Fate.COUNTS, "iph")})

    with pytest.raises(DoesNotBalance, match="not known any more"):
        revisions(before, Known({}, {}), Matter())
    with pytest.raises(DoesNotBalance, match="less than not at all"):
        Revision(opening=1, late=-1)


def test_of_several_answers_the_whole_moves_nowhere() -> None:
    standings = {1: Standing(Fate.COUNTS, "iph")}
    before = Known({1: frozenset({"sharp", "blunt"})}, standings)
    after = Known({1: frozenset({"sharp", "fire"})}, standings)

    found = revisions(before, after, Matter(several=True))

    assert found.groups["sharp"] == found.every == Revision(opening=1, closing=1)
    assert found.groups["blunt"] == Revision(opening=1, corrected_out=1)
    assert found.groups["fire"].net == found.groups["fire"].corrected == 1
    assert found.groups["fire"].reclassified == 0


def test_the_triangle_shows_how_each_month_grew(death: Death, judge: Judge) -> None:
    death("2025-05-02", died="2025-05-01")
    leaves = death("2025-05-03", died="2025-05-02")
    death("2025-06-20", died="2025-05-30")
    death("2025-07-05", died="2025-06-30")
    death("2025-07-06", died="2025")
    judge(leaves, "2025-08-02", DeathType.UNCLASSIFIED, Scope.OUT)

    table = revisions_triangle(4, NOW, provisional={"2025-07"})

    assert shown(table, "2025-04") == {
        "2025-04": "[x]",
        **dict.fromkeys(("2025-05", "2025-06", "2025-07", "now"), "0"),
    }
    assert shown(table, "2025-05") == {
        "2025-04": "[x]",
        "2025-05": "2",
        "2025-06": "3",
        "2025-07": "3",
        "now": "2",
    }
    assert shown(table, "2025-06")["2025-05"] == "[z]"
    assert shown(table, "2025-06")["2025-06"] == "0"
    assert shown(table, "2025-06")["now"] == "1"
    assert table.rows[-1].label == "July 2025 [p]"
    assert f"[p] {Mark.PROVISIONAL.meaning}" in table.legend
    (cleared,) = clear([table]).tables
    assert cleared.cell("2025-05", "now").shown == "[c]"


def test_what_was_first_published_stands_beside_before_and_now(death: Death) -> None:
    death("2025-05-02", died="2025-05-01")
    death("2025-06-20", died="2025-05-30")
    death("2025-07-20", died="2025-05-29")
    death("2025-07-21", died="2025-07-20")
    question = Question(NOW, ("month",), start=date(2025, 5, 1), end=date(2025, 7, 31), before=THEN)
    published = {"2025-05": at("2025-06-10"), "2025-06": THEN}

    table = revisions_table(question, published)

    assert shown(table, "2025-05") == {"first": "1", "before": "2", "now": "3", "reason": "1 late"}
    assert shown(table, "2025-06")["reason"] == "No change"
    assert shown(table, "2025-07") == {"first": "1", "before": "0", "now": "1", "reason": "1 new"}
    assert [row.label for row in table.rows] == ["May 2025 [r]", "June 2025", "July 2025"]
    with pytest.raises(ValueError, match="words of reason"):
        clear([table])
    assert clear([revisions_table(question, published, reasons=False)]).tables[0].columns
    with pytest.raises(ValueError, match="by month"):
        revisions_table(Question(NOW, before=THEN), {})


def test_reasons_are_told_in_words() -> None:
    assert reason_words(Revision(opening=2, late=1, withdrawn=2, closing=1)) == (
        "1 late, 2 out of scope"
    )
