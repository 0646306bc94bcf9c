"""What waits for a force at an instant, as counts alone: the digest and the escalation speak of these.

A death that only some people of a force may know of is counted for them alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at, london_date
from dhp.followup.worklist import work_of
from dhp.notifications.queries import waiting_in_force
from dhp.notifications.rules import Status as Notice
from dhp.questions.queries import waiting
from dhp.questions.rules import Status as Asked
from dhp.returns.queries import presents_for
from dhp.returns.rules import Standing as Returned
from dhp.worded import Worded

DRAFT_AGES_AFTER = timedelta(days=3)  # since it was last moved; a younger draft is no reminder
ANSWER_WITHIN = timedelta(days=14)  # from the asking of a question
_MOST = 1_000  # questions that are counted


class Kind(Worded):
    """The kinds of things that wait, in the order in which they are told."""

    one: str
    many: str

    RETURN = "returns", "return to confirm", "returns to confirm"
    SENT_BACK = (
        "sent back",
        "notification to complete and send again",
        ("notifications to complete and send again"),
    )
    DRAFT = "drafts", "draft notification not sent yet", "draft notifications not sent yet"
    QUESTION = (
        "questions",
        "question of the central unit to answer",
        ("questions of the central unit to answer"),
    )
    STAGE = "stages", "follow-up to complete", "follow-ups to complete"

    def counted(self, number: int) -> str:
        """So many of the kind in words: "2 returns to confirm"."""
        return f"{number:,} {self.one if number == 1 else self.many}"


@dataclass(frozen=True)
class Thing:
    """One thing that waits, and the day (London) after which it is overdue."""

    kind: Kind
    due_on: date


@dataclass(frozen=True)
class Standing:
    """What waits on the day `today` (London)."""

    today: date
    things: tuple[Thing, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many of each kind wait; kinds of which none does are left out."""
        return _counts(self.things)

    def overdue(self, days: int) -> dict[Kind, int]:
        """How many of each kind are overdue by more than so many days."""
        limit = self.today - timedelta(days=days)
        return _counts(thing for thing in self.things if thing.due_on < limit)


def standing(force: Force, at: datetime) -> Standing:
    """What waits for everybody in `force` at `at` (aware), without what only some may know of."""
    return standing_for(User(role=RoleName.SPOC, force_id=force.id), at)


def standing_for(user: User, at: datetime) -> Standing:
    """What waits at `at` (aware) for the force of `user`, as far as `user` may know of it."""
    with clock_at(at):
        things = (*_returns(user, at), *_notices(user, at), *_questions(user), *_stages(user))
    order = list(Kind)
    return Standing(
        london_date(at), tuple(sorted(things, key=lambda it: (order.index(it.kind), it.due_on)))
    )


def _returns(user: User, at: datetime) -> Iterator[Thing]:
    """Periods not returned yet, and those of which a death became known since: due from that day."""
    for present in presents_for(user, at):
        if present.standing is Returned.CHANGED:
            yield Thing(Kind.RETURN, max(present.period.due_on, london_date(at)))
        elif not present.standing.is_returned:
            yield Thing(Kind.RETURN, present.period.due_on)


def _notices(user: User, at: datetime) -> Iterator[Thing]:
    waiting_now = waiting_in_force(user)
    for notice in waiting_now[Notice.RETURNED]:
        yield Thing(Kind.SENT_BACK, london_date(notice.moved_at + DRAFT_AGES_AFTER))
    for notice in waiting_now[Notice.DRAFT]:
        if at - notice.moved_at > DRAFT_AGES_AFTER:
            yield Thing(Kind.DRAFT, london_date(notice.moved_at + DRAFT_AGES_AFTER))


def _questions(user: User) -> Iterator[Thing]:
    found, _ = waiting(user, Asked.OPEN, most=_MOST)
    for question in found:
        yield Thing(Kind.QUESTION, london_date(question.asked_at + ANSWER_WITHIN))


def _stages(user: User) -> Iterator[Thing]:
    """The stage of each death that presses most; what is only to be looked at again is no stage."""
    for row in work_of(user):
        if row.urgent is not None:
            yield Thing(Kind.STAGE, row.urgent.due_on)


def _counts(things: Iterable[Thing]) -> dict[Kind, int]:
    kinds = [thing.kind for thing in things]
    return {kind: kinds.count(kind) for kind in Kind if kind in kinds}
