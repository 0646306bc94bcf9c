"""What happens to a report that was wrong: a corrected version beside it, or its withdrawal."""

from datetime import datetime

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.reports.actions import Correction, draft
from dhp.reports.building import Order
from dhp.reports.commentary.actions import carry_over
from dhp.reports.document import Front
from dhp.reports.life.moving import move
from dhp.reports.models import Run, RunStatus
from dhp.reports.rules import check_may_correct, check_may_withdraw

LONGEST = 500  # characters of a reason


def start_correction(
    run: Run, wrong: str, front: Front, *, by: User, as_at: datetime | None = None
) -> Run:
    """A draft that corrects the issued `run`: it says on its first page what was wrong, and when.

    It shows what the record knows at `as_at`, now where None. `run` stays in force until the
    corrected version is issued. Raises `Refused` unless `run` is in force.
    """
    check_may_correct(run)
    if _corrected(run):
        raise Refused("A corrected version of this report is in work already. Open that one.")
    said = given(wrong, "wrong", "Write what was wrong, for everybody who read it.")
    move(run)  # so that of two who begin at once, one does
    order = Order(run.kind, run.period_to, front, as_at, None, run.edition, run.force or None)
    corrected = draft(order, by=by, corrects=Correction(run, said))
    carry_over(run, corrected, by=by)
    trail.record(Act.CORRECTION_STARTED, by=by, about=(run.ref, corrected.ref), kind=run.kind)
    return corrected


def withdraw(run: Run, reason: str, *, by: User) -> None:
    """Take back an issued report, or give up a draft, for a reason that its readers are told.

    Raises `Refused` for what is withdrawn already or was superseded.
    """
    check_may_withdraw(run)
    said = given(reason, "reason", "Write why you withdraw it.")
    move(
        run,
        status=RunStatus.WITHDRAWN,
        withdrawn_by=by.ref,
        withdrawn_by_name=by.name,
        withdrawn_at=now(),
        withdrawn_because=said,
    )
    trail.record(Act.REPORT_WITHDRAWN, by=by, about=run.ref, kind=run.kind, checksum=run.checksum)


def _corrected(run: Run) -> bool:
    """Whether a version that corrects `run` is in work or issued."""
    statement = select(Run.id).where(Run.replaces_id == run.id, Run.status != RunStatus.WITHDRAWN)
    return db.session.scalar(statement.limit(1)) is not None


def given(text: str, field: str, missing: str) -> str:
    """`text` without spaces around it, in `LONGEST` characters; raises `DomainError` for a blank."""
    if not text.strip():
        raise DomainError(missing, field)
    return text.strip()[:LONGEST]
