"""How long a file of all deaths takes, and a table of two characteristics, beside bare SQL."""

import csv
from io import StringIO
from typing import Any

import pytest
import sqlalchemy as sa

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, now
from dhp.column_types import UtcDateTime
from dhp.dictionary import DICTIONARY, Sensitivity, columns_of
from dhp.exchange.outgoing.deaths import deaths
from dhp.exchange.outgoing.files import as_csv
from dhp.exchange.outgoing.gathering import batches, cases_for, most_suspects
from dhp.extensions import db, writing
from dhp.statistics.explore.asking import Wanted
from dhp.statistics.explore.laying import explored
from dhp.statistics.tables import TOTAL, Table
from tests.benchmarks.site import Site
from tests.benchmarks.timing import Result, in_turn

pytestmark = pytest.mark.timeout(3600)  # seconds: filling the larger database takes most of it

_NAMES = [
    *("force", "incident_ref", "received_on", "type"),
    *(
        column.name
        for column in columns_of(DICTIONARY.values(), suspects=2)
        if column.characteristic.sensitivity is not Sensitivity.IDENTIFYING
    ),
]
_DEATHS = sa.text(
    "SELECT c.id, c.incident_id, i.ref, f.code, c.received_at, c.type FROM cases c "
    "JOIN incidents i ON i.id = c.incident_id LEFT JOIN forces f ON f.id = c.force_id "
    "WHERE c.survivor_id IS NULL ORDER BY c.received_at, c.id"
)
_PEOPLE = sa.text(
    "SELECT v.case_id, v.person_id, v.role, v.ordinal, r.id FROM involvements v "
    "LEFT JOIN relationships r ON r.case_id = v.case_id AND r.from_person_id = v.person_id "
    "WHERE v.ended_at IS NULL ORDER BY v.case_id, v.role, v.ordinal"
)
_ANSWERS = sa.text(
    "SELECT subject, subject_id, code, state, value FROM answers WHERE superseded_at IS NULL"
)
# As at an instant, as the table is: the judgement, the part and the answer that stood then, deaths
# up to that day, and none that another stood for.
_CROSSED = sa.text(
    "SELECT coalesce(k.type, 'unclassified'), a.state, a.value, count(*) FROM cases c "
    "LEFT JOIN classifications k ON k.case_id = c.id AND k.decided_at <= :at "
    "AND (k.superseded_at IS NULL OR k.superseded_at > :at) "
    "LEFT JOIN answers d ON d.case_id = c.id AND d.subject = 'death' AND d.subject_id = c.id "
    "AND d.code = 'date_of_death' AND d.recorded_at <= :at "
    "AND (d.superseded_at IS NULL OR d.superseded_at > :at) "
    "JOIN involvements v ON v.case_id = c.id AND v.role = 'victim' "
    "AND (v.recorded_at IS NULL OR v.recorded_at <= :at) AND (v.ended_at IS NULL OR v.ended_at > :at) "
    "LEFT JOIN answers a ON a.case_id = c.id AND a.subject = 'person' "
    "AND a.subject_id = v.person_id AND a.code = 'sex' AND a.recorded_at <= :at "
    "AND (a.superseded_at IS NULL OR a.superseded_at > :at) "
    "WHERE c.opened_at <= :at AND (k.scope IS NULL OR k.scope <> 'out') "
    "AND (d.value IS NULL OR d.value <= :day) AND NOT EXISTS (SELECT 1 FROM case_links l "
    "WHERE l.other_id = c.id AND l.kind = 'same_death' AND l.decided_at <= :at "
    "AND (l.undone_at IS NULL OR l.undone_at > :at)) "
    "GROUP BY 1, 2, 3"
).bindparams(sa.bindparam("at", type_=UtcDateTime()))


def test_a_file_of_all_deaths(site: Site, results: list[Result]):
    if site.deaths > 10_000:
        pytest.skip("The file is measured at the size that it will have.")
    with site.app.app_context():
        lead = db.session.scalars(sa.select(User).where(User.role == RoleName.LEAD)).one()
        kept = _export(lead)["deaths"]
        assert 0.99 * site.deaths <= kept <= site.deaths  # the last may not be accepted yet
        assert _bare_file().count(b"\n") >= kept
        times = in_turn(lambda: lambda: _export(lead), _bare_file, 9)
        db.session.rollback()
    what = "a CSV file of all deaths and characteristics"
    results.append(Result(what, site.deaths, *times, aim=3))


def test_a_table_of_two_characteristics(site: Site, results: list[Result]):
    if site.deaths < 10_000:
        pytest.skip("What is asked is whether it grows; at this size it takes a fifth of a second.")
    with site.app.app_context():
        assert _counted(_explore()) == _counted_barely()
        times = in_turn(lambda: _explore, _bare_table, 3)
        db.session.rollback()
    results.append(Result("explore deaths by type and sex", site.deaths, *times, aim=1.5))


def _export(lead: User) -> dict[str, int]:
    db.session.rollback()
    token = writing.set(False)
    try:
        ids = cases_for(lead)
        read = batches(ids, identifying=False)
        return as_csv([deaths(read, most_suspects(ids), identifying=False)])[1]
    finally:
        db.session.rollback()
        writing.reset(token)


def _bare_file() -> bytes:
    """The same rows and columns by three statements, a dictionary and the csv module."""
    db.session.rollback()
    connection = db.session.connection()
    told: dict[tuple[str, int], dict[str, str]] = {}
    for subject, number, code, state, value in connection.execute(_ANSWERS):
        told.setdefault((subject, number), {})[code] = value or f"[{state}]"
    parts: dict[int, list[tuple[str, str, int]]] = {}
    for case, person, role, ordinal, tie in connection.execute(_PEOPLE):
        place = role if role == "victim" else f"{role}{ordinal}"
        parts.setdefault(case, []).append((place, "person", person))
        if tie:
            parts[case].append((place, "relationship", tie))
    rows = []
    for case, incident, ref, force, received, kind in connection.execute(_DEATHS):
        row = {"force": force, "incident_ref": ref, "received_on": str(received)[:10], "type": kind}
        places = [("incident", "incident", incident), ("death", "death", case), *parts[case]]
        for place, subject, number in places:
            for code, text in told.get((subject, number), {}).items():
                row[f"{place}.{code}"] = text
        rows.append(row)
    out = StringIO(newline="")
    writer = csv.DictWriter(out, _NAMES, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _explore() -> Table:
    db.session.rollback()
    return explored(Wanted("deaths", ("type", "sex")), None).table


def _bare_table() -> list[sa.Row[Any]]:
    db.session.rollback()
    at = now()
    given = {"at": at, "day": london_date(at).isoformat()}
    return list(db.session.connection().execute(_CROSSED, given))


def _counted(table: Table) -> dict[tuple[str, str], int]:
    """The counts above nought by type and sex."""
    keys = ((row.key, column.key) for row in table.rows for column in table.columns)
    found = {place: table.cell(*place).value for place in keys if TOTAL not in place}
    return {place: count for place, count in found.items() if count}


def _counted_barely() -> dict[tuple[str, str], int]:
    return {(kind, value or f"[{state}]"): count for kind, state, value, count in _bare_table()}
