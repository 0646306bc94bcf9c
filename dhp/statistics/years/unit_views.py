"""Which forces signed a year, for the unit and the analysts of regions, and what they dispute."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.recognition import confirm_look
from dhp.statistics.years.actions import settle
from dhp.statistics.years.forms import SettleForm
from dhp.statistics.years.models import YearDispute
from dhp.statistics.years.queries import by_force, dispute_with, line_of, open_disputes
from dhp.statistics.years.views import bp
from dhp.statistics.years.year import ended_years, year_named
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/signed")
@requires(Permission.READ_COVERAGE)
def signed() -> ResponseReturnValue:
    """Which forces signed one year, and what they say is wrong."""
    years = ended_years(london_date(now()))
    wanted = request.args.get("year")
    year = year_named(wanted, london_date(now())) if wanted else years[0]
    disputed = [(one, line_of(one)) for one in open_disputes(current_user)]
    facts = {"year": year, "years": years, "forces": by_force(current_user, year)}
    shown = [one.ref for one, _line in disputed]
    trail.record_read(Act.YEAR_DISPUTES_LISTED, by=current_user, about=shown, year=year.name)
    return render_template("years/signed.html", disputed=disputed, **facts)


@bp.get("/disputes/<ref>")
@requires(Permission.SETTLE_DISPUTES)
def dispute(ref: str) -> ResponseReturnValue:
    """One disputed figure, with a form to settle it."""
    return _page(dispute_with(ref, current_user), SettleForm())


@bp.post("/disputes/<ref>", endpoint="settle")
@requires(Permission.SETTLE_DISPUTES)
@writes
def settle_dispute(ref: str) -> ResponseReturnValue:
    """Settle a disputed figure in words that the force reads."""
    found, form = dispute_with(ref, current_user), SettleForm()
    with trying(form) as tried:
        check_sound(form)
        settle(found, form.resolution.data or "", by=current_user)
        force = found.signature.force.code
        confirm_look(form.look, about=found.ref, by=current_user, force=force)
    if tried.refused:
        return _page(found, form), tried.refused
    return say_done(
        "The dispute is settled. The force reads what you decided.",
        ".signed",
        year=found.signature.year,
    )


def _page(found: YearDispute, form: SettleForm) -> str:
    signed_for, line = found.signature, line_of(found)
    force = signed_for.force.code
    trail.record_read(
        Act.YEAR_DISPUTE_READ, by=current_user, about=found.ref, force=force, year=signed_for.year
    )
    return render_template("years/dispute.html", dispute=found, line=line, form=form)
