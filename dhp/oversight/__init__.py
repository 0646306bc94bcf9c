"""Oversight: who looks at how the record is read, and whether the trail still is what it was."""

from flask import Flask

from dhp.accounts.permissions import Permission
from dhp.duties import add_duty
from dhp.oversight import flag_views, refusals, trail_views
from dhp.oversight.anchoring import ANCHOR_MAIL, ANCHORING, VERIFYING
from dhp.oversight.flagging import ESCALATING
from dhp.oversight.watching import DETECTING, DRAWING
from dhp.web.navigation import Area, add_navigation

DUTIES = (ANCHORING, ANCHOR_MAIL, VERIFYING, DETECTING, DRAWING, ESCALATING)


def init_app(app: Flask) -> None:
    """Add the pages of oversight, and what the service does by itself to be watched."""
    for room in (trail_views, flag_views):
        app.register_blueprint(room.bp)
    refusals.init_app(app)
    for duty in DUTIES:
        add_duty(app, duty)
    add_navigation(app, Area.SERVICE, "flags.index", "Flags", Permission.REVIEW_FLAGS)
    add_navigation(app, Area.SERVICE, "trail.index", "Trail", Permission.READ_TRAIL)
