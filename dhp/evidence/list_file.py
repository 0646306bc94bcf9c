"""A list of deaths of another body, shaped like the Homicide Index: a row for each death."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dhp.accounts.models import Force
from dhp.dictionary import DICTIONARY, State, Unreadable, column_named, read
from dhp.evidence.sheet import Fault, Row, read_csv

# Their columns and ours: what is not known is left blank.
ANSWERS = {
    "date_of_death": "death.date_of_death",
    "victim_sex": "victim.sex",
    "victim_age": "victim.age",
    "suspect_sex": "suspect1.sex",
    "suspect_age": "suspect1.age",
    "relationship": "suspect1.relationship",
    "location": "incident.location_type",
}
COLUMNS = ("their_ref", "force", *ANSWERS)
TEMPLATE = ",".join(COLUMNS) + "\r\n"


@dataclass(frozen=True)
class Listed:
    """One sound row. `told` is a JSON object of texts by column of our dictionary."""

    row: int
    their_ref: str
    force: Force | None
    told: str


@dataclass(frozen=True)
class ListFile:
    """What a file tells, and what is wrong with it. Nothing is kept with a fault."""

    deaths: Sequence[Listed]
    faults: Sequence[Fault]


def list_in(data: bytes, forces: Mapping[str, Force], today: date) -> ListFile:
    """Read a file against the forces by code and the values that our dictionary knows."""
    sheet = read_csv(data, COLUMNS)
    faults, deaths = list(sheet.faults), []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        found = [*_of_reference(row, seen), *_of_force(row, forces)]
        told, wrong = _told(row, today)
        faults += found + wrong
        if not found and not wrong:
            force = forces.get(row.cells["force"])
            deaths.append(Listed(row.number, row.cells["their_ref"], force, json.dumps(told)))
    return ListFile(deaths, faults)


def _of_reference(row: Row, seen: dict[str, int]) -> list[Fault]:
    reference = row.cells["their_ref"]
    if not reference:
        return [Fault(row.number, "their_ref", "Give each death their reference.")]
    earlier = seen.setdefault(reference, row.number)
    if earlier != row.number:
        return [Fault(row.number, "their_ref", f"Row {earlier} has the same reference.")]
    return []


def _of_force(row: Row, forces: Mapping[str, Force]) -> list[Fault]:
    code = row.cells["force"]
    if code and code not in forces:
        reason = "No force has this code. Write it as E23000001 or btp, or leave it blank."
        return [Fault(row.number, "force", reason)]
    return []


def _told(row: Row, today: date) -> tuple[dict[str, str], list[Fault]]:
    told, faults = {}, []
    for name, place in ANSWERS.items():
        column = column_named(place, DICTIONARY)
        if column is None:
            raise LookupError(f"The dictionary has no {place}.")
        try:
            given = read(column.characteristic, row.cells[name], today=today)
        except Unreadable as error:
            faults.append(Fault(row.number, name, str(error)))
            continue
        if given.state is State.ANSWERED and given.value:
            told[place] = given.value
    if "death.date_of_death" not in told and not faults:
        reason = "Give the date of death, at least its year: 2025, 2025-03 or 2025-03-01."
        faults.append(Fault(row.number, "date_of_death", reason))
    return told, faults
