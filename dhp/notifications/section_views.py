"""The pages of questions of a draft: asking, keeping what is typed, and going on."""

from collections.abc import Sequence

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, london_time, now, time_of_day
from dhp.dictionary import NOTICE_SECTIONS
from dhp.errors import Absent, Refused, Stale
from dhp.notifications import actions
from dhp.notifications.draft import Line, differences, draft_of
from dhp.notifications.drafting import draft_in, texts_of
from dhp.notifications.models import Notice
from dhp.notifications.queries import notice_with
from dhp.notifications.rules import EDITABLE
from dhp.notifications.section_forms import groups, next_suspect, savable, section_form
from dhp.notifications.views import bp, record_reading
from dhp.web.access import requires
from dhp.web.edge import writes
from dhp.web.fields import QuestionForm
from dhp.web.forms import SeenForm


@bp.get("/<ref>/<section>")
@requires(Permission.NOTIFY)
def section(ref: str, section: str) -> ResponseReturnValue:
    """One page of questions."""
    notice = notice_with(ref, current_user)
    if notice.status not in EDITABLE:
        return redirect(url_for(".show", ref=notice.ref))
    record_reading(notice)
    return _page(notice, section, _form(notice, section))


@bp.post("/<ref>/<section>", endpoint="save_section")
@requires(Permission.NOTIFY)
@writes
def save_section(ref: str, section: str) -> ResponseReturnValue:
    """Keep what was typed, then go on, add a suspect, or show what needs mending."""
    notice = notice_with(ref, current_user)
    form, seen = _form(notice, section), SeenForm().seen_version
    typed = savable(form)
    try:
        actions.save(notice, typed, seen, by=current_user)
    except Stale:
        return _both_versions(notice, section, form, typed)
    if form.errors and request.form.get("next") != "later":
        return _page(notice, section, form)
    another = request.form.get("another", "")
    if another.isascii() and another.isdigit():
        actions.add_suspect(notice, int(another[:3]), by=current_user)
        return redirect(url_for(".section", ref=ref, section=section, _anchor="last"), 303)
    return redirect(_after(notice, section, request.form.get("next")), 303)


@bp.post("/<ref>/<section>/autosave")
@requires(Permission.NOTIFY)
@writes
def autosave(ref: str, section: str) -> ResponseReturnValue:
    """Keep what is typed while it is typed, for the page's own script."""
    notice = notice_with(ref, current_user)
    form, seen = _form(notice, section), SeenForm().seen_version
    try:
        actions.save(notice, savable(form), seen, by=current_user)
    except (Refused, Stale) as error:
        return jsonify(message=error.message), 409
    answer = jsonify(saved_at=time_of_day(london_time(notice.saved_at)))
    answer.headers["X-Version"] = str(notice.version)
    return answer


def _form(notice: Notice, section: str) -> QuestionForm:
    if section not in NOTICE_SECTIONS:
        raise Absent
    draft = draft_in(notice)
    return section_form(notice, draft.section(section), draft)


def _page(
    notice: Notice,
    section: str,
    form: QuestionForm,
    differing: Sequence[tuple[Line, Line]] = (),
) -> str:
    return render_template(
        "notifications/section.html",
        notification=notice,
        section=section,
        sections=NOTICE_SECTIONS,
        form=form,
        groups=groups(form, notice.suspects),
        another=next_suspect(form, notice.suspects),
        differing=differing,
    )


def _both_versions(
    notice: Notice, section: str, form: QuestionForm, typed: dict[str, str]
) -> tuple[str, int]:
    """The page with what somebody else saved beside what was typed; nothing is saved."""
    mine = draft_of(texts_of(notice) | typed, notice.suspects, today=london_date(now()))
    differing = differences(draft_in(notice), mine)
    record_reading(notice)
    return _page(notice, section, form, differing=differing), 409


def _after(notice: Notice, section: str, wanted: str | None) -> str:
    codes = list(NOTICE_SECTIONS)
    following = codes[codes.index(section) + 1 :]
    if wanted == "later":
        return url_for(".show", ref=notice.ref)
    if following:
        return url_for(".section", ref=notice.ref, section=following[0])
    return url_for(".check", ref=notice.ref)
