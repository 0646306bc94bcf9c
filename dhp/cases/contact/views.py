"""The pages of contact before a death: the timeline, what was searched, and adding to both."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import PartialDate
from dhp.cases.contact.actions import record_contact, record_search, take_back
from dhp.cases.contact.forms import WHEN, TakeBackForm
from dhp.cases.contact.page import ContactPage, contact_page
from dhp.cases.contact.timeline import entry_with
from dhp.cases.queries import case_to_change, case_to_work_on, case_with
from dhp.cases.rules import check_version
from dhp.cases.sheet import sheet_of
from dhp.cases.views import as_at_of, bp, force_of, seen_in
from dhp.errors import DomainError
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.together import Together


@bp.get("/<ref>/contact")
@requires(Permission.OPEN_CASE_PAGES)
def contact(ref: str) -> ResponseReturnValue:
    """The contact that is recorded, as a picture and as a table, and what was searched."""
    case = case_with(plain_reference(ref), current_user)
    try:
        as_at = as_at_of(case, request.args.get("as-at", ""))
    except DomainError as error:
        flash(error.message)
        return redirect(url_for(".contact", ref=case.ref))
    return _page(contact_page(sheet_of(case, current_user, as_at)))


@bp.post("/<ref>/contact/events")
@requires(Permission.CLASSIFY_CASES)
@writes
def add_contact(ref: str) -> ResponseReturnValue:
    """Add an event to the timeline."""
    case = case_to_change(plain_reference(ref), current_user)
    page = contact_page(sheet_of(case, current_user))
    with trying(page.event) as tried:
        check_sound(page.when, page.event)
        people = {member.place: member.person_id for member in page.sheet.cast.members}
        check_version(page.event.seen_version, case.version)
        when = PartialDate.parse(page.when.answers[WHEN])
        record_contact(case, page.event.happening(when, people), by=current_user)
    if tried.refused:
        return _page(page), tried.refused
    return say_done("The contact is recorded.", ".contact", ref=case.ref)


@bp.post("/<ref>/contact/searches")
@requires(Permission.CLASSIFY_CASES)
@writes
def add_search(ref: str) -> ResponseReturnValue:
    """Say that a system was searched."""
    case = case_to_change(plain_reference(ref), current_user)
    page = contact_page(sheet_of(case, current_user))
    with trying(page.search) as tried:
        check_sound(page.search)
        check_version(page.search.seen_version, case.version)
        record_search(case, page.search.searching, by=current_user)
    if tried.refused:
        return _page(page), tried.refused
    return say_done("The search is recorded.", ".contact", ref=case.ref, _anchor="searches")


@bp.get("/<ref>/contact/<entry>/take-back")
@requires(Permission.CLASSIFY_CASES)
def take_back_contact(ref: str, entry: str) -> ResponseReturnValue:
    """Ask why an entry is taken back."""
    case = case_to_work_on(plain_reference(ref), current_user)
    entry_with(case, entry)
    form = TakeBackForm()
    form.version.data = str(case.version)
    trail.record_read(Act.CASE_READ, by=current_user, about=case.ref, force=force_of(case))
    return render_template("cases/take_back.html", case=case, form=form, back="cases.contact")


@bp.post("/<ref>/contact/<entry>/take-back")
@requires(Permission.CLASSIFY_CASES)
@writes
def take_back_contact_now(ref: str, entry: str) -> ResponseReturnValue:
    """Take an entry back."""
    case = case_to_change(plain_reference(ref), current_user)
    found, form = entry_with(case, entry), TakeBackForm()
    with trying(form) as tried:
        check_sound(form)
        take_back(case, found, form.reason.data or "", by=current_user)
    if tried.refused:
        page = render_template("cases/take_back.html", case=case, form=form, back="cases.contact")
        return page, tried.refused
    return say_done("The entry is taken back.", ".contact", ref=case.ref)


def _page(page: ContactPage) -> str:
    sheet = page.sheet
    page.start()
    trail.record_read(
        Act.CASE_READ,
        by=current_user,
        about=seen_in(sheet),
        force=force_of(sheet.case),
        as_at=sheet.as_at.isoformat() if sheet.as_at else None,
    )
    forms = Together(page.when, page.event, page.search)
    return render_template("cases/contact.html", page=page, sheet=sheet, form=forms)
