"""The lead's page of when returns are due."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.errors import DomainError
from dhp.returns.coverage_views import bp
from dhp.returns.forms import TermsForm
from dhp.returns.periods import Rhythm, Terms
from dhp.returns.plan import decisions, set_terms
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/terms")
@requires(Permission.SET_RETURN_TERMS)
def terms() -> ResponseReturnValue:
    """How often forces return and how long they have: what was decided, and a form to change it."""
    return render_template("returns/terms.html", form=TermsForm(), decided=decisions()[::-1])


@bp.post("/terms", endpoint="set_terms")
@requires(Permission.SET_RETURN_TERMS)
@writes
def change_terms() -> ResponseReturnValue:
    """Decide on terms from a day on."""
    form = TermsForm()
    with trying(form) as tried:
        check_sound(form)
        set_terms(_terms_in(form), by=current_user)
    if tried.refused:
        return render_template(
            "returns/terms.html", form=form, decided=decisions()[::-1]
        ), tried.refused
    return say_done("The terms are recorded.", ".terms")


def _terms_in(form: TermsForm) -> Terms:
    since, days = form.since.data, (form.due.data, form.grace.data, form.close.data)
    if since is None:
        raise DomainError("Give the day from which this counts.", "since")
    if not all(days):
        raise DomainError("Give all three numbers of working days.", "due")
    due, grace, close = (int(number or 0) for number in days)
    return Terms(Rhythm(form.rhythm.data), since, due, grace, close)
