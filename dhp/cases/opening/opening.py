"""Opening cases: one, or the hundreds of a file in as many statements as one takes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import insert

from dhp.audit import trail
from dhp.calendar import now
from dhp.cases.answers.book import Target
from dhp.cases.answers.table import Telling, projected, record_answers, record_first
from dhp.cases.judging.judgement import judgement_row
from dhp.cases.models import Case, CaseReader, Classification, Incident
from dhp.cases.opening.openings import Opened, Opening, events_of
from dhp.cases.opening.seating import Party, Seats, seat
from dhp.cases.opening.submission import Submission
from dhp.cases.people.standing import Joining, subject_in
from dhp.cases.rules import check_decision
from dhp.definitions import DeathType
from dhp.dictionary import (
    DICTIONARY,
    Characteristic,
    Column,
    Given,
    State,
    Subject,
    column_named,
    suspects_in,
)
from dhp.extensions import db
from dhp.references import new_reference
from dhp.sealing import bind_rows, new_keys, note_owners

_INCIDENTS: Any = Incident.__table__
_CASES: Any = Case.__table__
# To ask for the order of the rows would be a statement for each of them on SQLite.
_ADD_INCIDENTS = insert(_INCIDENTS).returning(_INCIDENTS.c.ref, _INCIDENTS.c.id)
_ADD_CASES = insert(_CASES).returning(_CASES.c.ref, _CASES.c.id)
_READERS: Any = CaseReader.__table__
_ADD_READERS = insert(_READERS)
_JUDGEMENTS: Any = Classification.__table__
_ADD_JUDGEMENTS = insert(_JUDGEMENTS)

_Told = tuple[Column, Given]
_Row = tuple[Target, Characteristic, Given]


def open_cases(openings: Sequence[Opening], *, by: trail.Actor) -> list[Opened]:
    """Open a case for each of `openings`, in their order.

    Raises `DomainError` where a judgement needs a reason or its scope and type do not agree.
    """
    for opening in openings:
        if opening.judgement:
            check_decision(*opening.judgement, (None, DeathType.UNCLASSIFIED))
    db.session.flush()  # what follows goes past the session
    at = now()
    told = [_told(opening.submission) for opening in openings]
    opened = _cases(openings, told, at)
    parties = [
        Party(one.id, _suspects(opening), opening.shared)
        for opening, one in zip(openings, opened, strict=True)
    ]
    seats = seat(parties, Joining(by.ref, at))
    codes = _answer(openings, opened, told, seats, by)
    _add_the_rest(openings, opened, by)
    trail.record_many(events_of(openings, opened, codes), by=by)
    return opened


def _suspects(opening: Opening) -> int:
    return max(opening.submission.suspects, suspects_in(opening.shared))


def _told(submission: Submission) -> list[_Told]:
    """What is told, by column. What stands in no column of the dictionary is left."""
    return [
        (column, given)
        for name, given in submission.told.items()
        if given.state is not State.NOT_RECORDED and (column := _column(name))
    ]


@lru_cache(maxsize=4096)
def _column(name: str) -> Column | None:
    return column_named(name, DICTIONARY)


def _incidents(openings: Sequence[Opening], at: datetime) -> list[tuple[int, str, bool]]:
    """The key and reference of the incident of each, and whether it is there before the case is."""
    first: dict[str, int] = {}
    new: dict[int, str] = {}
    for number, opening in enumerate(openings):
        leads = opening.together is None or first.setdefault(opening.together, number) == number
        if leads and opening.incident is None:
            new[number] = new_reference()
    rows = [{"ref": ref, "created_at": at} for ref in new.values()]
    keys = _added(_ADD_INCIDENTS, rows)
    found: list[tuple[int, str, bool]] = []
    for number, opening in enumerate(openings):
        leader = number if opening.together is None else first[opening.together]
        if number in new:
            found.append((keys[new[number]], new[number], False))
        elif leader != number:
            found.append((*found[leader][:2], True))
        elif opening.incident:
            found.append((opening.incident.id, opening.incident.ref, True))
    return found


def _cases(
    openings: Sequence[Opening], told: Sequence[Sequence[_Told]], at: datetime
) -> list[Opened]:
    incidents = _incidents(openings, at)
    fresh = iter(new_keys(sum(opening.submission.key_name is None for opening in openings)))
    rows = [
        _case_row(opening, answers, incident, at)
        | {"key_name": opening.submission.key_name or next(fresh)}
        for opening, answers, (incident, _ref, _joined) in zip(
            openings, told, incidents, strict=True
        )
    ]
    bind_rows(_CASES, rows)
    keys = _added(_ADD_CASES, rows)
    note_owners("cases", {keys[row["ref"]]: row["key_name"] for row in rows})
    return [
        Opened(keys[row["ref"]], row["ref"], *incident, at)
        for row, incident in zip(rows, incidents, strict=True)
    ]


def _added(statement: Any, rows: list[dict[str, Any]]) -> dict[str, int]:
    """The keys of the rows that were added, by reference."""
    found = db.session.execute(statement, rows) if rows else ()
    return {row.ref: row.id for row in found}


def _case_row(
    opening: Opening, told: Sequence[_Told], incident_id: int, at: datetime
) -> dict[str, Any]:
    submission, judgement = opening.submission, opening.judgement
    row = {
        "ref": new_reference(),
        "incident_id": incident_id,
        "force_id": submission.force.id if submission.force else None,
        "region": submission.region,
        "received_at": submission.received_at,
        "opened_at": at,
        "back_record": submission.back_record,
        "restricted": submission.restricted,
        "scope": judgement[0].scope if judgement else None,
        "type": judgement[0].type if judgement else DeathType.UNCLASSIFIED,
        "version": 2 if told or judgement else 1,  # what is told of a case changes it
        "force_ref": None,
        "died_first": None,
        "died_last": None,
    }
    for column, given in told:
        if column.characteristic.subject is Subject.DEATH:
            row |= projected(column.characteristic.code, given)
    return row


def _answer(
    openings: Sequence[Opening],
    opened: Sequence[Opened],
    told: Sequence[Sequence[_Told]],
    seats: Sequence[Seats],
    by: trail.Actor,
) -> list[list[str]]:
    """Record what is told. Gives the codes that are new, by case."""
    first: list[tuple[Sequence[_Row], Telling]] = []
    later: dict[int, tuple[Sequence[_Row], Telling]] = {}
    for number, (opening, one) in enumerate(zip(openings, opened, strict=True)):
        submission = opening.submission
        rows = list(_rows(told[number], one, seats[number]))
        telling = Telling(submission.source, submission.stage, by.ref, one.at)
        if one.joined and _meets_others(told[number], opening.shared):
            later[number] = rows, telling
        else:
            first.append((rows, telling))
    record_first(first)
    codes = [[column.characteristic.code for column, _given in each] for each in told]
    for number, (answers, telling) in later.items():
        case = db.session.get_one(Case, opened[number].id)
        codes[number] = record_answers(case, answers, telling)
    return codes


def _rows(told: Sequence[_Told], one: Opened, seats: Seats) -> Iterator[_Row]:
    for column, given in told:
        entry = column.characteristic
        subject_id = subject_in(column, one.incident_id, one.id, seats.people, seats.ties)
        yield Target(one.id, entry.subject, subject_id), entry, given


def _meets_others(told: Sequence[_Told], shared: Mapping[str, int]) -> bool:
    """Whether something may be recorded already of what is told in a case that joined others."""
    return any(
        column.characteristic.subject is Subject.INCIDENT or column.place in shared
        for column, _given in told
    )


def _add_the_rest(openings: Sequence[Opening], opened: Sequence[Opened], by: trail.Actor) -> None:
    pairs = list(zip(openings, opened, strict=True))
    readers = [
        {"case_id": one.id, "user_id": reader.id}
        for opening, one in pairs
        if opening.submission.restricted
        for reader in opening.readers
    ]
    judgements = [
        judgement_row(one.id, *opening.judgement, by.ref, one.at)
        for opening, one in pairs
        if opening.judgement
    ]
    bind_rows(_JUDGEMENTS, judgements)
    for statement, rows in ((_ADD_READERS, readers), (_ADD_JUDGEMENTS, judgements)):
        if rows:
            db.session.execute(statement, rows)
