"""The packs of one month side by side, for the unit: what each covers and hides, and where it stands."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dhp.accounts.forces import names_of_forces
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.extensions import db
from dhp.reports.blocks import Laid
from dhp.reports.commentary.queries import authors_in
from dhp.reports.contents.force_pack import FORCE_PACK
from dhp.reports.document import Document
from dhp.reports.life.moving import document_of
from dhp.reports.models import Run, RunStatus
from dhp.reports.queries import visible_to
from dhp.reports.rules import allowed, check_may_approve, check_may_issue
from dhp.statistics.tables import TOTAL, Mark

MOST_MONTHS = 12


@dataclass(frozen=True)
class Line:
    """One pack: whose it is, what it holds and asks for, its last return, how many figures it hides."""

    run: Run
    force: str
    held: str
    to_do: str
    returned: str
    hidden: int
    may_approve: bool
    may_issue: bool

    @property
    def read(self) -> str:
        """What an act on it names: the pack, and exactly the bytes that this page is of."""
        return f"{self.run.ref} {self.run.checksum}"


def months(user: User) -> list[date]:
    """The last days of the latest months of which there are packs, the latest first."""
    packs = visible_to(user).where(Run.kind == FORCE_PACK.kind).subquery()
    days = select(packs.c.period_to).distinct().order_by(packs.c.period_to.desc())
    return list(db.session.scalars(days.limit(MOST_MONTHS)))


def lines(ending: date, user: User) -> list[Line]:
    """The packs of the month that ends on `ending`, by the name of the force."""
    names = names_of_forces()
    statement = (
        visible_to(user)
        .where(Run.kind == FORCE_PACK.kind, Run.period_to == ending)
        .where(Run.status.in_((RunStatus.DRAFT, RunStatus.APPROVED, RunStatus.ISSUED)))
        .order_by(Run.id)
    )
    found = [
        _line(run, names.get(run.force, run.force), user) for run in db.session.scalars(statement)
    ]
    return sorted(found, key=lambda line: (line.force, line.run.id))


def _line(run: Run, name: str, user: User) -> Line:
    document = document_of(run)
    tables = {one.id: one for one in document.blocks if isinstance(one, Laid)}
    held = tables["C1"].cell(TOTAL, "received").shown if "C1" in tables else "Not told"
    to_do = tables["C1"].cell(TOTAL, "status").shown if "C1" in tables else "Not told"
    returns = tables["F4"].rows if "F4" in tables else ()
    returned = returns[-1].cells["words"].shown if returns else "None was due"
    may_approve = user.may(Permission.APPROVE_REPORTS)
    return Line(
        run,
        name,
        held,
        to_do,
        returned,
        _hidden(document),
        may_approve and allowed(check_may_approve, run, user.ref, authors_in(run)),
        user.may(Permission.ISSUE_REPORTS) and allowed(check_may_issue, run, user.ref),
    )


def _hidden(document: Document) -> int:
    """How many figures are withheld."""
    return sum(
        cell.mark is Mark.CONFIDENTIAL
        for table in document.blocks
        if isinstance(table, Laid)
        for row in table.rows
        for cell in row.cells.values()
    )
