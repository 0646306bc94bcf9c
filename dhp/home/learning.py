"""Learning on the first page: new alerts, what a force has to answer, what the unit has to look at."""

from collections.abc import Iterator
from datetime import timedelta

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.calendar import london_date, long_date, now
from dhp.home.panels import Item, Panel, link
from dhp.learning.alert_queries import sent_since, to_check
from dhp.learning.listing import overdue_lines, to_judge, unanswered
from dhp.learning.rules import clock_words

_NEW = timedelta(days=14)  # for which an alert stands on the first page
_FEW = 5


def alert_panels(user: User) -> Iterator[Panel]:
    """The alerts that were sent to the person lately."""
    found = sent_since(user, now() - _NEW)
    items = tuple(
        Item(
            alert.title,
            link("learning.alert", ref=alert.ref),
            f"Sent {long_date(london_date(alert.sent_at))}" if alert.sent_at else "",
            ref=alert.ref,
        )
        for alert in found[:_FEW]
    )
    why = "Learnt in the last days and sent to people with your role. Each says what to do now."
    more = link("learning.alerts")
    yield Panel("Read alerts", why, items, len(found), more=more, act=Act.ALERTS_LISTED)


def check_panels(user: User) -> Iterator[Panel]:
    """The alerts that somebody else wrote and that wait for a second person."""
    found = to_check(user)
    today = london_date(now())
    items = tuple(
        Item(
            alert.title,
            link("learning.alert", ref=alert.ref),
            "Written by somebody else",
            clock_words(alert.learnt_on, None, today),
            alert.ref,
        )
        for alert in found[:_FEW]
    )
    why = "An alert is sent within 7 days, once a second person has checked it."
    more = link("learning.alerts")
    yield Panel("Check alerts", why, items, len(found), more=more, act=Act.ALERTS_LISTED)


def answer_panels(user: User) -> Iterator[Panel]:
    """The recommendations that the person's force has to answer, the soonest due first."""
    found, today = unanswered(user), london_date(now())
    items = tuple(
        Item(
            f"Recommendation {row.recommendation.name}",
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
    found, today = overdue_lines(user), london_date(now())
    items = tuple(
        Item(
            f"Recommendation {line.recommendation.name}",
            link("learning.progress", ref=line.recommendation.ref),
            line.recommendation.title,
            f"{line.overdue} of {sum(line.counts.values())} late, "
            f"by {(today - line.recommendation.due_on).days:,} days",
        )
        for line in found[:_FEW]
    )
    why = "Not everybody has done these in time or said why not."
    more = link("learning.index", status="overdue")
    yield Panel("Overdue recommendations", why, items, len(found), more=more)
