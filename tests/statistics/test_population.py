from datetime import date
from pathlib import Path

import pytest

from dhp.accounts.forces import _rows
from dhp.statistics.population import UnsoundPopulations, edition_at, editions, read_edition

HEAD = "# title: Made up\n# source: nobody\n# published: 2025-07-30\n# demonstration: no\n"
COLUMNS = "force,year,sex,ages,people\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "made-up.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_edition_tells_of_residents_by_force_year_and_group(tmp_path: Path) -> None:
    rows = "E1,2024,all,all,200000\nE1,2025,all,all,210000\nE1,2025,female,16+,90000\n"

    found = read_edition(written(tmp_path, HEAD + COLUMNS + rows + "E2,2025,all,all,9000\n"))

    assert found.residents(["E1", "E2"], 2025) == 219_000
    assert found.residents(["E1"], 2025, "female", "16+") == 90_000
    assert found.forces == {"E1"}  # too few live in the other
    assert (found.year_for(date(2024, 9, 1)), found.year_for(date(2030, 1, 1))) == (2024, 2025)


def test_a_file_that_is_no_edition_says_which_line_is_wrong(tmp_path: Path) -> None:
    for text, words in (
        (COLUMNS, "# title"),
        (HEAD + "force,people\n", "columns must be"),
        (HEAD + COLUMNS, "no figure"),
        (HEAD + COLUMNS + "E1,2025,all,all,many\n", "row 2"),
        (HEAD + COLUMNS + "E1,2025,all,all,1\nE1,2025,all,all,2\n", "row 3.*twice"),
        (HEAD.replace("2025-07-30", "July") + COLUMNS + "E1,2025,all,all,1\n", "published"),
    ):
        with pytest.raises(UnsoundPopulations, match=words):
            read_edition(written(tmp_path, text))


def test_a_table_uses_what_had_been_published_by_then() -> None:
    first = editions()[0]

    assert edition_at(date(2020, 1, 1)) is None
    assert edition_at(first.published) == first


def test_the_edition_for_demonstration_agrees_with_the_list_of_forces() -> None:
    edition = next(one for one in editions() if one.demonstration)

    assert {force: edition.residents([force], 2021) for force, *_ in edition.people} == {
        row["pfa_code"]: int(row["population_2021_approx"]) for row in _rows()
    }
