"""Practising what the unit does with a death, on an invented case that the record does not know."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.training import judging_views, mark_views
from dhp.training.views import bp
from dhp.web.navigation import Area, add_navigation

__all__ = ["init_app", "judging_views", "mark_views"]  # whose routes hang on the blueprint


def init_app(app: Flask) -> None:
    """Add the pages of practising."""
    app.register_blueprint(bp)
    add_navigation(app, Area.LEARNING, "training.index", "Practising", Permission.CODE_THEMES)
