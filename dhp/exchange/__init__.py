"""What goes in and out by file: deaths, weekly figures, the files of others, the memory of imports."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.exchange.captures_views import bp
from dhp.exchange.outgoing.views import bp as exports_bp
from dhp.web.templating import add_navigation

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the pages that take files and give them."""
    app.register_blueprint(bp)
    app.register_blueprint(exports_bp)
    add_navigation(app, "exports.index", "Exports", Permission.EXPORT_DATA)
