"""The one way in which a report changes: only as it was read, so that of two who act, one does."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import update

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Stale
from dhp.extensions import db
from dhp.reports.document import Document
from dhp.reports.models import Run, RunStatus
from dhp.reports.reading import read_document

CHANGED = "Somebody else changed this report a moment ago. Open it again and read what it says now."


def document_of(run: Run) -> Document:
    """The document that `run` keeps; raises ValueError if it was changed behind our back."""
    return read_document(json.loads(run.content))


def move(run: Run, **values: Any) -> None:
    """Give `run` these values, if it still is what this transaction read; raises `Stale` if not.

    The row is changed by one conditional statement, so that nothing that another transaction does
    meanwhile is lost or overlooked; `run` is read again afterwards.
    """
    statement = (
        update(Run)
        .where(Run.id == run.id, Run.version == run.version, Run.status == run.status)
        .where(Run.checksum == run.checksum)
        .values(version=Run.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    moved = db.session.execute(statement)
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(CHANGED)
    db.session.refresh(run)


def rewrite(run: Run, document: Document, because: str, *, by: trail.Actor, **values: Any) -> None:
    """Let the draft `run` say what `document` says. An approval of what it said before is void.

    `because` is told to whoever approved it.
    """
    approver = run.approved_by
    if approver is not None:
        trail.record(Act.APPROVAL_VOIDED, by=by, about=run.ref, checksum=run.checksum)
        values |= {"void_approver": approver, "void_at": now(), "void_because": because}
    move(
        run,
        status=RunStatus.DRAFT,
        content=document.to_json(),
        checksum=document.checksum,
        as_at=document.as_at,
        approved_by=None,
        approved_by_name=None,
        approved_at=None,
        approved_checksum=None,
        **values,
    )


def as_approved(run: Run) -> Document:
    """The document of `run` as it was before the instant of issue was written into it."""
    return replace(document_of(run), issued=None)
