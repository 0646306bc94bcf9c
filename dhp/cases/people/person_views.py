"""The page of one person of a case: the part in the abuse, other deaths, and taking them out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.people.actions import also_suspected, remove, set_role_in_abuse
from dhp.cases.people.forms import AbuseForm, RemoveForm
from dhp.cases.people.reading import Member
from dhp.cases.queries import case_to_change, case_to_work_on
from dhp.cases.rules import check_version
from dhp.cases.sheet import Sheet, sheet_of
from dhp.cases.views import bp, force_of, seen_in
from dhp.cases.vocabularies import RoleInAbuse
from dhp.errors import Absent, DomainError
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.forms import SeenForm


@bp.get("/<ref>/people/<place>")
@requires(Permission.CLASSIFY_CASES)
def person(ref: str, place: str) -> ResponseReturnValue:
    """One person: what part they had in the abuse, and in which deaths."""
    sheet = sheet_of(case_to_work_on(plain_reference(ref), current_user), current_user)
    member, form = _member(sheet, place), AbuseForm()
    form.in_abuse.data = member.in_abuse.value if member.in_abuse else None
    return _page(sheet, member, form, RemoveForm(prefix="remove-"))


@bp.post("/<ref>/people/<place>/abuse")
@requires(Permission.CLASSIFY_CASES)
@writes
def part_in_abuse(ref: str, place: str) -> ResponseReturnValue:
    """Record the part that a person had in the abuse."""
    sheet = sheet_of(case_to_change(plain_reference(ref), current_user), current_user)
    member, form = _member(sheet, place), AbuseForm()
    with trying(form) as tried:
        check_sound(form)
        check_version(form.seen_version, sheet.case.version)
        set_role_in_abuse(sheet.case, place, RoleInAbuse(form.in_abuse.data), by=current_user)
    if tried.refused:
        return _page(sheet, member, form, RemoveForm(None, prefix="remove-")), tried.refused
    return say_done("The part in the abuse is recorded.", ".people", ref=sheet.case.ref)


@bp.post("/<ref>/people/<place>/remove")
@requires(Permission.CLASSIFY_CASES)
@writes
def remove_person(ref: str, place: str) -> ResponseReturnValue:
    """Take out somebody who was added by mistake; a victim never is."""
    if place == "victim":
        raise Absent
    sheet = sheet_of(case_to_change(plain_reference(ref), current_user), current_user)
    member, form = _member(sheet, place), RemoveForm(prefix="remove-")
    with trying(form) as tried:
        check_sound(form)
        check_version(form.seen_version, sheet.case.version)
        remove(sheet.case, place, form.reason.data or "", by=current_user)
    if tried.refused:
        return _page(sheet, member, form, form), tried.refused
    return say_done("The person is taken out of this case.", ".people", ref=sheet.case.ref)


@bp.post("/<ref>/people/<place>/also-suspected")
@requires(Permission.CLASSIFY_CASES)
@writes
def also_suspect(ref: str, place: str) -> ResponseReturnValue:
    """Let a suspect be suspected of another death of the incident too."""
    case = case_to_change(plain_reference(ref), current_user)
    other = case_to_work_on(plain_reference(request.form.get("other", "")), current_user)
    try:
        check_version(SeenForm().seen_version, case.version)
        also_suspected(case, place, other, by=current_user)
    except DomainError as error:
        flash(error.message)
    else:
        flash("The suspect is in the other case too.", "success")
    return redirect(url_for(".people", ref=case.ref), 303)


def _member(sheet: Sheet, place: str) -> Member:
    found = sheet.cast.at(place)
    if found is None:
        raise Absent
    return found


def _page(sheet: Sheet, member: Member, form: AbuseForm | RemoveForm, removing: RemoveForm) -> str:
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    abuse = form if isinstance(form, AbuseForm) else AbuseForm(None)
    return render_template(
        "cases/person.html", sheet=sheet, member=member, form=form, abuse=abuse, removing=removing
    )
