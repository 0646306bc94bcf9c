"""The first page: what the signed-in person has to do next, and why."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.roles import ROLES
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.home.analyst import region_panels
from dhp.home.captures import capture_panels
from dhp.home.coding import coding_panels, settling_panels
from dhp.home.deciding import deciding_panels
from dhp.home.flags import flag_panels
from dhp.home.learning import alert_panels, judge_panels, overdue_panels
from dhp.home.learning import answer_panels as recommendation_panels
from dhp.home.mail import mail_panels
from dhp.home.others import administrator_panels, force_panels
from dhp.home.panels import Builder, Panel
from dhp.home.practice import practice_panels
from dhp.home.questions import answer_panels, ask_panels
from dhp.home.reports import opening_panels, reader_panels
from dhp.home.returns import dispute_panels, return_panels
from dhp.home.signals import release_panels, signal_panels
from dhp.home.unit import approve_panels, prepare_panels, unit_panels
from dhp.home.years import year_dispute_panels, year_panels
from dhp.notifications.forms import StartForm
from dhp.references import new_reference
from dhp.rhythm.dates import ahead
from dhp.web.access import signed_in

bp = Blueprint("home", __name__)

_DATES = 3  # that come next

# Who sees which panels, in the order of the page; those with nothing to do come after all others.
PANELS: tuple[tuple[Permission, Builder], ...] = (
    (Permission.READ_LEARNING, alert_panels),
    (Permission.CONFIRM_RETURNS, return_panels),
    (Permission.ANSWER_QUESTIONS, answer_panels),
    (Permission.NOTIFY, force_panels),
    (Permission.RESPOND_TO_RECOMMENDATIONS, recommendation_panels),
    (Permission.SIGN_YEARS, year_panels),
    (Permission.ENTER_CAPTURES, capture_panels),
    (Permission.ACCEPT_NOTIFICATIONS, unit_panels),
    (Permission.ASK_QUESTIONS, ask_panels),
    (Permission.CODE_THEMES, coding_panels),
    (Permission.ADJUDICATE, settling_panels),
    (Permission.SETTLE_DISPUTES, dispute_panels),
    (Permission.SETTLE_DISPUTES, year_dispute_panels),
    (Permission.WRITE_LEARNING, judge_panels),
    (Permission.APPROVE_REPORTS, approve_panels),
    (Permission.COMMENT_ON_REPORTS, prepare_panels),
    (Permission.SIGN_RELEASES, release_panels),
    (Permission.REVIEW_SIGNALS, signal_panels),
    (Permission.REVIEW_PRACTICE, practice_panels),
    (Permission.CONFIRM_ACCOUNTS, deciding_panels),
    (Permission.REVIEW_FLAGS, flag_panels),
    (Permission.SEND_MAIL_AGAIN, mail_panels),
    (Permission.OPEN_CASE_PAGES, region_panels),
    (Permission.READ_ISSUED_REPORTS, reader_panels),
    (Permission.READ_LEARNING, overdue_panels),
    (Permission.MANAGE_ACCOUNTS, administrator_panels),
    (Permission.READ_REPORT_LOG, opening_panels),
)


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """What waits for this person, by what there is to do."""
    panels = [
        panel
        for permission, build in PANELS
        if current_user.may(permission)
        for panel in build(current_user)
    ]
    panels.sort(key=lambda panel: panel.nothing_to_do)
    dates = ahead(now(), months=1)[:_DATES]
    _record(panels, current_user)  # when all is read: what came after would take a transaction more
    return render_template(
        "home/index.html",
        title="What to do" if _has_work(current_user) else "Start",
        panels=[panel for panel in panels if panel.items],
        role=ROLES[current_user.role],
        start=StartForm(key=new_reference()),
        dates=dates,
    )


def _has_work(user: User) -> bool:
    """Whether anything can wait for this person; others come to read."""
    kinds = (
        Permission.NOTIFY,
        Permission.ACCEPT_NOTIFICATIONS,
        Permission.MANAGE_ACCOUNTS,
        Permission.REVIEW_FLAGS,
    )
    return any(user.may(kind) for kind in kinds)


def _record(panels: list[Panel], user: User) -> None:
    """One event for each kind of thing that the page lists."""
    shown: dict[Act, list[str]] = {}
    for panel in panels:
        refs = [item.ref for item in panel.items if item.ref]
        if panel.act and refs:
            shown.setdefault(panel.act, []).extend(refs)
    if shown:
        trail.record_reads(shown.items(), by=user, force=user.force_code)
