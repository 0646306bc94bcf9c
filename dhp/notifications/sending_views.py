"""Checking a draft and sending it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.dictionary import NOTICE_SECTIONS
from dhp.errors import DomainError, Refused, Stale
from dhp.notifications import actions
from dhp.notifications.draft import Draft
from dhp.notifications.drafting import draft_in
from dhp.notifications.duplicates import COMPARED, Match, possible_duplicates
from dhp.notifications.forms import SendForm
from dhp.notifications.models import Notification
from dhp.notifications.queries import notification_with
from dhp.notifications.rules import EDITABLE
from dhp.notifications.views import bp, record_reading
from dhp.web.access import requires
from dhp.web.edge import writes


@bp.get("/<ref>/check")
@requires(Permission.NOTIFY)
def check(ref: str) -> ResponseReturnValue:
    """All answers, gaps and possible duplicates before sending."""
    notification = notification_with(ref, current_user)
    if notification.status not in EDITABLE:
        return redirect(url_for(".show", ref=notification.ref))
    form = SendForm(key=notification.send_key, version=str(notification.version))
    return _check_page(notification, form)


@bp.post("/<ref>/check", endpoint="send")
@requires(Permission.NOTIFY)
@writes
def send(ref: str) -> ResponseReturnValue:
    """Send what was checked, once."""
    notification, form = notification_with(ref, current_user), SendForm()
    try:
        receipt = actions.send(
            notification,
            form.key.data or "",
            form.gap_reason.data or "",
            by=current_user,
            version=form.number,
        )
    except Refused:
        raise
    except DomainError as error:
        return _check_again(notification, form, error), 409 if isinstance(error, Stale) else 422
    return redirect(url_for(".receipt", ref=ref, receipt_ref=receipt.ref), 303)


def _check_again(notification: Notification, form: SendForm, error: DomainError) -> str:
    """The page once more, with what is wrong and as the notification stands now."""
    form.fail(error)
    form.key.data, form.version.data = notification.send_key, str(notification.version)
    return _check_page(notification, form)


def _check_page(notification: Notification, form: SendForm) -> str:
    draft = draft_in(notification)
    alike = possible_duplicates(notification, draft.given, current_user)
    record_reading(notification)
    if alike:
        _record_duplicates(notification, alike)
    return render_template(
        "notifications/check.html",
        notification=notification,
        draft=draft,
        alike=alike,
        compared=_compared(draft),
        form=form,
        last=next(reversed(NOTICE_SECTIONS)),
    )


def _record_duplicates(notification: Notification, alike: list[Match]) -> None:
    trail.record_read(
        Act.DUPLICATES_SHOWN,
        by=current_user,
        about=[notification.ref, *(match.ref for match in alike)],
        force=notification.force.code,
    )


def _compared(draft: Draft) -> list[tuple[str, str, str]]:
    """The name, label and answer of each column that possible duplicates are compared in."""
    at = {line.column.name: line for line in draft.lines}
    return [(name, at[name].label, at[name].shown or "Not answered") for name in COMPARED]
