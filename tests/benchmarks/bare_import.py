"""The floor of an import: a bare loop that checks every field and fills the same tables by Core.

It knows nothing of forces, incidents in common, earlier imports, people's words or the chain.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dhp.accounts.models import Force
from dhp.cases.models import Source
from dhp.definitions import DeathType
from dhp.dictionary import Column, Given, Role, Stage, Subject, read
from dhp.exchange.deaths_file import answer_columns
from dhp.extensions import db
from tests.harness.unsealed import unsealed

_AT_ONCE = 500  # deaths
_AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
_BODY = "x" * 400  # characters: about an event of the trail
_HASH = "0" * 64
_PEOPLE = 2  # the victim and a suspect, as in every row of the file
Rows = dict[str, list[dict[str, Any]]]


def import_barely(path: Path, today: date) -> None:
    """Read the file, check each field by its question, insert as many rows, commit once."""
    with db.engine.begin() as connection:
        force_id = connection.scalar(sa.select(sa.func.min(Force.id))) or 0
        rows: Rows = {}
        for number, cells in enumerate(csv.DictReader(StringIO(path.read_text())), start=1):
            given = [
                (column, read(column.characteristic, cells[name], today=today))
                for name, column in answer_columns(cells)
            ]
            for table, row in _rows(number, force_id, given):
                rows.setdefault(table, []).append(row)
            if number % _AT_ONCE == 0:
                _insert(connection, rows)
                rows = {}
        _event(rows, number + 1)
        _insert(connection, rows)


def _insert(connection: sa.Connection, rows: Rows) -> None:
    for name, some in rows.items():
        table = db.metadata.tables[name]
        connection.execute(sa.insert(table), unsealed(table, some))


def _event(rows: Rows, number: int) -> None:
    """What the trail says of the import as a whole."""
    for table, row in _trail(number):
        rows.setdefault(table, []).append(row)


def _rows(
    number: int, force_id: int, given: list[tuple[Column, Given]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of one death, in the order in which they point at each other."""
    victim = number * _PEOPLE
    people = (victim, victim + 1)
    yield "incidents", {"id": number, "ref": f"i{number}", "created_at": _AT}
    yield "cases", _case(number, force_id)
    for person in people:
        yield "people", {"id": person, "case_id": number}
    for person, role in zip(people, (Role.VICTIM, Role.SUSPECT), strict=True):
        place = {"case_id": number, "person_id": person, "role": role, "ordinal": 1}
        yield "involvements", place | {"recorded_by": "bare", "recorded_at": _AT}
    tie = {"from_person_id": victim + 1, "to_person_id": victim}
    yield "relationships", {"id": number, "case_id": number} | tie
    for column, one in given:
        yield "answers", _answer(number, people, column, one)
    yield "imported_rows", _imported(number)
    yield from _trail(number)


def _case(number: int, force_id: int) -> dict[str, Any]:
    return {
        "id": number,
        "ref": f"c{number}",
        "incident_id": number,
        "force_id": force_id,
        "force_ref": f"CR/{number}",
        "died_first": _AT.date(),
        "died_last": _AT.date(),
        "received_at": _AT,
        "opened_at": _AT,
        "type": DeathType.UNCLASSIFIED,
    }


def _answer(number: int, people: tuple[int, int], column: Column, one: Given) -> dict[str, Any]:
    subject = column.characteristic.subject
    of_person = people[column.place != "victim"]
    return {
        "case_id": number,
        "subject": subject,
        "subject_id": of_person if subject is Subject.PERSON else number,
        "code": column.characteristic.code,
        "state": one.state,
        "value": one.value,
        "source": Source.FORCE,
        "stage": Stage.NOTICE,
        "recorded_by": "bare",
        "recorded_at": _AT,
    }


def _imported(number: int) -> dict[str, Any]:
    return {
        "case_id": number,
        "scheme": "deaths",
        "key": f"{number:064}",
        "digest": f"{number:064}",
        "run": "bare",
        "imported_at": _AT,
    }


def _trail(number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    event = {"seq": number, "at": _AT, "act": "case opened", "actor": "bare"}
    yield "trail_events", event | {"body": _BODY, "hash": _HASH}
    yield "trail_subjects", {"ref": f"c{number}", "seq": number}
