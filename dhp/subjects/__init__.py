"""What is held about a person: found across cases, shown without anybody else, given when two leads agree."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.subjects.duties import OLD_REQUESTS
from dhp.subjects.views import bp
from dhp.web.navigation import Area, add_navigation


def init_app(app: Flask) -> None:
    """Add the pages of requests, and the end of old ones."""
    app.register_blueprint(bp)
    add_duty(app, OLD_REQUESTS)
    add_navigation(
        app, Area.DEATHS, "subjects.index", "Requests of people", Permission.ANSWER_SUBJECTS
    )
