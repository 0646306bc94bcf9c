"""What leaders read: reports built from the record, kept, issued, and drawn in each form."""

from flask import Flask, g

from dhp.accounts.forces import names_of_forces
from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.reports import views
from dhp.reports.commentary import views as comment_views
from dhp.reports.distribution import views as distribution_views
from dhp.reports.library import WORKBOOK, sources
from dhp.reports.life import views as life_views
from dhp.reports.packs import month_views
from dhp.reports.packs import views as pack_views
from dhp.reports.schedule import views as schedule_views
from dhp.reports.schedule.duties import DRAFTS, ISSUES
from dhp.statistics.explore import add_file_form, set_sources
from dhp.web.navigation import Area, add_navigation

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Put the pages of reports into `app`."""
    for room in (views, life_views, comment_views, schedule_views, distribution_views):
        app.register_blueprint(room.bp)
    app.register_blueprint(distribution_views.log)
    app.register_blueprint(pack_views.bp)
    app.register_blueprint(month_views.bp)
    app.jinja_env.filters["force_named"] = _force_named
    for duty in (DRAFTS, ISSUES):
        add_duty(app, duty)
    set_sources(app, sources)
    add_file_form(app, WORKBOOK)
    add_navigation(app, Area.REPORTS, "reports.index", "Reports", Permission.READ_ISSUED_REPORTS)
    add_navigation(app, Area.REPORTS, "packs.index", "Force packs", Permission.READ_FORCE_PACKS)


def _force_named(code: str) -> str:
    """What a force is called on a page: the names are read once for each, however many packs it lists."""
    if "names_of_forces" not in g:
        g.names_of_forces = names_of_forces()
    name: str = g.names_of_forces.get(code, code)
    return name
