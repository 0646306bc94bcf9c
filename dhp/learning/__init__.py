"""What deaths teach: quick alerts, findings, and recommendations followed until something changed."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.learning import alert_views, answer_views, draft_views, finding_views, revising_views
from dhp.learning.beside import BESIDE_RECOMMENDATION
from dhp.learning.codes import name_codes
from dhp.learning.views import bp
from dhp.web.navigation import Area, add_navigation

__all__ = [
    "BESIDE_RECOMMENDATION",
    "alert_views",
    "answer_views",
    "draft_views",
    "finding_views",
    "init_app",
    "name_codes",
    "revising_views",
]


def init_app(app: Flask) -> None:
    """Add the pages of alerts, findings and recommendations."""
    app.register_blueprint(bp)
    add_navigation(
        app, Area.LEARNING, "learning.index", "Recommendations", Permission.READ_LEARNING
    )
