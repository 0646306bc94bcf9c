"""What goes in and out by file: deaths, weekly figures, the files of others, the memory of imports."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.exchange.captures_views import bp as captures_bp
from dhp.exchange.incoming.actions import CLEARING
from dhp.exchange.incoming.views import bp as imports_bp
from dhp.web.templating import add_navigation

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the pages that take files."""
    app.register_blueprint(captures_bp)
    app.register_blueprint(imports_bp)
    add_navigation(app, "imports.index", "Import", Permission.IMPORT_DEATHS)
    add_duty(app, CLEARING)
