"""What a force sends: drafts, sending once, receipts, and the unit's acceptance."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.notifications import reception, section_views, sending_views
from dhp.notifications.rehearsing import views as rehearsing_views
from dhp.notifications.views import bp
from dhp.web.navigation import Area, add_navigation

__all__ = ["init_app", "reception", "rehearsing_views", "section_views", "sending_views"]


def init_app(app: Flask) -> None:
    """Add the pages of notifications."""
    app.register_blueprint(bp)
    add_navigation(app, Area.DEATHS, "notifications.index", "Notifications", Permission.NOTIFY)
    add_navigation(
        app, Area.DEATHS, "notifications.inbox", "Notifications", Permission.ACCEPT_NOTIFICATIONS
    )
