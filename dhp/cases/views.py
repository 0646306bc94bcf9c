"""The pages of the record: the list of cases, one case, and its classification."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.accounts.regions import names_of_forces
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, long_instant, now
from dhp.cases.actions import classify
from dhp.cases.conflicts.queries import accounts_named
from dhp.cases.contact.page import contact_on, pictures_of, rows_of
from dhp.cases.erasing.queries import erasure_of
from dhp.cases.filtering import facts_of, filter_from
from dhp.cases.forms import ClassificationForm
from dhp.cases.instants import instant_in
from dhp.cases.listing import latest_cases
from dhp.cases.models import Case
from dhp.cases.queries import case_with
from dhp.cases.rules import check_takes_work, check_version
from dhp.cases.sheet import Sheet, sheet_of
from dhp.definitions import DeathType, Verdict
from dhp.errors import DomainError
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("cases", __name__, url_prefix="/cases")


@bp.get("")
@requires(Permission.OPEN_CASE_PAGES)
def index() -> ResponseReturnValue:
    """The cases that the person may read, latest received first."""
    # Those that the person looks after: no others are named.
    forces = names_of_forces(current_user, on=london_date(now()))
    wanted = filter_from(request.args, forces)
    before = plain_reference(request.args.get("before", "")) or None
    page = latest_cases(current_user, wanted=wanted, before=before)
    shown = [case.ref for case in page.cases]
    trail.record_read(Act.CASES_LISTED, by=current_user, about=shown, filters=facts_of(wanted))
    return render_template(
        "cases/index.html", page=page, wanted=wanted, forces=forces, types=DeathType, before=before
    )


@bp.get("/<ref>")
@requires(Permission.OPEN_CASE_PAGES)
def case(ref: str) -> ResponseReturnValue:
    """One case: what is missing, what is known, how it was judged, what happened."""
    found = case_with(plain_reference(ref), current_user)
    try:
        as_at = as_at_of(found, request.args.get("as-at", ""))
    except DomainError as error:
        flash(error.message)
        return redirect(url_for(".case", ref=found.ref))
    sheet = sheet_of(found, current_user, as_at)
    contact, erasure = contact_on(sheet), erasure_of(found)
    named = accounts_named([one.protected for one in sheet.told if one.protected], current_user)
    moment = as_at.isoformat() if as_at else None
    trail.record_read(  # when all is read: what came after would take a third transaction
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(found), as_at=moment
    )
    drawings = pictures_of(contact, rows_of(contact, sheet))
    facts = {"contact": contact, "drawings": drawings, "erasure": erasure, "named": named}
    return render_template("cases/case.html", sheet=sheet, **facts)


@bp.get("/<ref>/classification")
@requires(Permission.CLASSIFY_CASES)
def classification(ref: str) -> ResponseReturnValue:
    """What the definitions propose, and a form for the person's own decision."""
    sheet = _to_judge(ref)
    form = ClassificationForm()
    form.start_from(sheet.judgement, sheet.case.version)
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    return render_template("cases/classification.html", sheet=sheet, form=form)


@bp.post("/<ref>/classification")
@requires(Permission.CLASSIFY_CASES)
@writes
def judge(ref: str) -> ResponseReturnValue:
    """Record the decision beside the proposal, unless the case has changed since it was shown."""
    sheet = _to_judge(ref)
    form = _judging(sheet)
    with trying(form) as tried:
        check_sound(form)
        check_version(form.seen_version, sheet.case.version)
        decision = form.decision
        classify(sheet.case, decision, _verdict_in(sheet)(decision.definition), by=current_user)
    if not tried.refused:
        return say_done("The classification is recorded.", ".case", ref=sheet.case.ref)
    if tried.stale:  # what stands now is on the page; sending again decides on it
        sheet = load(ref)
        form.version.data = str(sheet.case.version)
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    return render_template("cases/classification.html", sheet=sheet, form=form), tried.refused


def as_at_of(case: Case, text: str) -> datetime | None:
    """The instant at which a page shows `case`; None for now.

    Raises `DomainError` for what is no instant, and for one before the case was opened.
    """
    instant = instant_in(text) if text else None
    if instant and instant < case.opened_at:
        raise DomainError(f"This case was opened on {long_instant(case.opened_at)}, not before.")
    return instant


def load(ref: str) -> Sheet:
    """The sheet of the case with this reference, as typed. Raises `Absent`."""
    return sheet_of(case_with(plain_reference(ref), current_user), current_user)


def _judging(sheet: Sheet) -> ClassificationForm:
    form = ClassificationForm()
    if form.seen_version == sheet.case.version:  # else the person reads first what stands now
        form.hold_against(_verdict_in(sheet), (sheet.case.scope, sheet.case.type))
    return form


def _verdict_in(sheet: Sheet) -> Callable[[str], Verdict]:
    return lambda definition: sheet.proposal_of(definition).verdict


def _to_judge(ref: str) -> Sheet:
    sheet = load(ref)
    check_takes_work(sheet.case)
    return sheet


def seen_in(sheet: Sheet) -> list[str]:
    """What the trail names when `sheet` is shown: the case, and the others that it mentions."""
    return [sheet.case.ref, *(other.ref for other in sheet.others)]


def force_of(case: Case) -> str | None:
    """The code of the force whose case it is."""
    return case.force.code if case.force else None
