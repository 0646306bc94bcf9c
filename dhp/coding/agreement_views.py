"""The page of agreement: how many codes can be relied on, and code by code each measure."""

from collections.abc import Iterable, Set

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.coding.codebook import Entry, book
from dhp.coding.marks.views import bp
from dhp.coding.passes.rules import Polarity
from dhp.coding.reliability import FOUND, Standing, reliability_of, standings
from dhp.coding.settling.readings import readings_by_case
from dhp.web.access import requires

_EVERY = "every"


@bp.get("/agreement")
@requires(Permission.CODE_THEMES)
def agreement() -> ResponseReturnValue:
    """How far two coders agree: domain by domain, or on the codes of one, or on all that anybody used."""
    present, asked = book(), request.args.get("domain", "")
    cases = [one for one in readings_by_case(current_user, present).values() if one.double]
    way = next((one for one in Polarity if one.value == request.args.get("way")), None)
    used = {code for case in cases for said in case.said.values() for code in said}
    chosen = next((domain for domain in present.domains if domain.ref == asked), None)
    every = asked == _EVERY
    domains = [chosen] if chosen else present.domains
    rows = [(one, reliability_of(_codes(one, used), cases, way)) for one in domains]
    return render_template(
        "coding/agreement.html",
        rows=[row for _, of_domain in rows for row in of_domain] if chosen or every else None,
        counted=[(one, standings(of_domain)) for one, of_domain in rows if of_domain],
        standings=Standing,
        n=len(cases),
        book=present,
        chosen=chosen,
        every=_EVERY,
        whole=every,
        ways=FOUND,
        way=way,
    )


def _codes(domain: Entry, used: Set[int]) -> Iterable[Entry]:
    """The codes of a domain that anybody used."""
    return (code for theme in domain.below for code in theme.below if code.id in used)
