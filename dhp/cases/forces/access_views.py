"""The lead's page about who may see a case: restricting it, naming people, lifting the restriction."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.conflicts.actions import end_conflict
from dhp.cases.conflicts.forms import EndForm
from dhp.cases.conflicts.queries import accounts_in, standing_on
from dhp.cases.forces.access_forms import NameForm, RemoveForm, RestrictForm
from dhp.cases.forces.restricting import (
    check_restricted,
    lift,
    name_reader,
    nameable,
    readers_of,
    remove_reader,
    restrict,
    restrictions_of,
)
from dhp.cases.models import Case
from dhp.cases.queries import case_with, names_of
from dhp.cases.views import bp, force_of
from dhp.recognition import confirm_look
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, trying
from dhp.web.edge import writes
from dhp.web.forms import Form


@bp.get("/<ref>/access")
@requires(Permission.RESTRICT_CASES)
def access(ref: str) -> ResponseReturnValue:
    """Who may see a case."""
    return _page(_case(ref), RestrictForm())


@bp.post("/<ref>/access")
@requires(Permission.RESTRICT_CASES)
@writes
def change_access(ref: str) -> ResponseReturnValue:
    """Restrict a case, or lift its restriction, whichever it is not."""
    case, form = _case(ref), RestrictForm()
    with trying(form) as tried:
        check_sound(form)
        act = lift if form.lifts else restrict
        act(case, form.reason.data or "", by=current_user)
        confirm_look(form.look, about=case.ref, by=current_user, force=force_of(case))
    if tried.refused:
        return _page(case, form), tried.refused
    flash("The restriction is lifted." if form.lifts else "The case is restricted.", "success")
    return _back(case)


@bp.post("/<ref>/access/readers")
@requires(Permission.RESTRICT_CASES)
@writes
def add_reader(ref: str) -> ResponseReturnValue:
    """Name a person for a restricted case."""
    case, form = _case(ref), NameForm()
    check_restricted(case)
    people = {person.ref: person for person in nameable(case)}
    form.offer_choices(people.values())
    with trying(form) as tried:
        check_sound(form)
        person = people[form.reader.data]
        name_reader(case, person, by=current_user)
    if tried.refused:
        return _page(case, form), tried.refused
    flash(f"{person.name} is named for this case.", "success")
    return _back(case)


@bp.post("/<ref>/access/readers/remove", endpoint="remove_reader")
@requires(Permission.RESTRICT_CASES)
@writes
def remove_named(ref: str) -> ResponseReturnValue:
    """Take a person off those named for a restricted case."""
    case, form = _case(ref), RemoveForm()
    for person in readers_of(case):
        if person.ref == form.reader.data:
            remove_reader(case, person, by=current_user)
            flash(f"{person.name} is no longer named for this case.", "success")
    return _back(case)


@bp.post("/<ref>/access/conflicts/end", endpoint="end_conflict")
@requires(Permission.RESTRICT_CASES)
@writes
def end_declared(ref: str) -> ResponseReturnValue:
    """End a conflict of interest that a coder declared."""
    case, form = _case(ref), EndForm()
    for one in standing_on(case, current_user):
        if one.ref == form.conflict.data:
            end_conflict(one, by=current_user)
            flash(f"The conflict is ended. {one.user.name} can read the case.", "success")
    return _back(case)


def _case(ref: str) -> Case:
    return case_with(plain_reference(ref), current_user)


def _back(case: Case) -> ResponseReturnValue:
    return redirect(url_for(".access", ref=case.ref), 303)


def _page(case: Case, form: Form) -> str:
    readers, past = readers_of(case), restrictions_of(case)
    others = [person for person in nameable(case) if person not in readers]
    change = form if isinstance(form, RestrictForm) else RestrictForm(formdata=None)
    naming = form if isinstance(form, NameForm) else NameForm(formdata=None)
    change.intent.data = "lift" if case.restricted else "restrict"
    naming.offer_choices(others)
    names = names_of(ref for one in past for ref in (one.restricted_by, one.lifted_by) if ref)
    about = [case.ref, *(person.ref for person in readers)]
    trail.record_read(Act.CASE_READ, by=current_user, about=about, force=force_of(case))
    people = {"readers": readers, "names": names, "named": accounts_in(case, current_user)}
    people["conflicts"] = standing_on(case, current_user)
    forms = {"form": form, "change": change, "naming": naming}
    return render_template("cases/access.html", case=case, past=past, **people, **forms)
