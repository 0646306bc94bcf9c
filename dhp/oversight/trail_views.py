"""The auditor's page: how the trail stands, and looking things up in it; each look-up is recorded.

Look-ups are sent as forms, so that neither a name nor a reference stands in an address.
"""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from dhp.accounts.permissions import Permission
from dhp.calendar import now
from dhp.errors import DomainError
from dhp.oversight.forms import SearchForm, VerifyForm, WhatDidForm, WhoSawForm
from dhp.oversight.looking_up import LOOK_UPS, Result
from dhp.oversight.state import standing
from dhp.web.access import requires
from dhp.web.edge import writes
from dhp.web.forms import Form

bp = Blueprint("trail", __name__, url_prefix="/trail")

FORMS = {"verify": VerifyForm, "who-saw": WhoSawForm, "what-did": WhatDidForm, "search": SearchForm}


@bp.get("")
@requires(Permission.READ_TRAIL)
def index() -> ResponseReturnValue:
    """How the trail stands, and what can be asked of it."""
    return _page(_forms())


@bp.post("")
@requires(Permission.READ_TRAIL)
@writes
def look_up() -> ResponseReturnValue:
    """Answer one question, and record that it was asked."""
    forms = _forms()
    name = request.args.get("ask", "")
    form = forms.get(name)
    if form is None:
        return _page(forms), 422
    try:
        result = LOOK_UPS[name](form) if form.validate() else None
    except DomainError as error:
        form.fail(error)
        return _page(forms, form), 422
    return _page(forms, form, result), 200 if result else 422


def _forms() -> dict[str, Form]:
    """Every form of the page; only the one that was sent takes what was typed."""
    asked = request.args.get("ask") if request.method == "POST" else None
    return {
        name: kind(prefix=name) if name == asked else kind(None, prefix=name)
        for name, kind in FORMS.items()
    }


def _page(forms: dict[str, Form], form: Form | None = None, result: Result | None = None) -> str:
    faulty = {"form": form} if form is not None else {}
    witnesses = len(current_app.config["ANCHOR_WITNESSES"])
    return render_template(
        "oversight/trail.html",
        forms=forms,
        result=result,
        standing=standing(now()),
        witnesses=witnesses,
        **faulty,
    )
