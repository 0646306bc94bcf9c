"""Taking a file in, keeping what it says once it is confirmed, throwing it away."""

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError, Refused
from dhp.exchange.importing import Rehearsal, keep
from dhp.exchange.incoming import notices
from dhp.exchange.incoming.looking import kinds_for, look_at, sends_notices
from dhp.exchange.incoming.models import ImportFile
from dhp.exchange.incoming.notices import NOTICES, Notices, send_notices
from dhp.exchange.incoming.table_text import text_of
from dhp.exchange.reading.package import MOST_BYTES
from dhp.exchange.reading.sheets import sheet_from
from dhp.exchange.returns.keeping import keep_returns
from dhp.exchange.returns.plan import RETURNS, Returns
from dhp.extensions import db

MOST_ROWS = 2_000
_LONGEST_NAME = 100  # characters


def take_in(data: bytes, name: str, scheme: str, *, by: User) -> ImportFile:
    """Read a file and hold it until it is confirmed. Raises `DomainError` at `file` for no table.

    `scheme` says what kind of file it is; a force's file holds notifications, or returns.
    """
    if len(data) > MOST_BYTES:
        raise DomainError(
            f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.", "file"
        )
    own = sends_notices(by)
    kind = NOTICES.name if own and scheme != RETURNS.name else scheme
    if kind not in kinds_for(by):
        raise DomainError("Choose what kind of file it is.", "scheme")
    sheet = sheet_from(data, name[-_LONGEST_NAME:])
    if not sheet.columns:
        raise DomainError(sheet.findings[0].reason, "file")
    most = notices.MOST_ROWS if own else MOST_ROWS
    if len(sheet.rows) > most:
        raise DomainError(f"The file has over {most:,} rows. Split it.", "file")
    if not sheet.rows and not sheet.findings:
        raise DomainError("The file has no rows below its header. Fill it in first.", "file")
    file = ImportFile(scheme=kind, name=sheet.name, content=text_of(sheet), taken_by_id=by.id)
    db.session.add(file)
    db.session.flush()
    trail.record(Act.IMPORT_TAKEN, by=by, about=file.ref, rows=len(sheet.rows), scheme=kind)
    return file


def confirm(file: ImportFile, gap_reason: str, *, by: User) -> int:
    """Keep all that a file says, or nothing; gives how many it kept. A second time changes nothing.

    Raises `Refused` when a row is refused by now, `DomainError` at `gap_reason` when a reason for
    unanswered questions is missing.
    """
    db.session.refresh(file, with_for_update=True)
    if file.run is not None:
        return file.kept
    plan = look_at(file, by).plan
    run = _kept(plan, gap_reason, by)
    if not run:
        raise Refused("Nothing in this file is new, so there is nothing to import.")
    file.run, file.kept, file.content = run, plan.outcome.new, ""
    db.session.flush()
    return file.kept


def _kept(plan: Rehearsal | Notices | Returns, gap_reason: str, by: User) -> str:
    if isinstance(plan, Notices):
        return send_notices(plan, gap_reason, by=by)
    return keep_returns(plan, by=by) if isinstance(plan, Returns) else keep(plan, by=by)


def discard(file: ImportFile, *, by: User) -> None:
    """Throw a file away that was not confirmed. Raises `Refused` for one that was."""
    db.session.refresh(file, with_for_update=True)
    if file.run is not None:
        raise Refused("This file was imported. What it said is in the record now.")
    trail.record(Act.IMPORT_DISCARDED, by=by, about=file.ref)
    db.session.delete(file)
    db.session.flush()
