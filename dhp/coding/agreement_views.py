"""The page of agreement: how many codes can be relied on, and code by code each measure."""

from collections.abc import Iterable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.coding.codebook import Book, Entry, book
from dhp.coding.marks.views import bp
from dhp.coding.passes.rules import Polarity
from dhp.coding.reliability import FOUND, Reliability, Standing, reliability_of, standings
from dhp.coding.settling.readings import readings_by_case
from dhp.web.access import requires

_EVERY = "every"


@bp.get("/agreement")
@requires(Permission.CODE_THEMES)
def agreement() -> ResponseReturnValue:
    """How far two coders agree: domain by domain, or on the codes of one, or on all that anybody used."""
    present, asked = book(), request.args.get("domain", "")
    way = next((one for one in Polarity if one.value == request.args.get("way")), None)
    chosen = next((domain for domain in present.domains if domain.ref == asked), None)
    n, measured = _measured(present, [chosen] if chosen else present.domains, way)
    by_code = chosen or asked == _EVERY
    return render_template(
        "coding/agreement.html",
        rows=[row for _, rows in measured for row in rows] if by_code else None,
        counted=[(domain, standings(rows)) for domain, rows in measured if rows],
        standings=Standing,
        n=n,
        book=present,
        asked=asked,
        every=_EVERY,
        ways=FOUND,
        way=way,
    )


def _measured(
    present: Book, domains: Iterable[Entry], way: Polarity | None
) -> tuple[int, list[tuple[Entry, list[Reliability]]]]:
    """How many cases two people finished, and how far they agree, by domain, on the codes they used."""
    cases = [one for one in readings_by_case(current_user, present).values() if one.double]
    used = {code for case in cases for said in case.said.values() for code in said}
    codes = {
        domain: [code for theme in domain.below for code in theme.below if code.id in used]
        for domain in domains
    }
    return len(cases), [(one, reliability_of(codes[one], cases, way)) for one in codes]
