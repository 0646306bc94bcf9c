"""The pages on which the unit edits a case section by section."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.editing import saving as editing
from dhp.cases.editing.forms import SectionForm
from dhp.cases.editing.page import SectionEdit, choices_in
from dhp.cases.editing.saving import Edit, groups_in
from dhp.cases.editing.warnings import keep
from dhp.cases.queries import case_to_change, case_to_work_on
from dhp.cases.rules import check_version
from dhp.cases.sheet import Sheet, sheet_of
from dhp.cases.views import bp, force_of, seen_in
from dhp.dictionary import SECTIONS, write
from dhp.errors import Absent, DomainError, Stale
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.edge import writes
from dhp.web.fields import question_form
from dhp.web.together import Together


@bp.get("/<ref>/sections/<section>", defaults={"group": ""})
@bp.get("/<ref>/sections/<section>/<group>")
@requires(Permission.CLASSIFY_CASES)
def edit(ref: str, section: str, group: str) -> ResponseReturnValue:
    """The questions of one section about one person, with what stands; or the people to choose."""
    sheet = sheet_of(case_to_work_on(plain_reference(ref), current_user), current_user)
    if section in SECTIONS and not group and len(groups_in(sheet, section)) > 1:
        return _people_page(sheet, section)
    editing_now = _editing(sheet, section, group)
    editing_now.start()
    return _page(editing_now)


@bp.post("/<ref>/sections/<section>", defaults={"group": ""})
@bp.post("/<ref>/sections/<section>/<group>")
@requires(Permission.CLASSIFY_CASES)
@writes
def save_section(ref: str, section: str, group: str) -> ResponseReturnValue:
    """Record what was changed, or show what stands beside what was typed."""
    case = case_to_change(plain_reference(ref), current_user)
    editing_now = _editing(sheet_of(case, current_user), section, group)
    sound = all([editing_now.questions.validate(), editing_now.form.validate()])
    try:
        check_version(editing_now.form.seen_version, case.version)
        wanted = editing_now.edit() if sound else None
        if wanted is None or not editing_now.settled(wanted):
            return _page(editing_now), 422
        return redirect(_saved(editing_now, wanted), 303)
    except Stale as error:
        editing_now.fail(error)
        editing_now.keep_typed()
        return _page(editing_now), 409
    except DomainError as error:
        editing_now.fail(error)
        return _page(editing_now), 422


def _saved(editing_now: SectionEdit, wanted: Edit) -> str:
    """Save, say so, and give back where to go next."""
    sheet, section, group = editing_now.sheet, editing_now.section, editing_now.group
    more = editing.newly_asked(wanted, sheet, section, group)
    codes = editing.save(wanted, sheet, by=current_user) if wanted.answers else []
    if not codes:
        flash("Nothing was changed, so nothing is recorded.")
        return url_for(".case", ref=sheet.case.ref, _anchor=f"section-{section}")
    keep(sheet.case, editing_now.warnings, wanted.reason, by=current_user)
    flash("The answer is recorded." if len(codes) == 1 else "The answers are recorded.", "success")
    if more:
        flash("More questions are asked now. They are below.")
        whose = group if editing_now.whom else ""
        return url_for(".edit", ref=sheet.case.ref, section=section, group=whose)
    return url_for(".case", ref=sheet.case.ref, _anchor=f"section-{section}")


def _editing(sheet: Sheet, section: str, group: str) -> SectionEdit:
    """The section being edited, about `group`; without one about the only one it asks about."""
    groups = groups_in(sheet, section) if section in SECTIONS else []
    group = group or (groups[0] if len(groups) == 1 else "")
    if section not in SECTIONS or (group and group not in ("death", *sheet.places.people)):
        raise Absent
    form = SectionForm()
    columns = editing.columns_in(sheet, section, group, form.marks)
    texts = {column.name: write(sheet.answers[column.name]) for column in columns}
    questions = question_form(columns, texts, died=sheet.case.died_first, alone=sheet.places.alone)
    return SectionEdit(sheet, section, group, questions, form)


def _people_page(sheet: Sheet, section: str) -> str:
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    return render_template(
        "cases/section_people.html",
        sheet=sheet,
        section=section,
        choices=choices_in(sheet, section),
        sections=SECTIONS,
    )


def _page(editing_now: SectionEdit) -> str:
    sheet = editing_now.sheet
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    return render_template(
        "cases/section.html",
        editing=editing_now,
        sheet=sheet,
        sections=SECTIONS,
        form=Together(editing_now.questions, editing_now.form),
    )
