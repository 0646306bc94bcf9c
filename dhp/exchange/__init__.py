"""What goes in and out by file and by API: deaths, weekly figures, the files of others, notices."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.exchange.api.views import bp as api
from dhp.exchange.captures_views import bp as captures
from dhp.exchange.incoming.actions import CLEARING
from dhp.exchange.incoming.views import bp as imports
from dhp.extensions import csrf
from dhp.web.templating import add_navigation

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the pages that take files, and the API."""
    csrf.exempt(api)  # it knows no session whose power a strange page could borrow
    for room in (api, captures, imports):
        app.register_blueprint(room)
    add_navigation(app, "imports.index", "Import", Permission.IMPORT_DEATHS)
    add_duty(app, CLEARING)
