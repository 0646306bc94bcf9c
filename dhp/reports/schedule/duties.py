"""What the service does with reports when it is due: it drafts at the cut-off and issues at the hour."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import defer

from dhp.accounts.forces import forces
from dhp.audit.trail import Command
from dhp.calendar import clock_at, london_date
from dhp.calendar.clock import days_after
from dhp.calendar.issues import Issue, issue_of, issues_between
from dhp.duties import Duty
from dhp.extensions import db
from dhp.reports.actions import build_report, front_block
from dhp.reports.building import KINDS
from dhp.reports.document import Edition
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run, RunStatus

AHEAD, LATE = 120, timedelta(days=7)  # days within which an issue follows its cut-off; after it


def drafts_due(at: datetime) -> Iterator[str]:
    """A key for each kind and edition whose cut-off has passed, until a week after its issue."""
    first, last = days_after(london_date(at - LATE), 0), days_after(london_date(at), AHEAD)
    for kind, contents in KINDS.items():
        of = [force.code for force in forces()] if contents.for_force else [""]
        for planned in issues_between(kind, first, last):
            if planned.cut_off <= at < planned.at + LATE:
                for edition in sorted(contents.editions):
                    days = f"{kind} {edition.value} {planned.last.isoformat()}"
                    yield from (f"{days} {force}".strip() for force in of)


def draft(key: str, at: datetime) -> None:
    """Build the draft of one key, unless somebody has built it since the cut-off."""
    kind, word, ending, *of = key.split()
    edition, force = Edition(word), "".join(of)
    planned = issue_of(kind, date.fromisoformat(ending))
    if planned is None or _is_there(planned, edition, force):
        return
    front = front_block(current_app.config, current_app.config["UNIT_NAME"], edition)
    days = kind, planned.last, front, planned.cut_off
    with clock_at(at):
        build_report(*days, by=Command(), edition=edition, force=force or None)


def issues_due(at: datetime) -> Iterator[str]:
    """A key for each approved report whose hour has come. It names the bytes: others are another."""
    statement = (
        select(Run)
        .options(defer(Run.content))
        .where(Run.status == RunStatus.APPROVED, Run.due_at <= at)
        .order_by(Run.due_at, Run.id)
    )
    for run in db.session.scalars(statement):
        yield f"{run.ref} {run.checksum[:20]}"


def issue_at_its_hour(key: str, at: datetime) -> None:
    """Issue one approved report to everybody. Raises a `DomainError` where it is not approved now."""
    run = db.session.scalars(select(Run).where(Run.ref == key.split(maxsplit=1)[0])).one()
    with clock_at(at):
        issue(run, run.checksum, by=Command())


def _is_there(planned: Issue, edition: Edition, force: str) -> bool:
    """Whether there is a report of the period that knows what was known at the cut-off."""
    statement = (
        select(Run.id)
        .where(Run.kind == planned.kind, Run.edition == edition, Run.force == force)
        .where(Run.period_to == planned.last, Run.as_at >= planned.cut_off)
        .where(Run.status != RunStatus.WITHDRAWN)
        .limit(1)
    )
    return db.session.scalar(statement) is not None


DRAFTS = Duty("report drafts", drafts_due, draft)
ISSUES = Duty("report issues", issues_due, issue_at_its_hour)
