"""What surrounds the deaths: weekly figures of demand by strand, and what partners tell."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.context import strand_views, trend_views
from dhp.context.insight_views import bp as insight_bp
from dhp.context.strands import load_strands
from dhp.context.views import bp
from dhp.web.navigation import Area, add_navigation

__all__ = ["init_app", "load_strands", "strand_views", "trend_views"]  # routes hang on `bp`


def init_app(app: Flask) -> None:
    """Add the pages of weekly figures and of insight notes."""
    app.register_blueprint(bp)
    app.register_blueprint(insight_bp)
    add_navigation(app, Area.RETURNS, "captures.index", "Weekly figures", Permission.ENTER_CAPTURES)
    add_navigation(app, Area.RETURNS, "insight.index", "Insight", Permission.KEEP_INSIGHT)
