"""The evidence base: what others published, our figure beside theirs, and their lists beside ours."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.evidence import closing_views
from dhp.evidence.list_views import bp as lists_bp
from dhp.evidence.ours import set_counter
from dhp.evidence.rules import KINDS
from dhp.evidence.views import bp
from dhp.web.navigation import Area, add_navigation

__all__ = ["closing_views", "init_app", "set_counter"]


def init_app(app: Flask) -> None:
    """Add the pages of the evidence base."""
    app.register_blueprint(bp)
    app.register_blueprint(lists_bp)
    add_navigation(app, Area.LEARNING, "evidence.index", "Evidence", Permission.KEEP_EVIDENCE)
    app.jinja_env.globals["source_kinds"] = KINDS
