"""Pages of a report's life: built again, approved, issued, corrected, withdrawn."""

from collections.abc import Callable

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.errors import DomainError
from dhp.recognition import confirm_look
from dhp.reports import actions, queries
from dhp.reports.document import Front
from dhp.reports.forms import ReadForm
from dhp.reports.life.approving import approve as approve_run
from dhp.reports.life.correcting import start_correction
from dhp.reports.life.correcting import withdraw as withdraw_run
from dhp.reports.life.forms import CorrectForm, GiveUpForm, WithdrawForm
from dhp.reports.life.issuing import issue as issue_run
from dhp.reports.life.page import page_after
from dhp.reports.models import Run
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("drafts", __name__, url_prefix="/reports")


@bp.post("/<ref>/refresh")
@requires(Permission.BUILD_REPORTS)
@writes
def refresh(ref: str) -> ResponseReturnValue:
    """Build a draft again from what the record knows now."""
    return _acted(
        ref,
        lambda run, read: actions.refresh(run, _front(run), read, by=current_user),
        "Built again. Look at the comments: those whose numbers changed wait for you.",
    )


@bp.post("/<ref>/approve")
@requires(Permission.APPROVE_REPORTS)
@writes
def approve(ref: str) -> ResponseReturnValue:
    """Approve exactly the draft that was read."""
    return _acted(
        ref,
        lambda run, read: approve_run(run, read, by=current_user),
        "You approved this report. Any change to it voids your approval.",
    )


@bp.post("/<ref>/issue")
@requires(Permission.ISSUE_REPORTS)
@writes
def issue(ref: str) -> ResponseReturnValue:
    """Issue an approved report now, before or after its hour."""
    return _acted(
        ref,
        lambda run, read: issue_run(run, read, by=current_user),
        "The report is issued. Every recipient has it now.",
    )


@bp.get("/<ref>/correct")
@requires(Permission.CORRECT_REPORTS)
def correct(ref: str) -> ResponseReturnValue:
    """Ask what was wrong."""
    run = queries.run_with(ref, current_user)
    return render_template("reports/correct.html", run=run, form=CorrectForm())


@bp.post("/<ref>/correct", endpoint="correct_now")
@requires(Permission.CORRECT_REPORTS)
@writes
def correct_now(ref: str) -> ResponseReturnValue:
    """Start the corrected version and open it."""
    run, form = queries.run_with(ref, current_user), CorrectForm()
    with trying(form) as tried:
        check_sound(form)
        draft = start_correction(run, form.wrong.data or "", _front(run), by=current_user)
        confirm_look(form.look, about=draft.ref, by=current_user)
    if tried.refused:
        return render_template("reports/correct.html", run=run, form=form), tried.refused
    return redirect(url_for("reports.report", ref=draft.ref), 303)


@bp.get("/<ref>/withdraw")
@requires(Permission.CORRECT_REPORTS)
def withdraw(ref: str) -> ResponseReturnValue:
    """Ask why it is withdrawn."""
    run = queries.run_with(ref, current_user)
    return render_template("reports/withdraw.html", run=run, form=_leaving(run))


@bp.post("/<ref>/withdraw", endpoint="withdraw_now")
@requires(Permission.CORRECT_REPORTS)
@writes
def withdraw_now(ref: str) -> ResponseReturnValue:
    """Withdraw it."""
    run = queries.run_with(ref, current_user)
    form, was_issued = _leaving(run), run.was_issued
    with trying(form) as tried:
        check_sound(form)
        withdraw_run(run, form.reason.data or "", by=current_user)
        confirm_look(form.look, about=run.ref, by=current_user)
    if tried.refused:
        return render_template("reports/withdraw.html", run=run, form=form), tried.refused
    done = "The report is withdrawn. Whoever opens it reads why."
    return say_done(done if was_issued else "The draft is given up.", "reports.report", ref=ref)


def _leaving(run: Run) -> WithdrawForm:
    return WithdrawForm() if run.was_issued else GiveUpForm()


def _acted(ref: str, act: Callable[[Run, str], object], done: str) -> ResponseReturnValue:
    """Do it to the report as it was read, by its checksum; the page says why where it cannot be done."""
    run = queries.run_with(ref, current_user)
    try:
        act(run, ReadForm().checksum.data or "")
    except DomainError as error:
        return page_after(error, run), 409
    return say_done(done, "reports.report", ref=ref)


def _front(run: Run) -> Front:
    return actions.front_block(current_app.config, current_user.name, run.edition)
