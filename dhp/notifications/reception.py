"""The unit's pages: what waits, reading one notification, accepting it or giving it back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.conflicts.queries import accounts_named
from dhp.cases.models import Incident
from dhp.cases.queries import case_with
from dhp.errors import Absent, DomainError, Refused
from dhp.notifications import actions
from dhp.notifications.drafting import texts_of
from dhp.notifications.forms import AcceptForm, ReturnForm
from dhp.notifications.listing import rows
from dhp.notifications.models import Notification
from dhp.notifications.queries import inbox as inbox_of
from dhp.notifications.queries import notification_with
from dhp.notifications.receipts import latest_receipt, sent_in
from dhp.notifications.rules import MOVES
from dhp.notifications.views import bp, record_reading
from dhp.recognition import confirm_look
from dhp.references import is_reference, shown_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/inbox")
@requires(Permission.ACCEPT_NOTIFICATIONS)
def inbox() -> ResponseReturnValue:
    """What waits for the unit, the one that waited longest first."""
    waiting = inbox_of(current_user)
    trail.record_read(Act.NOTIFICATIONS_LISTED, by=current_user, about=[one.ref for one in waiting])
    return render_template("notifications/inbox.html", rows=rows(waiting))


@bp.get("/<ref>/read")
@requires(Permission.ACCEPT_NOTIFICATIONS)
def read(ref: str) -> ResponseReturnValue:
    """One notification as it was last sent."""
    notification = notification_with(ref, current_user)
    record_reading(notification)
    return _page(notification, AcceptForm())


@bp.post("/<ref>/accept")
@requires(Permission.ACCEPT_NOTIFICATIONS)
@writes
def accept(ref: str) -> ResponseReturnValue:
    """Open the case."""
    notification, form = notification_with(ref, current_user), AcceptForm()
    try:
        incident = _incident(form)
        if not form.validate():
            return _page(notification, form), 422
        case = actions.accept(notification, by=current_user, incident=incident)
    except Refused as error:
        flash(error.message)
    except DomainError as error:
        form.fail(error)
        return _page(notification, form), 422
    else:
        flash(f"Accepted. The case is {shown_reference(case.ref)}.", "success")
    return redirect(url_for(".read", ref=ref), 303)


@bp.get("/<ref>/return", endpoint="give_back")
@requires(Permission.ACCEPT_NOTIFICATIONS)
def give_back(ref: str) -> ResponseReturnValue:
    """Ask why a notification goes back to its force."""
    notification = notification_with(ref, current_user)
    record_reading(notification)
    return render_template(
        "notifications/return.html", notification=notification, form=ReturnForm()
    )


@bp.post("/<ref>/return", endpoint="give_back_now")
@requires(Permission.ACCEPT_NOTIFICATIONS)
@writes
def give_back_now(ref: str) -> ResponseReturnValue:
    """Return a notification to its force."""
    notification, form = notification_with(ref, current_user), ReturnForm()
    with trying(form) as tried:
        check_sound(form)
        actions.return_to_force(notification, form.reason.data or "", by=current_user)
        force = notification.force.code
        confirm_look(form.look, about=notification.ref, by=current_user, force=force)
    if tried.refused:
        page = render_template("notifications/return.html", notification=notification, form=form)
        return page, tried.refused
    return say_done("The notification is back with its force.", ".inbox")


def _incident(form: AcceptForm) -> Incident | None:
    """The incident of the case that the form names, or None for a new one."""
    if form.case is None:
        return None
    try:
        if not is_reference(form.case):
            raise Absent
        return case_with(form.case, current_user).incident
    except Absent:
        raise DomainError(
            "There is no such case. Check its reference, or open a new incident.", "case_ref"
        ) from None


def _page(notification: Notification, form: AcceptForm) -> str:
    receipt = latest_receipt(notification)
    if receipt is None:
        raise Absent
    return render_template(
        "notifications/read.html",
        notification=notification,
        receipt=receipt,
        sent=sent_in(receipt),
        named=accounts_named(texts_of(notification).values(), current_user),
        acceptable=notification.status in MOVES["accept"].since,
        form=form,
    )
