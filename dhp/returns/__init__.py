"""What forces confirm for each period: these deaths, or none; and which forces have."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.returns import coverage_views, terms_views, unit_views
from dhp.returns.views import bp
from dhp.returns.wording import confirm_words, counted, coverage_words, due_words, wait_words
from dhp.web.navigation import Area, add_navigation

__all__ = [
    "init_app",
    "terms_views",
    "unit_views",
]  # their routes hang on the blueprint of coverage


def init_app(app: Flask) -> None:
    """Add the pages of returns."""
    app.register_blueprint(bp)
    app.register_blueprint(coverage_views.bp)
    app.jinja_env.filters.update(
        due=due_words,
        confirming=confirm_words,
        counted=counted,
        told=coverage_words,
        since=wait_words,
    )
    add_navigation(app, Area.RETURNS, "returns.index", "Returns", Permission.CONFIRM_RETURNS)
    add_navigation(app, Area.RETURNS, "coverage.index", "Coverage", Permission.READ_COVERAGE)
