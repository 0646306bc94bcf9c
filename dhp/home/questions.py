"""The panels about questions: for a force what it has to answer, for the unit what came back."""

from collections.abc import Iterable, Iterator

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.dictionary import HouseWords
from dhp.home.panels import Item, Panel, link
from dhp.home.panels import waiting as waiting_for
from dhp.questions.ages import age_words, days_between
from dhp.questions.queries import unsettled_counts, waiting
from dhp.questions.rules import Status
from dhp.questions.showing import Row, rows

_FEW = 10  # on a first page, where other work stands below


def answer_panels(user: User) -> Iterator[Panel]:
    """What the unit asks the force, the oldest first."""
    found, total = waiting(user, Status.OPEN, most=_FEW)
    yield Panel(
        "Answer questions",
        "The central unit asks about these answers. The one that has waited longest is first.",
        tuple(_asked(rows(found))),
        total,
        more=link("questions.index"),
        act=Act.QUESTIONS_LISTED,
    )


def ask_panels(user: User) -> Iterator[Panel]:
    """Replies that the unit has to look at, and how much waits with forces since when."""
    counts = unsettled_counts(user)
    if Status.ANSWERED in counts:
        found, total = waiting(user, Status.ANSWERED, most=_FEW)
        yield Panel(
            "Look at replies",
            "Forces have answered these. Accept each one, or ask again.",
            tuple(_replied(rows(found))),
            total,
            more=link("questions.asked"),
            act=Act.QUESTIONS_LISTED,
        )
    if Status.OPEN in counts:
        count, oldest = counts[Status.OPEN]
        words = "1 question" if count == 1 else f"{count:,} questions"
        days = days_between(oldest, now())
        age = f"The oldest: {age_words(days).lower()}"
        item = Item("See these questions", link("questions.asked"), words, age)
        why = "Nothing to do: the forces answer these."
        yield Panel("Questions with forces", why, (item,), count)


def _asked(found: Iterable[Row]) -> Iterator[Item]:
    for row in found:
        reference = row.question.case.force_ref
        yield Item(
            HouseWords(row.label),
            link("questions.show", ref=row.question.ref),
            HouseWords(f"Your reference {reference}" if reference else "No reference of yours"),
            waiting_for(row.age) if row.days else "Asked today",
            row.question.ref,
        )


def _replied(found: Iterable[Row]) -> Iterator[Item]:
    for row in found:
        kind = row.question.reply_kind
        yield Item(
            row.label,
            link("questions.look", ref=row.question.ref),
            row.question.force.name,
            kind.label if kind else "",
            row.question.ref,
        )
