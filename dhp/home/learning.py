"""Learning on the first page and beside a theme: alerts, what to answer, what follows from findings."""

from collections.abc import Iterator
from datetime import timedelta

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit.acts import Act
from dhp.calendar import london_date, long_date, now
from dhp.coding.codebook import Entry
from dhp.coding.codebook.tree import with_below
from dhp.dictionary import HouseWords
from dhp.home.panels import Item, Panel, link
from dhp.learning.alert_queries import news
from dhp.learning.finding_models import Alert
from dhp.learning.listing import overdue_ones, to_judge, unanswered
from dhp.learning.queries import about_codes
from dhp.learning.rules import clock_words
from dhp.web.beside import Beside, BesideLine

_NEW = timedelta(days=14)  # for which an alert stands on the first page
_FEW = 5


def alert_panels(user: User) -> Iterator[Panel]:
    """The alerts that were sent to the person lately, and those that wait for a second person."""
    at = now()
    found = news(user, at - _NEW)
    sent = [alert for alert in found if alert.sent_at]
    waiting = [alert for alert in found if not alert.sent_at]
    yield _panel(
        "Check alerts",
        "Somebody else wrote these. An alert is sent within 7 days, once it is checked.",
        [(alert, clock_words(alert.learnt_on, None, london_date(at))) for alert in waiting],
    )
    yield _panel(
        "Read alerts",
        "Learnt in the last days and sent to people with your role. Each says what to do now.",
        [(alert, long_date(london_date(alert.sent_at))) for alert in sent if alert.sent_at],
    )


def _panel(title: str, why: str, alerts: list[tuple[Alert, str]]) -> Panel:
    items = tuple(
        Item(alert.title, link("learning.alert", ref=alert.ref), words, ref=alert.ref)
        for alert, words in alerts[:_FEW]
    )
    more = link("learning.alerts")
    return Panel(title, why, items, len(alerts), more=more, act=Act.ALERTS_LISTED)


def answer_panels(user: User) -> Iterator[Panel]:
    """The recommendations that the person's force has to answer, the soonest due first."""
    found, today = unanswered(user), london_date(now())
    items = tuple(
        Item(
            HouseWords(f"Recommendation {row.recommendation.name}"),
            link("learning.show", ref=row.recommendation.ref),
            row.recommendation.title,
            ("Overdue since " if row.recommendation.due_on < today else "Due ")
            + long_date(row.recommendation.due_on),
        )
        for row in found[:_FEW]
    )
    why = "These are addressed to your force. Say what it has done, or why it has not."
    yield Panel("Answer recommendations", why, items, len(found), more=link("learning.index"))


def judge_panels(user: User) -> Iterator[Panel]:
    """The answers that nobody in the unit has judged, the longest waiting first."""
    found = to_judge(user)
    items = tuple(
        Item(
            row.name,
            link("learning.addressee", ref=row.ref),
            f"{row.recommendation.name}: {row.recommendation.title}",
        )
        for row in found[:_FEW]
    )
    why = "They have answered a recommendation. Decide where each stands."
    yield Panel("Judge answers", why, items, len(found), more=link("learning.index"))


def overdue_panels(user: User) -> Iterator[Panel]:
    """The recommendations that are overdue, the longest first, for leaders and the unit."""
    if user.force_id is not None:  # what its own force has to do stands above
        return
    found, today = overdue_ones(user), london_date(now())
    items = tuple(
        Item(
            f"Recommendation {late.recommendation.name}",
            link("learning.progress", ref=late.recommendation.ref),
            late.recommendation.title,
            f"{late.overdue} of {late.total} late, "
            f"by {(today - late.recommendation.due_on).days:,} days",
        )
        for late in found[:_FEW]
    )
    why = "Not everybody has done these in time or said why not."
    more = link("learning.index", status="overdue")
    yield Panel("Overdue recommendations", why, items, len(found), more=more)


def advice_of_theme(entry: Entry, user: User) -> Beside | None:
    """The latest recommendations that rest on findings about an entry of the codebook."""
    if not user.may(Permission.READ_LEARNING):
        return None
    found = about_codes([one.ref for one in with_below(entry)], user)[:_FEW]
    lines = tuple(
        BesideLine(f"{one.name}: {one.title}", link("learning.show", ref=one.ref)) for one in found
    )
    return Beside("Recommendations", lines, "None follows from it yet.")
