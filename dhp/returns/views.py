"""The force's pages: what it has to return, one period confirmed in one click, and taking it back."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.dictionary import NOTICE_SECTIONS
from dhp.notifications.actions import start
from dhp.notifications.forms import StartForm
from dhp.notifications.queries import waiting_in_force
from dhp.notifications.rules import EDITABLE
from dhp.references import new_reference
from dhp.returns import actions
from dhp.returns.forms import ReturnForm, WithdrawForm, return_form
from dhp.returns.left import left_since
from dhp.returns.plan import period_with
from dhp.returns.queries import Present, history, present_for, presents_for
from dhp.returns.showing import line_rows, rows_of
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.back import forget_way, remember_way
from dhp.web.edge import writes

bp = Blueprint("returns", __name__, url_prefix="/returns")


@bp.get("")
@requires(Permission.CONFIRM_RETURNS)
def index() -> ResponseReturnValue:
    """The force's periods: what is to be returned first, then what was returned."""
    at = now()
    found = presents_for(current_user, at)
    waiting = [one for one in found if one.waits]
    done = [one for one in reversed(found) if not one.waits]
    return render_template("returns/index.html", waiting=waiting, done=done, at=at)


@bp.get("/<period>")
@requires(Permission.CONFIRM_RETURNS)
def show(period: str) -> ResponseReturnValue:
    """One period: its deaths, and the button that confirms them."""
    present = present_for(current_user, period_with(period))
    forget_way(url_for(".show", period=period))
    form = return_form(rows_of(present.deaths))
    return _page(present, form)


@bp.post("/<period>", endpoint="confirm")
@requires(Permission.CONFIRM_RETURNS)
@writes
def confirm(period: str) -> ResponseReturnValue:
    """Confirm the period, by name."""
    chosen = period_with(period)
    form = return_form(rows_of(present_for(current_user, chosen).deaths))
    with trying(form) as tried:
        check_sound(form)
        actions.confirm(chosen, form.disputes, by=current_user, seen=form.seen.data or "")
    if tried.refused:
        return _page(present_for(current_user, chosen), form), tried.refused
    return say_done(
        f"Your return for {chosen.name} is with the central unit. Thank you.",
        ".show",
        period=period,
    )


@bp.post("/<period>/missing")
@requires(Permission.CONFIRM_RETURNS)
@writes
def missing(period: str) -> ResponseReturnValue:
    """Start the notification of a death that the list lacks; its receipt leads back here."""
    chosen = period_with(period)
    draft = start(current_user.force, StartForm().key.data or "", by=current_user)
    remember_way(url_for(".show", period=period), f"Go back to the return for {chosen.name}")
    first = next(iter(NOTICE_SECTIONS))
    return redirect(url_for("notifications.section", ref=draft.ref, section=first), 303)


@bp.get("/<period>/withdraw")
@requires(Permission.CONFIRM_RETURNS)
def withdraw(period: str) -> ResponseReturnValue:
    """Ask why a return is taken back."""
    return _withdrawing(present_for(current_user, period_with(period)), WithdrawForm())


@bp.post("/<period>/withdraw", endpoint="withdraw_now")
@requires(Permission.CONFIRM_RETURNS)
@writes
def withdraw_now(period: str) -> ResponseReturnValue:
    """Take the return back."""
    chosen, form = period_with(period), WithdrawForm()
    with trying(form) as tried:
        check_sound(form)
        actions.withdraw(chosen, form.reason.data or "", by=current_user, seen=form.seen.data or "")
    if tried.refused:
        return _withdrawing(present_for(current_user, chosen), form), tried.refused
    return say_done(
        f"The return for {chosen.name} is taken back. The period is not returned.",
        ".show",
        period=period,
    )


def _withdrawing(present: Present, form: WithdrawForm) -> str:
    form.seen.data = present.fingerprint
    return render_template("returns/withdraw.html", present=present, form=form)


def _page(present: Present, form: ReturnForm) -> str:
    rows, force = rows_of(present.deaths), current_user.force
    form.seen.data = present.fingerprint
    before = history(current_user, force.id, present.period)
    left, key = left_since(before, present.keys, force, current_user), present.period.key
    about = [*(row.ref for row in rows), *(one.ref for one in left.values())]
    trail.record_read(Act.RETURN_READ, by=current_user, about=about, force=force.code, period=key)
    return render_template(
        "returns/show.html",
        present=present,
        form=form,
        rows=rows,
        new={death.ref for death in present.new},
        before=[(made, line_rows(lines)) for made, lines in before],
        left=left,
        drafts=_drafts(),
        start=StartForm(key=new_reference()),
        again="again" in request.args or bool(form.errors),
        at=now(),
    )


def _drafts() -> int:
    """How many notifications of the force are not sent."""
    unsent = waiting_in_force(current_user)
    return sum(len(unsent[status]) for status in EDITABLE)
