"""Who opened a report, when and in which form: read from the trail, where each opening stands."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import defer

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit.acts import Act
from dhp.audit.queries import about
from dhp.errors import Absent
from dhp.extensions import db
from dhp.reports.distribution.models import ReportCopy
from dhp.reports.distribution.queries import copies_of
from dhp.reports.models import Run

FORMS = {"page": "Page", "pdf": "PDF", "html": "Web page", "json": "Data", "xlsx": "Workbook"}
FORMS |= {"summary": "One page", "summary.pdf": "One page, PDF", "changes": "What changed"}


@dataclass(frozen=True)
class Opening:
    """One opening of a report."""

    at: datetime
    name: str
    form: str


@dataclass(frozen=True)
class Held:
    """One copy, and when its holder first opened the report; None where not yet."""

    copy: ReportCopy
    opened_at: datetime | None


@dataclass(frozen=True)
class Log:
    """The openings of one report, the latest first, and its copies by number."""

    openings: tuple[Opening, ...]
    copies: tuple[Held, ...]


def run_to_audit(ref: str, user: User) -> Run:
    """The run with reference `ref`, without its content; raises `Absent` for who may not ask."""
    statement = select(Run).options(defer(Run.content, raiseload=True)).where(Run.ref == ref)
    run = db.session.scalar(statement) if user.may(Permission.READ_REPORT_LOG) else None
    if run is None:
        raise Absent
    return run


def issued_to_audit(user: User, most: int = 100) -> list[Run]:
    """The latest runs that were issued, without their content."""
    if not user.may(Permission.READ_REPORT_LOG):
        return []
    statement = (
        select(Run)
        .options(defer(Run.content, raiseload=True))
        .where(Run.issued_at.is_not(None))
        .order_by(Run.issued_at.desc(), Run.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(statement))


def log_of(run: Run) -> Log:
    """Who opened `run`."""
    events = [event for event in about(run.ref) if event.act == Act.REPORT_READ.value]
    names = _names({event.actor for event in events})
    openings: list[Opening] = []
    first: dict[str, datetime] = {}
    for event in events:
        form = str(json.loads(event.body).get("form", "page"))
        openings.append(
            Opening(event.at, names.get(event.actor, event.actor), FORMS.get(form, form))
        )
        first.setdefault(event.actor, event.at)
    copies = tuple(Held(copy, first.get(copy.user.ref)) for copy in copies_of(run))
    return Log(tuple(reversed(openings)), copies)


def _names(refs: set[str]) -> dict[str, str]:
    statement = select(User.ref, User.name).where(User.ref.in_(refs)).order_by(User.ref)
    return {ref: name for ref, name in db.session.execute(statement)}  # noqa: C416 - typed so
