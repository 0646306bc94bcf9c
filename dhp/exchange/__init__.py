"""What goes in and out by file and by API: deaths, weekly figures, the files of others, notices."""

from flask import Flask

from dhp.exchange.api.views import bp as api
from dhp.exchange.captures_views import bp
from dhp.extensions import csrf

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the pages that take files, and the API."""
    csrf.exempt(api)  # it knows no session whose power a strange page could borrow
    app.register_blueprint(api)
    app.register_blueprint(bp)
