"""What the unit asks a force about one answer, and the force's reply in place."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.questions import asking_views, settling_views
from dhp.questions.views import bp
from dhp.web.navigation import Area, add_navigation

__all__ = ["asking_views", "init_app", "settling_views"]  # their routes hang on `bp`


def init_app(app: Flask) -> None:
    """Add the pages of questions."""
    app.register_blueprint(bp)
    add_navigation(app, Area.DEATHS, "questions.index", "Questions", Permission.ANSWER_QUESTIONS)
    add_navigation(app, Area.DEATHS, "questions.asked", "Questions", Permission.ASK_QUESTIONS)
