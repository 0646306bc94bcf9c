"""The rhythm of the collection: what is due when, who is reminded, and the mail that reminds."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.rhythm import calendar_views, chasing_views, mail_views, officer_views
from dhp.rhythm.digest import DIGEST
from dhp.rhythm.drafts import OLD_DRAFT_END, OLD_DRAFT_NOTICE
from dhp.rhythm.escalation import ESCALATION
from dhp.rhythm.rehearsals import PRACTICE_CASE_END, REHEARSAL_END
from dhp.web.navigation import Area, add_navigation, place_pages


def init_app(app: Flask) -> None:
    """Add the pages of the rhythm, and what the service does when it is due."""
    for room in (calendar_views, chasing_views, mail_views, officer_views):
        app.register_blueprint(room.bp)
    drafts = (OLD_DRAFT_NOTICE, OLD_DRAFT_END, REHEARSAL_END, PRACTICE_CASE_END)
    for duty in (DIGEST, ESCALATION, *drafts):
        add_duty(app, duty)
    add_navigation(app, Area.SERVICE, "mail.index", "Mail", Permission.SEND_MAIL_AGAIN)
    place_pages(app, "officers", "mail.index")
    place_pages(app, "chasing", "coverage.index")
    place_pages(app, "calendar", "home.index")
