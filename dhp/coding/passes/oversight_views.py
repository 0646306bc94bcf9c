"""The lead's pages: how far coding is, giving cases out, and whether coding drifts."""

from random import SystemRandom

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.queries import case_with
from dhp.coding.codebook import book
from dhp.coding.drift import drifts, held_by, pictures, together
from dhp.coding.marks.forms import CalibrationForm, CoderForm, GiveOutForm
from dhp.coding.marks.views import bp
from dhp.coding.passes.actions import assign_again
from dhp.coding.passes.oversight import give_calibration, unfinished
from dhp.coding.passes.queries import coders, pass_counts
from dhp.coding.passes.rules import READINGS, PassState
from dhp.coding.passes.sampling import give_out, to_give_out
from dhp.errors import DomainError
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.forms import Form


@bp.get("/progress")
@requires(Permission.ADJUDICATE)
def progress() -> ResponseReturnValue:
    """Which cases are being coded, and a form to give out more."""
    form = GiveOutForm(formdata=None)
    form.coders.choices = _choices()
    return _progress(form)


@bp.post("/progress", endpoint="give_out")
@requires(Permission.ADJUDICATE)
@writes
def give() -> ResponseReturnValue:
    """Give cases out to coders."""
    form = GiveOutForm()
    form.coders.choices = _choices()
    with trying(form) as tried:
        check_sound(form)
        chosen = [one for one in coders() if one.ref in (form.coders.data or ())]
        cases = to_give_out(current_user)[: int(form.count.data or 0)]
        given = give_out(cases, chosen, form.share, by=current_user, rng=SystemRandom())
    if tried.refused:
        return _progress(form), tried.refused
    return say_done(f"Cases given out: {given}.", ".progress")


@bp.post("/progress/<ref>")
@requires(Permission.ADJUDICATE)
@writes
def give_again(ref: str) -> ResponseReturnValue:
    """Give the reading that somebody passed on to another coder."""
    case, form = case_with(plain_reference(ref), current_user), CoderForm()
    form.coder.choices = _choices()
    try:
        if form.validate():
            assign_again(case, _coder(form.coder.data), by=current_user)
            flash("The case has its coder again.", "success")
        else:
            flash("Choose a coder.")
    except DomainError as error:
        flash(error.message)
    return redirect(url_for(".progress"), 303)


@bp.get("/drift")
@requires(Permission.ADJUDICATE)
def drift() -> ResponseReturnValue:
    """Each coder's calibration over time, and a form to give hidden cases."""
    form = CalibrationForm(formdata=None)
    form.coder.choices = _choices()
    return _drift(form)


@bp.post("/drift", endpoint="calibrate")
@requires(Permission.ADJUDICATE)
@writes
def hide() -> ResponseReturnValue:
    """Give a coder hidden calibration cases."""
    form = CalibrationForm()
    form.coder.choices = _choices()
    with trying(form) as tried:
        check_sound(form)
        people, count = [_coder(form.coder.data)], int(form.count.data or 0)
        given = give_calibration(people, count, book(), by=current_user, rng=SystemRandom())
    if tried.refused:
        return _drift(form), tried.refused
    return say_done(f"Calibration cases given: {given}. The coder is not told.", ".drift")


def _choices() -> list[tuple[str, str]]:
    return [(one.ref, one.name) for one in coders()]


def _coder(ref: str) -> User:
    return next(one for one in coders() if one.ref == ref)


def _progress(form: Form) -> str:
    rows, found = unfinished(current_user), pass_counts(current_user)
    counts = {key: n for key, n in found.items() if key[0] in READINGS}
    trail.record_read(Act.CODING_LISTED, by=current_user, about=[row.case.ref for row in rows])
    return render_template(
        "coding/progress.html",
        form=form,
        rows=rows,
        finished=sum(n for (_, state), n in counts.items() if state is PassState.LOCKED),
        given=sum(n for (_, state), n in counts.items() if state is not PassState.SKIPPED),
        ready=len(to_give_out(current_user)),
        people=_choices(),
    )


def _drift(form: Form) -> str:
    held = held_by(current_user, book())
    all_together, last = together(held), london_date(now())
    rows = [(one, pictures(one, all_together, last)) for one in drifts(held)]
    return render_template("coding/drift.html", form=form, rows=rows)
