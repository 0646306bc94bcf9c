"""What becomes of invented reports: recipients, a correction, a withdrawal, and drafts in work."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from flask import current_app
from sqlalchemy import Select, func, select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import Week, now, week_of
from dhp.calendar.clock import days_after
from dhp.calendar.issues import issue_of
from dhp.demonstration.accounts import SHOWN_FORCE, Staff
from dhp.demonstration.order import Order
from dhp.extensions import db
from dhp.reports.actions import build_report, front_block, refresh
from dhp.reports.commentary.actions import confirm, write
from dhp.reports.commentary.models import Commentary
from dhp.reports.commentary.queries import to_confirm
from dhp.reports.distribution.actions import name_recipient
from dhp.reports.distribution.models import Recipient
from dhp.reports.document import Edition, Front
from dhp.reports.life.approving import approve
from dhp.reports.life.correcting import start_correction, withdraw
from dhp.reports.life.issuing import issue
from dhp.reports.models import Run, RunStatus
from dhp.reports.packs.together import approve_together, issue_together

_Act = Callable[[Order, Staff], None]
_KIND, _PACK = "weekly", "force-pack"
_PACKS = 3  # each takes as long as a briefing
_WRONG = "A death that two forces notified was counted twice."
_NOT_TO_USE = (
    "The figures of one force were entered under another. A later briefing has them right."
)
_SAID = {
    "headlines": "Late notices from earlier weeks make up much of what came in.",
    "forces": "Forces were asked about open cases this week, which brings notices in.",
}
_ENOUGH, _WRONG_ONE = 5, 3  # briefings issued before one is corrected; the place of that one


def last_days(order: Order, staff: Staff) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """The last days: packs are issued, recipients named, one briefing corrected, one withdrawn, two
    left in work.

    Each act with its instant; one that was done already does nothing.
    """
    acts = (
        (timedelta(days=4), _issue_packs, select(Run.id).where(Run.force != "")),
        (timedelta(days=3), _name_recipients, select(Recipient.id)),
        (timedelta(days=2), _correct_one, select(Run.id).where(Run.replaces_id.is_not(None))),
        (timedelta(days=1), _withdraw_one, select(Run.id).where(Run.status == RunStatus.WITHDRAWN)),
        (timedelta(hours=3), _leave_in_work, select(Commentary.id)),
    )
    for before, act, done in acts:
        yield order.ends - before, partial(_once, act, done, order, staff)


def _once(act: _Act, done: Select[int], order: Order, staff: Staff) -> None:
    issued = select(func.count()).select_from(Run).where(Run.issued_at.is_not(None))
    enough = (db.session.scalar(issued.where(Run.edition == Edition.RESTRICTED)) or 0) >= _ENOUGH
    if enough and db.session.scalar(done.limit(1)) is None:
        act(order, staff)


def _issue_packs(order: Order, staff: Staff) -> None:
    """The packs of last month of a few forces; one more is left to be approved."""
    last = days_after(order.end.replace(day=1), -1)
    coder, codes = staff.coders[0], sorted(staff.contacts)
    chosen = [SHOWN_FORCE, *(code for code in codes if code != SHOWN_FORCE)][:_PACKS]
    made = [build_report(_PACK, last, _front(coder.name), by=coder, force=code) for code in chosen]
    read = [(run, run.checksum) for run in made[:-1]]
    approve_together(read, by=staff.second_lead)
    issue_together(read, by=staff.lead)


def _name_recipients(_order: Order, staff: Staff) -> None:
    """Readers and analysts get every weekly briefing, with those issued so far."""
    roles = (RoleName.READER, RoleName.ANALYST)
    for person in db.session.scalars(select(User).where(User.role.in_(roles)).order_by(User.id)):
        for edition in Edition:
            name_recipient(person, _KIND, edition, by=staff.lead)


def _correct_one(_order: Order, staff: Staff) -> None:
    """One briefing turns out to be wrong; its corrected version goes the same way as any other."""
    wrong, coder = _in_force()[_WRONG_ONE], staff.coders[0]
    draft = start_correction(wrong, _WRONG, _front(coder.name), by=coder)
    approve(draft, draft.checksum, by=staff.second_lead)
    issue(draft, draft.checksum, by=staff.lead)


def _withdraw_one(_order: Order, staff: Staff) -> None:
    """The oldest briefing should not be used."""
    withdraw(_in_force()[-1], _NOT_TO_USE, by=staff.lead)


def _leave_in_work(order: Order, staff: Staff) -> None:
    """One report is approved and waits for its hour; one has a comment to confirm."""
    week = week_of(days_after(order.end, -1))
    planned = issue_of(_KIND, week.previous.end)
    if planned is not None and planned.at > order.ends:
        _approved(week.previous, staff)
    _to_confirm(week, staff)


def _front(author: str) -> Front:
    return front_block(current_app.config, author)


def _approved(week: Week, staff: Staff) -> None:
    coder = staff.coders[1]
    front = _front(current_app.config["UNIT_NAME"])
    run = build_report(_KIND, week.end, front, week.ends_before, by=Command())
    write(run, "headlines", _SAID["headlines"], run.checksum, by=coder)
    approve(run, run.checksum, by=staff.second_lead)


def _to_confirm(week: Week, staff: Staff) -> None:
    """A draft of the week so far, with words on numbers that have moved since."""
    coder = staff.coders[0]
    front = _front(coder.name)
    run = build_report(_KIND, week.end, front, week.begins_at, by=coder)
    for section, text in _SAID.items():
        write(run, section, text, run.checksum, by=staff.coders[1])
    refresh(run, front, run.checksum, now(), by=coder)
    stale = [one.section for one in to_confirm(run)]
    for section in stale[1:]:
        confirm(run, section, run.checksum, by=coder)


def _in_force() -> list[Run]:
    """The restricted briefings in force, the latest first."""
    statement = (
        select(Run)
        .where(Run.kind == _KIND, Run.edition == Edition.RESTRICTED)
        .where(Run.status == RunStatus.ISSUED)
        .order_by(Run.period_to.desc(), Run.id)
    )
    return list(db.session.scalars(statement))
