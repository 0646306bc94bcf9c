"""Reading reports: the unit sees drafts, everybody else what was issued."""

import json
from datetime import date

from sqlalchemy import Select, false, select
from sqlalchemy.orm import defer

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.errors import Absent
from dhp.extensions import db
from dhp.reports.document import Document, Edition
from dhp.reports.models import Run, RunStatus
from dhp.reports.reading import read_document


def visible_to(user: User) -> Select[Run]:
    """The runs that `user` may read."""
    statement = select(Run)
    if user.may(Permission.BUILD_REPORTS):
        return statement
    if user.may(Permission.READ_ISSUED_REPORTS):
        return statement.where(Run.status == RunStatus.ISSUED)
    return statement.where(false())


def run_with(ref: str, user: User) -> Run:
    """The run with reference `ref`; raises `Absent`."""
    run = db.session.scalar(visible_to(user).where(Run.ref == ref))
    if run is None:
        raise Absent
    return run


def latest_runs(user: User, *, most: int = 60) -> list[Run]:
    """The latest runs by period, then by when they were built; without their content."""
    statement = (
        visible_to(user)
        .options(defer(Run.content))
        .order_by(Run.period_to.desc(), Run.built_at.desc(), Run.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(statement))


def last_issued(kind: str, ending: date, edition: Edition = Edition.RESTRICTED) -> Run | None:
    """The issued run of `kind` and `edition` whose period ended last before `ending`."""
    statement = (
        select(Run)
        .options(defer(Run.content))
        .where(Run.kind == kind, Run.edition == edition)
        .where(Run.status == RunStatus.ISSUED, Run.period_to < ending)
        .order_by(Run.period_to.desc(), Run.issued_at.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def document_of(run: Run) -> Document:
    """The document that `run` keeps; raises ValueError if it was changed behind our back."""
    return read_document(json.loads(run.content))
