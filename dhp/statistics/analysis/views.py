"""The pages of analysis: what came, types, places, lateness, the months to come, what was known."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, render_template
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
    as_at = now()
    return _page("analysis.index", as_at, received.exhibits(as_at))


@bp.get("/types")
@requires(Permission.READ_ANALYSIS)
def types() -> ResponseReturnValue:
    """Every type month by month, and the days between incidents of rare ones."""
    as_at = now()
    return _page("analysis.types", as_at, by_type.exhibits(as_at))


@bp.get("/areas")
@requires(Permission.READ_ANALYSIS)
def areas() -> ResponseReturnValue:
    """Forces beside the rate of all, and rates of regions."""
    as_at = now()
    return _page("analysis.areas", as_at, places.exhibits(as_at))


@bp.get("/delays")
@requires(Permission.READ_ANALYSIS)
def delays() -> ResponseReturnValue:
    """How many days pass until a death is notified."""
    as_at = now()
    return _page("analysis.delays", as_at, lateness.exhibits(as_at))


@bp.get("/months")
@requires(Permission.READ_ANALYSIS)
def months() -> ResponseReturnValue:
    """The last months as known and as estimated from how late deaths of earlier months came."""
    as_at = now()
    return _page("analysis.months", as_at, foretold.exhibits(as_at))


@bp.get("/risk")
@requires(Permission.READ_ANALYSIS)
def risk() -> ResponseReturnValue:
    """What was known of abuse before the death, by type."""
    as_at = now()
    return _page("analysis.risk", as_at, (factors.heat(as_at),))


def _page(endpoint: str, as_at: datetime, exhibits: Sequence[Exhibit | Missing]) -> str:
    return render_template(
        "statistics/analysis.html",
        title=PAGES[endpoint],
        current=endpoint,
        pages=PAGES,
        as_at=as_at,
        exhibits=exhibits,
    )
