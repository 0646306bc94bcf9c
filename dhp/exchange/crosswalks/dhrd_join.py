"""Putting the three tables of the published reviews together by incident."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.rows import FileRow, Finding

INCIDENT_ID = "incident_id"
# What tells the tables apart, in this order; and the column that names their rows.
_TABLES = (
    ("victims", frozenset({"victim_id", INCIDENT_ID}), "victim_id"),
    ("perpetrators", frozenset({"perpetrator_id", INCIDENT_ID}), "perpetrator_id"),
    ("incidents", frozenset({INCIDENT_ID, "death_date", "csp", "region"}), INCIDENT_ID),
)


@dataclass
class ReviewedIncident:
    """One incident with the rows of its victims and of its perpetrators, in file order."""

    row: FileRow
    victims: list[FileRow] = field(default_factory=list)
    perpetrators: list[FileRow] = field(default_factory=list)


@dataclass
class Joined:
    """All incidents in file order, and what was refused on the way."""

    incidents: list[ReviewedIncident] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def join(sheets: Sequence[Sheet]) -> Joined:
    """The incidents of `sheets`, whichever order the files come in."""
    joined = Joined()
    tables: dict[str, list[FileRow]] = {kind: [] for kind, _, _ in _TABLES}
    for sheet in sheets:
        kind = _kind(sheet)
        if kind:
            tables[kind] += [FileRow(sheet.name, row.number, row.cells) for row in sheet.rows]
        elif sheet.columns:
            reason = "This is none of incidents, victims and perpetrators. Give those three files."
            joined.findings.append(sheet.refuse(1, "", reason))
    given = {_kind(sheet) for sheet in sheets}
    missing = [kind for kind in tables if kind not in given]
    if missing and not any(sheet.findings for sheet in sheets) and not joined.findings:
        reason = f"The {' and the '.join(missing)} file is missing. Give all three together."
        joined.findings.append(Finding(sheets[0].name, 1, "", reason))
    if not missing:
        incidents = [sheet for sheet in sheets if _kind(sheet) == "incidents"]
        unread = {(fault.file, fault.row) for sheet in incidents for fault in sheet.findings}
        _join(tables, joined, len(unread))
    return joined


def _kind(sheet: Sheet) -> str | None:
    return next((kind for kind, needed, _ in _TABLES if needed <= set(sheet.columns)), None)


def _join(tables: Mapping[str, Sequence[FileRow]], joined: Joined, unread: int) -> None:
    """Join what is in `tables`; `unread` incidents are known only to have been refused."""
    keyed = {kind: list(_keyed(tables[kind], key, joined)) for kind, _, key in _TABLES}
    by_id = {row.cell(INCIDENT_ID): ReviewedIncident(row) for row in keyed["incidents"]}
    lost = len(tables["incidents"]) - len(by_id) + unread
    orphans: list[FileRow] = []
    for kind in ("victims", "perpetrators"):
        for person in keyed[kind]:
            incident = by_id.get(person.cell(INCIDENT_ID))
            if incident is None:
                orphans.append(person)
            else:
                getattr(incident, kind).append(person)
    joined.findings += _orphans(orphans, lost)
    joined.findings += [
        person.refuse("", f"An incident can have {MOST_SUSPECTS} perpetrators at most.")
        for incident in by_id.values()
        for person in incident.perpetrators[MOST_SUSPECTS:]
    ]
    joined.incidents = list(by_id.values())


def _keyed(rows: Iterable[FileRow], key: str, joined: Joined) -> Iterator[FileRow]:
    """The rows that have a key of their own."""
    first: dict[str, FileRow] = {}
    for row in rows:
        name = row.cell(key)
        if not name:
            joined.findings.append(row.refuse(key, f"The row has no {key}. Every row needs one."))
        elif name in first:
            reason = f"{name} is already in row {first[name].number}. Each {key} may be there once."
            joined.findings.append(row.refuse(key, reason))
        else:
            first[name] = row
            yield row


def _orphans(people: Sequence[FileRow], lost: int) -> list[Finding]:
    """People of unknown incidents. Where as many incidents lost their name, that was said already."""
    if len({person.cell(INCIDENT_ID) for person in people}) <= lost:
        return []
    return [
        person.refuse(
            INCIDENT_ID,
            f"There is no incident {person.cell(INCIDENT_ID)} in the incidents file. Correct one of them."
            if person.cell(INCIDENT_ID)
            else "The row names no incident. Give its incident_id.",
        )
        for person in people
    ]
