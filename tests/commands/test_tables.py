import csv
import json

from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.statistics.measures import MEASURES


def run(app, *words: str) -> tuple[int, str]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["tables", *words])
    return result.exit_code, result.output


def test_every_measure_is_listed(app, database) -> None:
    code, said = run(app, "list")

    assert code == 0
    assert [line.split()[0] for line in said.splitlines()] == list(MEASURES)


def test_a_table_is_shown_as_in_a_report(app, death) -> None:
    death("2025-05-03", DeathType.IPH, died="2025-05-01")
    death("2025-06-03", DeathType.AFH, died="2025-06-01")

    code, said = run(
        app,
        *("show", "deaths", "--by", "type,month", "--where", "type=iph"),
        *("--from", "2025-05-01", "--to", "2025-06-30", "--as-at", "2025-12-01T12:00"),
    )

    table = json.loads(said)
    assert code == 0
    assert list(table) == [
        *("id", "title", "unit", "base", "row_head", "columns", "rows", "notes"),
        *("period", "as_at", "source", "asked"),
    ]
    assert [column["key"] for column in table["columns"]][:2] == ["2025-05", "2025-06"]
    rows = {row["key"]: row["cells"] for row in table["rows"]}
    assert list(rows) == [*(kind.value for kind in DeathType), "total"]
    assert rows["iph"]["2025-05"] == {"value": 1, "shown": "1", "mark": None}
    assert rows["total"]["total"]["value"] == 1
    assert (table["as_at"], table["period"]["from"]) == ("2025-12-01T12:00:00+00:00", "2025-05-01")


def test_a_table_is_shown_for_a_spreadsheet(app, death) -> None:
    death("2025-05-03", DeathType.IPH, died="2025-05-01")

    code, said = run(app, "show", "deaths", "--by", "type", "--format", "csv")

    rows = list(csv.reader(said.splitlines()))
    assert code == 0
    assert rows[:2] == [
        ["key", "Type of death", "Deaths"],
        ["iph", "Intimate partner homicide", "1"],
    ]


def test_a_shareable_table_hides_what_is_small(app, database, death) -> None:
    for day in (1, 2):
        death("2025-05-03", DeathType.IPH, died=f"2025-05-{day:02}")

    code, said = run(app, "show", "deaths", "--by", "type", "--edition", "shareable")

    table = json.loads(said)
    rows = {row["key"]: row["cells"]["count"] for row in table["rows"]}
    assert code == 0
    assert rows["iph"] == {"value": None, "shown": "[c]", "mark": "c"}
    assert table["threshold"] == 3


def test_what_cannot_be_shown_is_said_in_a_sentence(app, database) -> None:
    for words, said in (
        (("shoes",), "no measure"),
        (("deaths", "--where", "type"), "CODE=VALUE"),
        (("deaths", "--by", "shoe_size"), "data-dictionary"),
    ):
        code, told = run(app, "show", *words)
        assert code == 1
        assert said in told
