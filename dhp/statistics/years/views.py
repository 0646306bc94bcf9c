"""The force's pages of its own years: which are over, one year, and signing it."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.recognition import confirm_look
from dhp.statistics.years.actions import sign as sign_year
from dhp.statistics.years.figures import GROUPS
from dhp.statistics.years.forms import SignForm, sign_form
from dhp.statistics.years.left import left_since
from dhp.statistics.years.queries import Present, history, present_for, standing
from dhp.statistics.years.year import ended_years, year_named
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("years", __name__, url_prefix="/years")


@bp.get("")
@requires(Permission.SIGN_YEARS)
def index() -> ResponseReturnValue:
    """The years that are over, and whether the force signed them."""
    years = [
        (year, standing(current_user, year).get(current_user.force_id))
        for year in ended_years(london_date(now()))
    ]
    return render_template("years/index.html", years=years)


@bp.get("/<year>")
@requires(Permission.SIGN_YEARS)
def show(year: str) -> ResponseReturnValue:
    """One year of the force: its figures now, beside those that were signed."""
    present = _present(year)
    return _page(present, sign_form(present))


@bp.post("/<year>", endpoint="sign")
@requires(Permission.SIGN_YEARS)
@writes
def sign(year: str) -> ResponseReturnValue:
    """Sign the figures as seen."""
    present = _present(year)
    form, seen = sign_form(present), request.form.get("seen", "")
    with trying(form) as tried:
        check_sound(form)
        made = sign_year(present.year, form.disputes, by=current_user, seen=seen)
        confirm_look(form.look, about=made.ref, by=current_user, force=current_user.force_code)
    if tried.stale:
        form.seen.data = present.seen
    if tried.refused:
        return _page(present, form), tried.refused
    return say_done(
        f"The figures for {year} are signed. Your name is kept with them.", ".show", year=year
    )


def _present(year: str) -> Present:
    return present_for(current_user, year_named(year, london_date(now())))


def _page(present: Present, form: SignForm) -> str:
    force = current_user.force_code
    left = left_since(present, current_user.force, current_user)
    about = [one.ref for one in left]
    trail.record_read(
        Act.YEAR_READ, by=current_user, about=about, force=force, year=present.year.name
    )
    asks = present.signature is None or present.changed or bool(request.args.get("again"))
    return render_template(
        "years/show.html",
        present=present,
        left=left,
        groups=GROUPS,
        form=form,
        asks=asks or bool(form.errors),
        before=history(current_user, present.year),
    )
