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
from dhp.notifications.models import Notice
from dhp.notifications.queries import notice_with
from dhp.notifications.rehearsing import actions as practice
from dhp.notifications.rehearsing.models import Rehearsal
from dhp.notifications.rules import EDITABLE
from dhp.notifications.views import bp, record_reading
from dhp.web.access import requires
from dhp.web.edge import writes


@bp.get("/<ref>/check")
@requires(Permission.NOTIFY)
def check(ref: str) -> ResponseReturnValue:
    """All answers, gaps and possible duplicates before sending."""
    notice = notice_with(ref, current_user)
    if notice.status not in EDITABLE:
        return redirect(url_for(".show", ref=notice.ref))
    form = SendForm(key=notice.send_key, version=str(notice.version))
    return _check_page(notice, form)


@bp.post("/<ref>/check", endpoint="send")
@requires(Permission.NOTIFY)
@writes
def send(ref: str) -> ResponseReturnValue:
    """Send what was checked, once."""
    notice, form = notice_with(ref, current_user), SendForm()
    try:
        receipt_ref = _send(notice, form)
    except Refused:
        raise
    except DomainError as error:
        return _check_again(notice, form, error), 409 if isinstance(error, Stale) else 422
    return redirect(url_for(".receipt", ref=ref, receipt_ref=receipt_ref), 303)


def _send(notice: Notice, form: SendForm) -> str:
    """Send in earnest, or for practice to nobody; gives the reference of the receipt."""
    key, reason = form.key.data or "", form.gap_reason.data or ""
    if isinstance(notice, Rehearsal):
        return practice.send(notice, key, reason, by=current_user, version=form.seen_version).ref
    return actions.send(notice, key, reason, by=current_user, version=form.seen_version).ref


def _check_again(notice: Notice, form: SendForm, error: DomainError) -> str:
    """The page once more, with what is wrong and as the notification stands now."""
    form.fail(error)
    form.key.data, form.version.data = notice.send_key, str(notice.version)
    return _check_page(notice, form)


def _check_page(notice: Notice, form: SendForm) -> str:
    draft = draft_in(notice)
    alike = (  # a practice death is compared with no real one
        []
        if isinstance(notice, Rehearsal)
        else possible_duplicates(notice, draft.given, current_user)
    )
    record_reading(notice)
    if alike:
        _record_duplicates(notice, alike)
    return render_template(
        "notifications/check.html",
        notification=notice,
        draft=draft,
        alike=alike,
        compared=_compared(draft),
        form=form,
        last=next(reversed(NOTICE_SECTIONS)),
    )


def _record_duplicates(notice: Notice, alike: list[Match]) -> None:
    trail.record_read(
        Act.DUPLICATES_SHOWN,
        by=current_user,
        about=[notice.ref, *(match.ref for match in alike)],
        force=notice.force.code,
    )


def _compared(draft: Draft) -> list[tuple[str, str, str]]:
    """The name, label and answer of each column that possible duplicates are compared in."""
    at = {line.column.name: line for line in draft.lines}
    return [(name, at[name].label, at[name].shown or "Not answered") for name in COMPARED]
