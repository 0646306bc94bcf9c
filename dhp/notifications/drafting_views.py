"""The pages of a first notice: its questions, checking the answers, and sending them."""

from collections.abc import Sequence

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, london_time, now, time_of_day
from dhp.dictionary import SECTIONS
from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.errors import DomainError, Refused, Stale
from dhp.notifications import actions
from dhp.notifications.draft import Draft, Line, differences, draft_of
from dhp.notifications.drafting import draft_in, texts_of
from dhp.notifications.duplicates import COMPARED, Match, possible_duplicates
from dhp.notifications.forms import SeenForm, SendForm, groups, savable, section_form
from dhp.notifications.models import Notification
from dhp.notifications.queries import notification_with
from dhp.notifications.rules import EDITABLE
from dhp.notifications.views import bp, record_reading
from dhp.web.access import requires
from dhp.web.edge import writes
from dhp.web.fields import QuestionForm

_CODES = tuple(SECTIONS)
_PAGE = f"/<ref>/<any({','.join(_CODES)}):section>"


@bp.get(_PAGE)
@requires(Permission.NOTIFY)
def section(ref: str, section: str) -> ResponseReturnValue:
    """One page of questions."""
    notification = notification_with(ref, current_user)
    if notification.status not in EDITABLE:
        return redirect(url_for(".show", ref=notification.ref))
    record_reading(notification)
    return _page(notification, section, _form(notification, section))


@bp.post(_PAGE, endpoint="save_section")
@requires(Permission.NOTIFY)
@writes
def save_section(ref: str, section: str) -> ResponseReturnValue:
    """Keep what was typed, then go on, add a suspect, or show what needs mending."""
    notification = notification_with(ref, current_user)
    form, seen = _form(notification, section), SeenForm().number
    typed = savable(form)
    try:
        actions.save(notification, typed, seen, by=current_user)
    except Stale:
        return _both_versions(notification, section, form, typed)
    if form.errors and request.form.get("next") != "later":
        return _page(notification, section, form)
    another = request.form.get("another", "")
    if another.isascii() and another.isdigit():
        actions.add_suspect(notification, int(another[:3]), by=current_user)
        return redirect(url_for(".section", ref=ref, section=section, _anchor="last"), 303)
    return redirect(_after(notification, section, request.form.get("next")), 303)


@bp.post(f"{_PAGE}/autosave")
@requires(Permission.NOTIFY)
@writes
def autosave(ref: str, section: str) -> ResponseReturnValue:
    """Keep what is typed while it is typed, for the page's own script."""
    notification = notification_with(ref, current_user)
    form, seen = _form(notification, section), SeenForm().number
    try:
        actions.save(notification, savable(form), seen, by=current_user)
    except (Refused, Stale) as error:
        return jsonify(message=error.message), 409
    answer = jsonify(saved_at=time_of_day(london_time(notification.saved_at)))
    answer.headers["X-Version"] = str(notification.version)
    return answer


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


def _form(notification: Notification, section: str) -> QuestionForm:
    draft = draft_in(notification)
    return section_form(notification, draft.section(section), draft)


def _page(
    notification: Notification,
    section: str,
    form: QuestionForm,
    differing: Sequence[tuple[Line, Line]] = (),
) -> str:
    number = _CODES.index(section)
    suspects = notification.suspects
    told_of_suspects = any(field.name.startswith("suspect") for field in form.questions)
    return render_template(
        "notifications/section.html",
        notification=notification,
        section=section,
        title=SECTIONS[section],
        number=number + 1,
        count=len(_CODES),
        back_to=_CODES[number - 1] if number else None,
        form=form,
        groups=groups(form, suspects),
        more=suspects + 1 if told_of_suspects and suspects < MOST_SUSPECTS else None,
        differing=differing,
    )


def _both_versions(
    notification: Notification, section: str, form: QuestionForm, typed: dict[str, str]
) -> tuple[str, int]:
    """The page with what somebody else saved beside what was typed; nothing is saved."""
    mine = draft_of(texts_of(notification) | typed, notification.suspects, today=london_date(now()))
    differing = differences(draft_in(notification), mine)
    record_reading(notification)
    return _page(notification, section, form, differing=differing), 409


def _after(notification: Notification, section: str, wanted: str | None) -> str:
    following = _CODES[_CODES.index(section) + 1 :]
    if wanted == "later":
        return url_for(".show", ref=notification.ref)
    if following:
        return url_for(".section", ref=notification.ref, section=following[0])
    return url_for(".check", ref=notification.ref)


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
        last=_CODES[-1],
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
