"""The rhythm of the collection: what is due when, who is reminded, and the mail that reminds."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.rhythm import mail_views
from dhp.web.templating import add_navigation


def init_app(app: Flask) -> None:
    """Add the pages of the rhythm, and what the service does when it is due."""
    app.register_blueprint(mail_views.bp)
    add_navigation(app, "mail.index", "Mail", Permission.SEND_MAIL_AGAIN)
