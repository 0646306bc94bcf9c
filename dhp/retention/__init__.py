"""Retention: when somebody looks whether a case is still needed, and how long everything else is kept."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.retention.duties import OLD_GUESSES, OLD_MAIL, OLD_SESSIONS
from dhp.retention.views import bp
from dhp.web.navigation import Area, add_navigation


def init_app(app: Flask) -> None:
    """Add the pages of reviews, and what the service lets go of when it is due."""
    app.register_blueprint(bp)
    for duty in (OLD_SESSIONS, OLD_GUESSES, OLD_MAIL):
        add_duty(app, duty)
    add_navigation(app, Area.DEATHS, "retention.index", "Reviews due", Permission.REVIEW_RETENTION)
    add_navigation(
        app, Area.SERVICE, "retention.clocks", "How long things are kept", Permission.SEE_RETENTION
    )
