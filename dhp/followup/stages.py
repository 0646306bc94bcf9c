"""The clock of each stage of a case, worked out from the case and from what people did with it.

Nothing has to run for a stage to open or to be late: a stage that no row tells of follows from the
days on which the case was received and accepted.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dhp.calendar import london_date, long_date
from dhp.calendar.clock import start_of
from dhp.cases.models import Case
from dhp.cases.wording import scope_words
from dhp.definitions import Scope
from dhp.dictionary import Stage
from dhp.followup.arrivals import Arrival
from dhp.followup.models import Turn
from dhp.followup.rules import SLUG_OF, TITLES, Move, Standing

FIRST_WEEKS = timedelta(days=28)  # from receipt; also how long an open stage is given
AT_LEAST = timedelta(days=7)  # from acceptance: a slow acceptance is not the force's delay
_SIX_MONTHS_OPENS, _SIX_MONTHS_DUE, _OUTCOME_OPENS = 5, 6, 12  # months from receipt
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Clock:
    """One stage of one case on the day `today` (London).

    `since` is the instant from which it is open, or was before it was completed; `completed` the
    completion that stands; `why` says why it is open early or again, where it is, in a sentence of
    ours, and `reason` in the unit's own words.
    """

    stage: Stage
    standing: Standing
    opens_on: date
    due_on: date
    since: datetime
    today: date
    completed: Turn | None = None
    why: str = ""
    reason: str = ""

    @property
    def title(self) -> str:
        """What the stage is called."""
        return TITLES[self.stage]

    @property
    def slug(self) -> str:
        """The stage's part of an address; empty for the first notice, which has no pages."""
        return SLUG_OF.get(self.stage, "")

    @property
    def is_open(self) -> bool:
        """Whether the force can work on it now."""
        return self.standing is Standing.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it is open after the day it was due."""
        return self.is_open and self.today > self.due_on

    @property
    def words(self) -> str:
        """The clock in words: "due in 3 days", "4 days late", "completed on 9 March 2026"."""
        match self.standing:
            case Standing.NOT_NEEDED:
                return "not needed"
            case Standing.LATER:
                return f"opens on {long_date(self.opens_on)}"
            case Standing.DONE:
                return self._done()
            case _:
                return _due((self.due_on - self.today).days)

    @property
    def holder(self) -> str:
        """Who has to act: "the force" while it is open, else nobody."""
        return "the force" if self.is_open else "nobody"

    def _done(self) -> str:
        if self.completed is None:  # the notice, which its acceptance completes
            return f"completed on {long_date(london_date(self.since))}"
        day = london_date(self.completed.done_at)
        late = (day - self.completed.due_on).days if self.completed.due_on else 0
        return f"completed on {long_date(day)}" + (f", {_days(late)} late" if late > 0 else "")


def clocks_of(
    case: Case, turns: Sequence[Turn], arrivals: Sequence[Arrival], today: date
) -> tuple[Clock, ...]:
    """The clocks of all stages of `case`, in order. `turns` and `arrivals` are those of the case."""
    received, accepted = london_date(case.received_at), london_date(case.opened_at)
    first_due = max(received + FIRST_WEEKS, accepted + AT_LEAST)
    notice = Clock(Stage.NOTICE, Standing.DONE, accepted, accepted, case.opened_at, today)
    follow_up = _clock(case, Stage.FOLLOW_UP, case.opened_at, first_due, turns, today)
    half = start_of(max(accepted, months_after(received, _SIX_MONTHS_OPENS)))
    due = max(months_after(received, _SIX_MONTHS_DUE), accepted + AT_LEAST)
    six_months = _clock(case, Stage.SIX_MONTHS, max(half, case.opened_at), due, turns, today)
    return notice, follow_up, six_months, _outcome(case, received, turns, arrivals, today)


def asked_no_more(clocks: Sequence[Clock]) -> tuple[Clock, ...]:
    """The clocks of a case that is erased: what is completed stays so, and nothing else is asked."""
    return tuple(
        clock
        if clock.standing is Standing.DONE
        else replace(clock, standing=Standing.NOT_NEEDED, why="", reason="")
        for clock in clocks
    )


def current(clocks: Sequence[Clock]) -> Clock | None:
    """The stage to work on: the latest that is open. It asks what every earlier one asks too."""
    return next((clock for clock in reversed(clocks) if clock.is_open), None)


def most_urgent(clocks: Sequence[Clock]) -> Clock | None:
    """The open stage that was or is due first."""
    return min((c for c in clocks if c.is_open), key=lambda clock: clock.due_on, default=None)


def upcoming(clocks: Sequence[Clock]) -> Clock | None:
    """The stage that opens next."""
    later = (clock for clock in clocks if clock.standing is Standing.LATER)
    return min(later, key=lambda clock: clock.opens_on, default=None)


def judged_words(case: Case) -> str:
    """What the unit judged a death to be, in a phrase for its force: the type where it is in scope."""
    return case.type.label if case.scope is Scope.IN else scope_words(case.scope)


def months_after(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, _MONTHS_IN_YEAR)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _outcome(
    case: Case,
    received: date,
    turns: Sequence[Turn],
    arrivals: Sequence[Arrival],
    today: date,
) -> Clock:
    """The stage that opens when an outcome arrives, and again with each new one."""
    opens = start_of(months_after(received, _OUTCOME_OPENS))
    early = [arrival for arrival in arrivals if arrival.at < opens]
    since = max(early[0].at if early else opens, case.opened_at)
    due = london_date(since) + FIRST_WEEKS
    clock = _clock(case, Stage.OUTCOME, since, due, turns, today)
    if clock.completed is None:
        told = f"Open since {early[0].what} was recorded." if early and clock.is_open else ""
        return replace(clock, why=clock.why or told)
    new = [arrival for arrival in arrivals if arrival.at > clock.completed.done_at]
    if not new or not _is_asked(case):
        return clock
    what = " and ".join(dict.fromkeys(arrival.what for arrival in new))
    day = long_date(london_date(new[0].at))
    return _again(clock, new[0].at, f"Open again: {what} was recorded on {day}.")


def _clock(
    case: Case, stage: Stage, since: datetime, due: date, turns: Sequence[Turn], today: date
) -> Clock:
    """One stage from the day it opens by itself and from what people did with it."""
    opens = london_date(since)
    standing = Standing.OPEN if opens <= today else Standing.LATER
    clock = Clock(
        stage, standing if _is_asked(case) else Standing.NOT_NEEDED, opens, due, since, today
    )
    last = max((t for t in turns if t.stage is stage), key=lambda t: t.number, default=None)
    if last is not None and last.move is Move.COMPLETED:
        return replace(clock, standing=Standing.DONE, completed=last)
    if last is None or not _is_asked(case):
        return clock
    why = f"Opened again by the central unit on {long_date(london_date(last.done_at))}."
    return replace(_again(clock, last.done_at, why), reason=last.reason or "")


def _is_asked(case: Case) -> bool:
    """Whether a force is asked at all: not for past records, nor for deaths out of scope."""
    return not case.back_record and case.scope is not Scope.OUT


def _again(clock: Clock, at: datetime, why: str) -> Clock:
    day = london_date(at)
    return Clock(clock.stage, Standing.OPEN, day, day + FIRST_WEEKS, at, clock.today, why=why)


def _due(days: int) -> str:
    if days < 0:
        return f"{_days(-days)} late"
    if days < 2:
        return ("due today", "due tomorrow")[days]
    return f"due in {_days(days)}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
