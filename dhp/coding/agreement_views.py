"""The page of agreement: code by code, each measure with its base and its interval."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.coding.codebook import book
from dhp.coding.marks.views import bp
from dhp.coding.passes.rules import Polarity
from dhp.coding.reliability import FOUND, reliability_of
from dhp.coding.settling.readings import readings_by_case
from dhp.web.access import requires


@bp.get("/agreement")
@requires(Permission.CODE_THEMES)
def agreement() -> ResponseReturnValue:
    """How far two coders agree on the codes of one domain, or of all that anybody used."""
    present = book()
    cases = [one for one in readings_by_case(current_user, present).values() if one.double]
    chosen = next((d for d in present.domains if d.ref == request.args.get("domain")), None)
    way = next((one for one in Polarity if one.value == request.args.get("way")), None)
    themes = chosen.below if chosen else present.themes
    used = {code for case in cases for said in case.said.values() for code in said}
    codes = [code for theme in themes for code in theme.below if code.id in used]
    return render_template(
        "coding/agreement.html",
        rows=reliability_of(codes, cases, way),
        n=len(cases),
        book=present,
        chosen=chosen,
        ways=FOUND,
        way=way,
    )
