"""A file of published figures: a row for each year and vintage of a series."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dhp.calendar import financial_year, london_date, now
from dhp.evidence.sheet import Fault, Row, read_csv

# series: its code; year: financial year; vintage: the day of publication; value: a number.
COLUMNS = ("series", "year", "vintage", "value", "note")
TEMPLATE = ",".join(COLUMNS) + "\r\n"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}")
_VALUE = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,3})?")

Place = tuple[str, str, date]  # series, year, vintage


@dataclass(frozen=True)
class Point:
    """One sound row."""

    series: str
    year: str
    vintage: date
    value: str
    note: str

    @property
    def place(self) -> Place:
        """What no two figures share."""
        return self.series, self.year, self.vintage


@dataclass(frozen=True)
class PointsFile:
    """What a file tells: figures that are new, how many stand already, and what is wrong."""

    points: Sequence[Point]
    same: int
    faults: Sequence[Fault]


def points_in(data: bytes, series: Sequence[str], standing: Mapping[Place, str]) -> PointsFile:
    """Read a file against the codes of `series` and the values that stand."""
    sheet = read_csv(data, COLUMNS)
    faults, points, same = list(sheet.faults), [], 0
    seen: dict[Place, int] = {}
    for row in sheet.rows:
        point, found = _point(row, series)
        faults += found
        if point is None:
            continue
        earlier = seen.setdefault(point.place, row.number)
        if earlier != row.number:
            faults.append(Fault(row.number, "", f"Row {earlier} tells the same figure."))
        elif point.place not in standing:
            points.append(point)
        elif standing[point.place] == point.value:
            same += 1
        else:
            faults.append(Fault(row.number, "value", _other(standing[point.place])))
    return PointsFile(points, same, faults)


def year_is_real(year: str) -> bool:
    """Whether `year` is a financial year as we write it, such as 2022-23."""
    return bool(_YEAR.fullmatch(year)) and year == financial_year(date(int(year[:4]), 4, 1))


def _point(row: Row, series: Sequence[str]) -> tuple[Point | None, list[Fault]]:
    cells, faults = row.cells, []
    if cells["series"] not in series:
        faults.append(Fault(row.number, "series", "No series has this code. Add it first."))
    if not year_is_real(cells["year"]):
        reason = "Write the financial year as 2022-23."
        faults.append(Fault(row.number, "year", reason))
    vintage = _day(cells["vintage"])
    if vintage is None:
        reason = "Write the day of publication as 2024-03-13. It must not be in the future."
        faults.append(Fault(row.number, "vintage", reason))
    if not _VALUE.fullmatch(cells["value"]):
        reason = "Write a plain number such as 98 or 4.3, without commas."
        faults.append(Fault(row.number, "value", reason))
    if faults or vintage is None:
        return None, faults
    return Point(cells["series"], cells["year"], vintage, cells["value"], cells["note"]), []


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day <= london_date(now()) and len(text) == len("2024-03-13") else None


def _other(value: str) -> str:
    return (
        f"{value} is kept for this year and vintage. A restated figure has the day of the "
        "publication that restates it."
    )
