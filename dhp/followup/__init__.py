"""What a force learns after its notice: stages with their clocks, and what became of its deaths."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.followup import answer_views, stage_views, unit_views
from dhp.followup.parts import BESIDE_DEATH, add_count
from dhp.followup.queries import turn_words
from dhp.followup.stages import judged_words
from dhp.followup.views import bp
from dhp.web.navigation import Area, add_navigation, place_pages

__all__ = [
    "BESIDE_DEATH",
    "add_count",
    "answer_views",
    "init_app",
    "stage_views",
    "unit_views",
]


def init_app(app: Flask) -> None:
    """Add the pages of follow-up."""
    app.register_blueprint(bp)
    app.jinja_env.filters.update(judged=judged_words, turn=turn_words)
    add_navigation(app, Area.DEATHS, "followup.index", "Follow-up", Permission.FOLLOW_UP)
    place_pages(app, "followup", "cases.index")  # for the unit, which has no list of follow-up
