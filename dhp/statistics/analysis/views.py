"""The pages of analysis: what came, types, places, lateness, the months to come, what was known."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from dhp.accounts.permissions import Permission
from dhp.calendar import now
from dhp.statistics.analysis import by_type, factors, foretold, lateness, places, received
from dhp.statistics.analysis.exhibit import Exhibit, Missing
from dhp.web.access import requires

bp = Blueprint("analysis", __name__, url_prefix="/analysis")

# Each page with its title, in the order of the links between them.
PAGES = {
    "analysis.index": "What came, and deaths in the year",
    "analysis.types": "Types of death",
    "analysis.areas": "Forces and regions",
    "analysis.delays": "How late deaths become known",
    "analysis.months": "What the last months will come to",
    "analysis.risk": "What was known before",
}


@bp.get("")
@requires(Permission.READ_ANALYSIS)
def index() -> ResponseReturnValue:
    """Notifications week by week, and the running total of the financial year."""
    return _page(received.exhibits)


@bp.get("/types")
@requires(Permission.READ_ANALYSIS)
def types() -> ResponseReturnValue:
    """Every type month by month, and the days between incidents of rare ones."""
    return _page(by_type.exhibits)


@bp.get("/areas")
@requires(Permission.READ_ANALYSIS)
def areas() -> ResponseReturnValue:
    """Forces beside the rate of all, and rates of regions."""
    return _page(places.exhibits)


@bp.get("/delays")
@requires(Permission.READ_ANALYSIS)
def delays() -> ResponseReturnValue:
    """How many days pass until a death is notified."""
    return _page(lateness.exhibits)


@bp.get("/months")
@requires(Permission.READ_ANALYSIS)
def months() -> ResponseReturnValue:
    """The last months as known and as estimated from how late deaths of earlier months came."""
    return _page(foretold.exhibits)


@bp.get("/risk")
@requires(Permission.READ_ANALYSIS)
def risk() -> ResponseReturnValue:
    """What was known of abuse before the death, by type."""
    return _page(lambda as_at: (factors.heat(as_at),))


def _page(exhibits: Callable[[datetime], Sequence[Exhibit | Missing]]) -> str:
    as_at, current = now(), request.endpoint or ""
    return render_template(
        "statistics/analysis.html",
        title=PAGES[current],
        current=current,
        pages=PAGES,
        as_at=as_at,
        exhibits=exhibits(as_at),
    )
