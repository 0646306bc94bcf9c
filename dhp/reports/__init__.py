"""What leaders read: reports built from the record, kept, issued, and drawn in each form."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.reports import views
from dhp.reports.library import WORKBOOK, sources
from dhp.statistics.explore import add_file_form, set_sources
from dhp.web.templating import add_navigation

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Put the pages of reports into `app`."""
    app.register_blueprint(views.bp)
    set_sources(app, sources)
    add_file_form(app, WORKBOOK)
    add_navigation(app, "reports.index", "Reports", Permission.READ_ISSUED_REPORTS)
