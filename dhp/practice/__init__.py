"""The library of practice: what forces and others tried, judged by evidence, and who uses it."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.practice import keeping_views
from dhp.practice.rules import LABELS, STANDINGS, STATUSES
from dhp.practice.themes import theme_words
from dhp.practice.views import bp
from dhp.web.navigation import Area, add_navigation

__all__ = ["init_app", "keeping_views"]  # routes hang on `bp`


def init_app(app: Flask) -> None:
    """Add the pages of the library."""
    app.register_blueprint(bp)
    add_navigation(app, Area.LEARNING, "practice.index", "Practice", Permission.READ_PRACTICE)
    app.jinja_env.filters["theme"] = theme_words
    app.jinja_env.globals.update(
        practice_labels=LABELS, practice_standings=STANDINGS, practice_statuses=STATUSES
    )
