"""Files and systems: what comes in, what goes out, and the API of forces' systems."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.exchange.api.digests import OLD_DIGESTS
from dhp.exchange.api.views import bp as api
from dhp.exchange.captures_views import bp as captures
from dhp.exchange.incoming.clearing import CLEARING
from dhp.exchange.incoming.views import bp as imports
from dhp.exchange.outgoing.views import bp as exports
from dhp.extensions import csrf
from dhp.web.navigation import Area, add_navigation

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the pages that take files and give them, and the API."""
    csrf.exempt(api)  # it knows no session whose power a strange page could borrow
    for room in (api, captures, imports, exports):
        app.register_blueprint(room)
    add_navigation(app, Area.DEATHS, "imports.index", "Import", Permission.IMPORT_DEATHS)
    add_navigation(app, Area.REPORTS, "exports.index", "Exports", Permission.EXPORT_DATA)
    for duty in (CLEARING, OLD_DIGESTS):
        add_duty(app, duty)
