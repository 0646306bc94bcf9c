"""Files to import, made of rows that a test names."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path

from dhp.exchange.reading.sheets import Sheet, sheet_from

SAMPLES = Path(__file__).parent / "samples"
TABLES = ("incidents", "victims", "perpetrators")


def csv_of(rows: Iterable[Mapping[str, str]]) -> str:
    """A CSV text whose columns are those of all `rows`."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def sheet_of(*rows: Mapping[str, str], name: str = "deaths.csv") -> Sheet:
    """A deaths file as it is read."""
    return sheet_from(csv_of(rows).encode(), name)


def sample(name: str) -> list[dict[str, str]]:
    """The rows of one of the invented tables of reviews."""
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sample_sheets(**changed: list[dict[str, str]]) -> list[Sheet]:
    """The three invented tables, with the rows of some put in their place."""
    return [sheet_of(*changed.get(name, sample(name)), name=f"{name}.csv") for name in TABLES]


def death(**given: str) -> dict[str, str]:
    """One sound row of a deaths file; `given` may use `__` for the point in a column's name."""
    row = {
        "force": "E23000032",
        "date_of_death": "2021-03-09",
        "received_on": "2021-03-12",
        "victim.sex": "female",
    }
    return row | {name.replace("__", "."): text for name, text in given.items()}
