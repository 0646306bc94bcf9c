"""What leaders read: reports built from the record, kept, issued, and drawn in each form."""

from flask import Flask

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
    for duty in (DRAFTS, ISSUES):
        add_duty(app, duty)
    set_sources(app, sources)
    add_file_form(app, WORKBOOK)
    add_navigation(app, Area.REPORTS, "reports.index", "Reports", Permission.READ_ISSUED_REPORTS)
    add_navigation(app, Area.REPORTS, "packs.index", "Force packs", Permission.READ_FORCE_PACKS)
