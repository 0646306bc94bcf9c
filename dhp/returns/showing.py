"""The deaths of a return as lists show them: what makes each recognisable, and where its page is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dhp.cases.models import Case
from dhp.cases.wording import died_words, force_words
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.notifications.listing import rows as notice_rows
from dhp.notifications.models import Notification
from dhp.returns.held import Held
from dhp.returns.models import ReturnLine

_TYPES = {
    DeathType.UNCLASSIFIED: "Not yet classified",
    DeathType.OTHER: "Other death",
}


@dataclass(frozen=True)
class Row:
    """One death of a list.

    `endpoint` is its page for the force, `unit_endpoint` that of the unit. `field` names its box,
    which an `erased` death does not have: it is confirmed, but nothing more can be said of it.
    """

    ref: str
    force_ref: str
    force: str
    told: str
    received_at: datetime | None
    endpoint: str
    unit_endpoint: str
    erased: bool = False

    @property
    def field(self) -> str:
        """The name of the box for why it does not belong."""
        return f"why_{self.ref}"


def rows_of(deaths: Sequence[Held]) -> list[Row]:
    """The lines of deaths that are held, in the order given. Two statements at most."""
    cases, notices = _cases(deaths), _notices(deaths)
    found = []
    for death in deaths:
        kind, number = death.key
        found.append(case_row(cases[number]) if kind == "case" else notice_row(notices[number]))
    return found


def line_rows(lines: Iterable[ReturnLine]) -> list[tuple[ReturnLine, Row]]:
    """Lines of returns, each with its death as it is now."""
    found = []
    for line in lines:
        if line.present_case is not None:
            found.append((line, case_row(line.present_case)))
        elif line.notification is not None:
            found.append((line, notice_row(line.notification)))
    return found


def case_row(case: Case) -> Row:
    """The line of a case."""
    label = case.type.label.lower().removeprefix("suspected ")
    kind = _TYPES.get(case.type, f"Suspected {label}")
    return Row(
        case.ref,
        case.force_ref or "",
        force_words(case),
        f"{kind}. Died: {died_words(case)}",
        case.received_at,
        "followup.case",
        "cases.case",
        erased=case.erased_at is not None,
    )


def notice_row(notice: Notification) -> Row:
    """The line of a notification that the unit has not accepted yet."""
    told = notice_rows([notice])[0]
    return Row(
        notice.ref,
        told.force_ref,
        notice.force.name,
        f"{told.death}. With the central unit, not accepted yet",
        notice.sent_at,
        "notifications.show",
        "notifications.read",
    )


def _cases(deaths: Iterable[Held]) -> dict[int, Case]:
    ids = [number for kind, number in (one.key for one in deaths) if kind == "case"]
    if not ids:
        return {}
    found = db.session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id))
    return {case.id: case for case in found}


def _notices(deaths: Iterable[Held]) -> dict[int, Notification]:
    ids = [number for kind, number in (one.key for one in deaths) if kind == "notification"]
    if not ids:
        return {}
    wanted = select(Notification).where(Notification.id.in_(ids)).order_by(Notification.id)
    return {notice.id: notice for notice in db.session.scalars(wanted)}
