"""A force's file: each row becomes a notification, sent as the form would send it.

The same questions, the same checks and the same receipts: see
docs/adr/0031-a-forces-file-becomes-notifications.md.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from dhp.accounts.models import Force, User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.dictionary import DICTIONARY, Kind, Stage, columns_of, suspects_in
from dhp.errors import DomainError, Refused
from dhp.exchange.crosswalks.scheme import Scheme
from dhp.exchange.deaths_file import FORCE, INCIDENT_REF, RECEIVED_ON, SHORT, TYPE, rows_of
from dhp.exchange.outcome import Outcome
from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.rows import FileRow, Finding, Standing
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.draft import Draft, draft_of
from dhp.notifications.drafting import texts_of
from dhp.notifications.duplicates import possible_duplicates
from dhp.notifications.models import Notification
from dhp.references import new_reference, shown_reference

NOTICES = Scheme(name="notices", title="Notifications", convert=rows_of)
MOST_ROWS = 500
_UNITS_OWN = (INCIDENT_REF, RECEIVED_ON, TYPE)
_NAMES = {long: short for short, long in SHORT.items()}
_DATES = (Kind.DATE, Kind.PARTIAL_DATE)
_AT_ONCE = 200


@dataclass(frozen=True)
class Notice:
    """One sound row that was not sent before: its key, its texts by column, and what they make."""

    row: FileRow
    key: str
    texts: Mapping[str, str]
    draft: Draft


@dataclass(frozen=True)
class Notices:
    """What a file would send."""

    outcome: Outcome
    sendable: Sequence[Notice]

    @property
    def gaps(self) -> bool:
        """Whether any leaves a question without an answer, for which a reason is asked."""
        return any(notice.draft.gaps for notice in self.sendable)


def rehearse_notices(sheet: Sheet, user: User) -> Notices:
    """Judge every row of a file of the force of `user`, and change nothing."""
    conversion = rows_of([sheet], london_date(now()))
    findings = [*sheet.findings, *conversion.findings]
    read: list[Notice] = []
    for row in conversion.rows:
        notice, found = _read(row, _force_of(user))
        findings += found
        read += [notice] if notice else []
    findings += _told_twice(read)
    sendable, known = _not_sent_before(read, _force_of(user))
    findings += known + [found for one in sendable for found in _duplicates(one, user)]
    outcome = Outcome(
        scheme=NOTICES,
        rows=[(row.file, row.number) for row in conversion.rows],
        findings=findings,
        unmapped=conversion.unmapped,
        not_carried=conversion.not_carried,
        new=len(sendable),
    )
    return Notices(outcome, sendable)


def send_notices(notices: Notices, gap_reason: str, *, by: User) -> str:
    """Send every new notice; gives the import's reference, empty where nothing was new.

    Raises `Refused` where a row was refused, `DomainError` at `gap_reason` where it is missing.
    """
    if notices.outcome.refused:
        raise Refused("Some rows are refused, so nothing is sent. Correct them and try again.")
    if not notices.sendable:
        return ""
    if notices.gaps and not gap_reason.strip():
        raise DomainError("Say why some questions are not answered.", "gap_reason")
    force, run = _force_of(by), new_reference()
    for notice in notices.sendable:
        draft = actions.start(force, notice.key, by=by)
        for wanted in range(2, suspects_in(notice.texts) + 1):
            actions.add_suspect(draft, wanted, by=by)
        actions.save(draft, notice.texts, draft.version, by=by)
        actions.send(draft, draft.send_key, gap_reason, by=by)
    trail.record(
        Act.IMPORT_COMMITTED,
        by=by,
        about=run,
        force=force.code,
        scheme=NOTICES.name,
        notifications=len(notices.sendable),
    )
    return run


def _force_of(user: User) -> Force:
    if user.force is None:
        raise Refused("Only somebody of a force can send notifications from a file.")
    return user.force


def _read(row: FileRow, force: Force) -> tuple[Notice | None, list[Finding]]:
    findings = list(_of_columns(row, force))
    texts = {
        SHORT.get(name, name): text.strip()
        for name, text in row.cells.items()
        if SHORT.get(name, name) in _asked() and text.strip()
    }
    if not texts:
        reason = "The row says nothing about a death. Fill it in or remove it."
        return None, [*findings, row.refuse("", reason)]
    draft = draft_of(texts, max(1, suspects_in(texts)), today=london_date(now()))
    for line, message in draft.problems:
        dates = line.column.characteristic.kind in _DATES and line.problem
        advice = " In a file, write it like 2021-03-09." if dates else ""
        findings.append(row.refuse(_column(line.column.name), f"{message}{advice}"))
    findings += [row.warn(_column(line.column.name), message) for line, message in draft.warnings]
    findings += [
        row.warn(_column(line.column.name), "This is not asked here, so it is not sent.")
        for line in draft.lines
        if line.text and not line.asked
    ]
    if any(one.standing is Standing.REFUSED for one in findings):
        return None, findings
    return Notice(row, _key(force, texts), texts, draft), findings


def _of_columns(row: FileRow, force: Force) -> Iterator[Finding]:
    code = row.cell(FORCE)
    if code.upper() != force.code.upper():
        reason = f"Write {force.code}: you can send deaths of {force.name} only."
        yield row.refuse(FORCE, reason)
    for name in row.cells:
        if not row.cell(name) or name == FORCE:
            continue
        if name in _UNITS_OWN:
            yield row.refuse(name, "The unit records this. Leave it blank.")
        elif SHORT.get(name, name) not in _asked():
            yield row.refuse(
                name, "A notification does not ask this. Tell it as follow-up; leave it blank here."
            )


def _told_twice(notices: Iterable[Notice]) -> Iterator[Finding]:
    first: dict[str, FileRow] = {}
    for notice in notices:
        earlier = first.setdefault(notice.key, notice.row)
        if earlier is not notice.row:
            yield notice.row.refuse(
                "force_ref",
                f"Row {earlier.number} tells of the same death. Remove one of them, or give each "
                "its own reference.",
            )


def _not_sent_before(notices: Sequence[Notice], force: Force) -> tuple[list[Notice], list[Finding]]:
    """The notices whose key is new, and a finding for each of the others."""
    earlier: dict[str, Notification] = {}
    for start in range(0, len(notices), _AT_ONCE):
        keys = [notice.key for notice in notices[start : start + _AT_ONCE]]
        statement = select(Notification).where(
            Notification.force_id == force.id, Notification.start_key.in_(keys)
        )
        found = db.session.scalars(statement.order_by(Notification.id))
        earlier |= {one.start_key: one for one in found}
    new, findings = [], []
    for notice in notices:
        before, row = earlier.get(notice.key), notice.row
        if before is None:
            new.append(notice)
        elif texts_of(before) == notice.texts:
            findings.append(Finding(row.file, row.number, "", "", Standing.UNCHANGED))
        else:
            reason = "A file sent this death before and said something else."
            advice = "Correct the notification itself and leave the row out."
            findings.append(row.refuse("force_ref", f"{reason} {advice}"))
    return new, findings


def _duplicates(notice: Notice, user: User) -> Iterator[Finding]:
    probe = Notification(id=0, force_id=user.force_id)  # stands for the one that is not made yet
    for match in possible_duplicates(probe, notice.draft.given, user):
        why = " ".join(f"{reason}." for reason in match.why)
        what = f"{match.kind.lower()} {shown_reference(match.ref)}"
        yield notice.row.warn("", f"This may be the same death as {what}. {why}")


def _key(force: Force, texts: Mapping[str, str]) -> str:
    """The same for the same death: by its reference, or by all that is said where there is none."""
    reference = "".join(texts.get("death.force_ref", "").split()).casefold()
    named = reference or json.dumps(dict(texts), sort_keys=True)
    digest = hashlib.sha256(json.dumps([force.code, bool(reference), named]).encode())
    return f"file-{digest.hexdigest()[:32]}"


def _column(name: str) -> str:
    return _NAMES.get(name, name)


@cache
def _asked() -> frozenset[str]:
    """The columns that a notification asks."""
    columns = columns_of(DICTIONARY.values(), stage=Stage.NOTICE, suspects=20)
    return frozenset(column.name for column in columns)
