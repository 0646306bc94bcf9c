"""What earlier imports left behind: rows not to be imported again, incidents to be joined."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import select

from dhp.calendar import london_date, long_date
from dhp.cases.models import Case, Incident
from dhp.exchange.comparing import Identified
from dhp.exchange.death_rows import DeathRow
from dhp.exchange.identity import Identity
from dhp.exchange.models import ImportedRow
from dhp.exchange.rows import Finding, Standing
from dhp.extensions import db
from dhp.references import shown_reference

_AT_ONCE = 500  # keys in one statement
Before = Callable[[DeathRow, Identity], Incident | None]


def sort_out(scheme: str, deaths: Sequence[Identified]) -> tuple[list[Identified], list[Finding]]:
    """The deaths not imported before, and a finding for each of the others.

    A death whose row says something else than before is refused: what was imported is a record,
    and corrections belong to its case.
    """
    imported = _imported(scheme, {identity.key for _, identity in deaths})
    given = {(identity.key, identity.digest) for _, identity in deaths}
    new: list[Identified] = []
    findings: list[Finding] = []
    for death, identity in deaths:
        before = imported.get(identity.key, {})
        changed = [row for digest, row in before.items() if (identity.key, digest) not in given]
        if identity.digest in before:
            row = death.row
            findings.append(Finding(row.file, row.number, "", "", Standing.UNCHANGED))
        elif changed:
            findings.append(death.row.refuse("", _what_changed(changed[0])))
        else:
            new.append((death, identity))
    return new, findings


def incidents_before(scheme: str, deaths: Iterable[Identified]) -> Before:
    """Finds the incident that an earlier import by the same force opened under the same name."""
    names = {identity.incident for _, identity in deaths if identity.incident}
    found: dict[tuple[str | None, int | None], Incident] = {}
    for some in _in_batches(sorted(names)):
        statement = (
            select(ImportedRow.incident, Case.force_id, Incident)
            .join(Case, ImportedRow.case_id == Case.id)
            .join(Incident, Case.incident_id == Incident.id)
            .where(ImportedRow.scheme == scheme, ImportedRow.incident.in_(some))
            .order_by(ImportedRow.id)
        )
        for name, force_id, incident in db.session.execute(statement):
            found.setdefault((name, force_id), incident)

    def before(death: DeathRow, identity: Identity) -> Incident | None:
        force = death.submission.force
        return found.get((identity.incident, force.id if force else None))

    return before


def _imported(scheme: str, keys: Iterable[str]) -> dict[str, dict[str, ImportedRow]]:
    found: dict[str, dict[str, ImportedRow]] = {}
    for some in _in_batches(sorted(keys)):
        statement = select(ImportedRow).where(
            ImportedRow.scheme == scheme, ImportedRow.key.in_(some)
        )
        for row in db.session.scalars(statement.order_by(ImportedRow.id)):
            found.setdefault(row.key, {})[row.digest] = row
    return found


def _in_batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _what_changed(before: ImportedRow) -> str:
    day = long_date(london_date(before.imported_at))
    return (
        f"This death was imported on {day} (import {shown_reference(before.run)}) and the row said "
        "something else then. Correct the case instead, and give the row as it was."
    )
