"""What goes in and out by file: deaths, weekly figures, the files of others, the memory of imports."""

from flask import Flask

from dhp.exchange.captures_views import bp

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the pages that take files."""
    app.register_blueprint(bp)
