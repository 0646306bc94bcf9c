"""The force's pages around a draft: the list, starting, one notification, receipts, withdrawing."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.queries import anchor_over, latest_about
from dhp.calendar import london_time, time_of_day
from dhp.dictionary import DICTIONARY, NOTICE_SECTIONS, Stage, columns_of, states_offered
from dhp.notifications import actions
from dhp.notifications.drafting import draft_in
from dhp.notifications.forms import StartForm, WithdrawForm
from dhp.notifications.listing import rows
from dhp.notifications.models import Notice
from dhp.notifications.preparing import checklist
from dhp.notifications.queries import (
    done_in_force,
    notice_with,
    notification_with,
    waiting_in_force,
)
from dhp.notifications.receipts import latest_receipt, receipt_with, sent_in
from dhp.notifications.rehearsing.models import Rehearsal
from dhp.notifications.rehearsing.queries import rehearsal_of
from dhp.notifications.rules import EDITABLE, MOVES
from dhp.references import new_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("notifications", __name__, url_prefix="/notifications")
bp.add_app_template_filter(lambda instant: time_of_day(london_time(instant)), "time_of_day")


def record_reading(notice: Notice) -> None:
    """Record that the signed-in person reads a notification, before it is shown.

    What somebody practises on is their own invention, and reading it tells nobody anything.
    """
    if not notice.practice:
        force = notice.force.code
        trail.record_read(Act.DRAFT_READ, by=current_user, about=notice.ref, force=force)


@bp.get("")
@requires(Permission.NOTIFY)
def index() -> ResponseReturnValue:
    """The force's notifications: what it has to do first."""
    waiting, done = waiting_in_force(current_user), done_in_force(current_user)
    listed = [one.ref for some in (*waiting.values(), done) for one in some]
    trail.record_read(
        Act.NOTIFICATIONS_LISTED, by=current_user, about=listed, force=current_user.force_code
    )
    return render_template(
        "notifications/index.html",
        waiting={status: rows(some) for status, some in waiting.items()},
        done=rows(done),
        practising=rehearsal_of(current_user),
        start=StartForm(key=new_reference()),
    )


@bp.post("/start")
@requires(Permission.NOTIFY)
@writes
def start() -> ResponseReturnValue:
    """Start a draft and go to its first page."""
    draft = actions.start(current_user.force, StartForm().key.data or "", by=current_user)
    first = next(iter(NOTICE_SECTIONS))
    return redirect(url_for(".section", ref=draft.ref, section=first), 303)


@bp.get("/blank")
@requires(Permission.NOTIFY)
def blank() -> ResponseReturnValue:
    """The questions on paper, for when no computer is at hand."""
    columns = columns_of(DICTIONARY.values(), stage=Stage.NOTICE)
    return render_template(
        "notifications/blank.html",
        sections=NOTICE_SECTIONS,
        columns=sorted(columns, key=lambda column: column.place != "victim"),
        states_offered=states_offered,
    )


@bp.get("/prepare")
@requires(Permission.NOTIFY)
def prepare() -> ResponseReturnValue:
    """What to have to hand before a death is notified, to print."""
    return render_template(
        "notifications/prepare.html",
        parts=checklist(Stage.NOTICE),
        later=checklist(Stage.FOLLOW_UP),
    )


@bp.get("/<ref>")
@requires(Permission.NOTIFY)
def show(ref: str) -> ResponseReturnValue:
    """One notification: the list of its pages while it can be changed, else what was sent."""
    notice = notice_with(ref, current_user)
    if isinstance(notice, Rehearsal):
        return _practice(notice)
    receipt = latest_receipt(notice)
    record_reading(notice)
    page = "tasks" if notice.status in EDITABLE else "show"
    return render_template(
        f"notifications/{page}.html",
        notification=notice,
        draft=draft_in(notice),
        receipt=receipt,
        sent=sent_in(receipt) if receipt else None,
        withdrawable=notice.status in MOVES["withdraw"].since,
    )


@bp.get("/<ref>/receipts/<receipt_ref>")
@requires(Permission.NOTIFY)
def receipt(ref: str, receipt_ref: str) -> ResponseReturnValue:
    """The proof of one sending, to keep or to print."""
    notification = notice_with(ref, current_user)
    if isinstance(notification, Rehearsal):
        return _practice(notification)
    found = receipt_with(receipt_ref, notification)
    witness = latest_about(found.ref, Act.NOTIFICATION_SENT)
    about, force = (notification.ref, found.ref), notification.force.code
    trail.record_read(Act.RECEIPT_READ, by=current_user, about=about, force=force)
    return render_template(
        "notifications/receipt.html",
        notification=notification,
        receipt=found,
        sent=sent_in(found),
        witness=witness,
        anchor=anchor_over(witness.seq) if witness else None,
    )


@bp.get("/<ref>/withdraw")
@requires(Permission.NOTIFY)
def withdraw(ref: str) -> ResponseReturnValue:
    """Ask why a notification is withdrawn."""
    notification = notification_with(ref, current_user)
    record_reading(notification)
    return render_template(
        "notifications/withdraw.html", notification=notification, form=WithdrawForm()
    )


@bp.post("/<ref>/withdraw", endpoint="withdraw_now")
@requires(Permission.NOTIFY)
@writes
def withdraw_now(ref: str) -> ResponseReturnValue:
    """Withdraw a notification."""
    notification, form = notification_with(ref, current_user), WithdrawForm()
    with trying(form) as tried:
        check_sound(form)
        actions.withdraw(notification, form.reason.data or "", by=current_user)
    if tried.refused:
        page = render_template("notifications/withdraw.html", notification=notification, form=form)
        return page, tried.refused
    return say_done("The notification is withdrawn.", ".index")


def _practice(rehearsal: Rehearsal) -> str:
    """The pages of what somebody practises on, or once it was sent to nobody, its receipt."""
    page = "receipt" if rehearsal.receipt else "tasks"
    draft = draft_in(rehearsal)
    return render_template(
        f"notifications/{page}.html",
        notification=rehearsal,
        draft=draft,
        receipt=rehearsal.receipt,
        sent=draft,
        witness=None,
    )
