"""The figures of themes as files to download. Each download is an event: the figures leave."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date
from dhp.statistics.tables import Table
from dhp.statistics.themes.coded_table import as_csv
from dhp.statistics.themes.page import ThemePage, entries_of, level_named, theme_page, type_named
from dhp.statistics.themes.saturation import saturation
from dhp.statistics.themes.saturation_page import saturation_table
from dhp.statistics.themes.tables import prevalence_table
from dhp.statistics.themes.together_page import pairs_table
from dhp.statistics.themes.views import bp, read
from dhp.web.access import requires


@bp.get("/prevalence.csv")
@requires(Permission.READ_THEMES)
def prevalence_csv() -> ResponseReturnValue:
    """Every domain, theme and code, over all deaths or over one type."""
    present, kind = read(), type_named(request.args.get("type", ""))
    return _download(
        "prevalence", prevalence_table(present, list(present.book.walk()), kind, "Themes and codes")
    )


@bp.get("/together.csv")
@requires(Permission.READ_THEMES)
def together_csv() -> ResponseReturnValue:
    """Every pair that enough cases hold."""
    present = read()
    entries = entries_of(present.book, level_named(request.args.get("level", "")))
    return _download("together", pairs_table(present, entries))


@bp.get("/saturation.csv")
@requires(Permission.READ_THEMES)
def saturation_csv() -> ResponseReturnValue:
    """New codes batch by batch."""
    present = read()
    return _download("saturation", saturation_table(present, saturation(present)))


@bp.get("/<ref>/types.csv")
@requires(Permission.READ_THEMES)
def types_csv(ref: str) -> ResponseReturnValue:
    """One domain, theme or code by type of death."""
    page = _page(ref)
    return _download(f"types-{ref}", page.by_type)


@bp.get("/<ref>/ways.csv")
@requires(Permission.READ_THEMES)
def ways_csv(ref: str) -> ResponseReturnValue:
    """What else was said of one domain, theme or code, by type of death."""
    return _download(f"ways-{ref}", _page(ref).ways)


@bp.get("/<ref>/trend.csv")
@requires(Permission.READ_THEMES)
def trend_csv(ref: str) -> ResponseReturnValue:
    """One domain, theme or code by quarter."""
    return _download(f"trend-{ref}", _page(ref).trend)


@bp.get("/<ref>/beside.csv")
@requires(Permission.READ_THEMES)
def beside_csv(ref: str) -> ResponseReturnValue:
    """What one domain, theme or code occurs with."""
    return _download(f"with-{ref}", _page(ref).beside)


def _page(ref: str) -> ThemePage:
    present = read()
    return theme_page(present, present.book.with_ref(ref))


def _download(name: str, table: Table) -> Response:
    trail.record_read(Act.THEMES_DOWNLOADED, by=current_user, about=(), table=table.id)
    answer = Response(as_csv(table), mimetype="text/csv")
    day = london_date(table.as_at).isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="themes-{name}-{day}.csv"'
    return answer
