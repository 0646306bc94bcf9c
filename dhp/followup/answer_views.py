"""Correcting or adding one answer after the notice was accepted, at any time."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.errors import Absent
from dhp.followup.page import Page, page_of, save
from dhp.followup.queries import Followed, followed
from dhp.followup.rules import Standing
from dhp.followup.views import bp, held, load_to_ask, record_reading
from dhp.web.access import requires
from dhp.web.edge import writes


@bp.get("/<ref>/answers/<name>")
@requires(Permission.FOLLOW_UP)
def answer(ref: str, name: str) -> ResponseReturnValue:
    """Ask for one answer, with the one given before."""
    return _draw(_page(load_to_ask(ref), name))


@bp.post("/<ref>/answers/<name>", endpoint="correct")
@requires(Permission.FOLLOW_UP)
@writes
def correct(ref: str, name: str) -> ResponseReturnValue:
    """Keep the answer, and the earlier one in the history."""
    case = held(ref)
    page = _page(followed(case), name)
    status = save(page, by=current_user)
    if status:
        return _draw(page), status
    if page.changed:
        flash("The answer is kept. What was told before stays in the history.", "success")
    else:
        flash("This is what you told before. Nothing was changed.")
    return redirect(url_for(".case", ref=case.ref, _anchor=name.replace(".", "-")), 303)


def _page(present: Followed, name: str) -> Page:
    line = present.told.line(name)
    if line is None or not (line.asked or line.shown):
        raise Absent
    reached = [c for c in present.clocks if c.standing in (Standing.OPEN, Standing.DONE)]
    return page_of(present, reached[-1].stage, [line], complete=True)


def _draw(page: Page) -> str:
    record_reading(page.present.case)
    return render_template("followup/answer.html", page=page, line=page.lines[0], form=page.form)
