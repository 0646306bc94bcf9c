"""When what happens to the notice of an invented death: its steps from the first draft on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from random import Random

from dhp.calendar import LONDON
from dhp.calendar.clock import start_of
from dhp.demonstration.deaths import Death

_OPENS, _CLOSES = 9, 17  # the unit's hours, London time
_SATURDAY = 5
# The work on the desk on the last day: hours before the end at which each step happens.
DESK = (
    {"start": 5},
    {"start": 20 * 24},
    {"start": 50, "send": 49, "return": 8},
    {"start": 4, "send": 3},
    {"start": 27, "send": 26},
    {"start": 80, "send": 70},
    {"start": 150, "send": 140, "withdraw": 120},
)


class Move(StrEnum):
    """What can happen to a notice in the demonstration."""

    START = "start"
    SEND = "send"
    RETURN = "return"
    SEND_AGAIN = "send again"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    CLASSIFY = "classify"
    FOLLOW_UP = "follow up"
    RECLASSIFY = "reclassify"


@dataclass(frozen=True)
class Step:
    """One move of one death's notice, at one instant (UTC)."""

    at: datetime
    move: Move
    death: Death


def life_of(death: Death, seed: str) -> list[Step]:
    """The steps of a notice that is dealt with, however long it takes; the same for one seed."""
    rng = Random(f"{seed} {death.number} life")
    known = start_of(death.aware) + timedelta(hours=rng.uniform(6, 16))
    sent = known + timedelta(days=_days_to_notice(rng))
    started = max(known, sent - timedelta(hours=rng.expovariate(1 / 3) + 0.1))
    steps = [Step(started, Move.START, death), Step(sent, Move.SEND, death)]
    if rng.random() < 0.02:
        withdrawn = sent + timedelta(hours=rng.uniform(1, 60))
        return [*steps, Step(withdrawn, Move.WITHDRAW, death)]
    if rng.random() < 0.07:
        returned = in_office(sent + timedelta(hours=rng.uniform(2, 24)), rng)
        sent = returned + timedelta(days=rng.uniform(0.2, 6))
        steps += [Step(returned, Move.RETURN, death), Step(sent, Move.SEND_AGAIN, death)]
    accepted = in_office(sent + timedelta(hours=rng.expovariate(1 / 14) + 0.2), rng)
    steps.append(Step(accepted, Move.ACCEPT, death))
    return steps + _judgements(death, accepted, rng)


def desk_life(death: Death, hours: Mapping[str, int], end: datetime) -> list[Step]:
    """The steps of a notice that is unfinished at `end`, from `hours` before it by move."""
    return [
        Step(end - timedelta(hours=before), Move(move), death) for move, before in hours.items()
    ]


def in_office(instant: datetime, rng: Random) -> datetime:
    """`instant` if the unit works then, or a time soon after it opens again."""
    local = instant.astimezone(LONDON)
    day = local.date()
    if local.hour >= _CLOSES:
        day += timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    if day == local.date() and local.hour >= _OPENS:
        return instant
    opens = datetime.combine(day, time(_OPENS), LONDON)
    return opens.astimezone(instant.tzinfo) + timedelta(minutes=rng.uniform(2, 240))


def _judgements(death: Death, accepted: datetime, rng: Random) -> list[Step]:
    at_once = rng.random() < 0.8
    wait = timedelta(minutes=rng.uniform(4, 50)) if at_once else timedelta(days=rng.uniform(1, 20))
    classified = accepted + timedelta(seconds=40) + wait
    steps = [Step(classified, Move.CLASSIFY, death)]
    if death.later and rng.random() < 0.7:
        told = in_office(classified + timedelta(days=rng.uniform(5, 45)), rng)
        steps.append(Step(told, Move.FOLLOW_UP, death))
        classified = told
    if rng.random() < 0.06:
        again = in_office(classified + timedelta(days=rng.uniform(20, 320)), rng)
        steps.append(Step(again, Move.RECLASSIFY, death))
    return steps


def _days_to_notice(rng: Random) -> float:
    """Days from knowing of a death to sending its notice: most within three, with a long tail."""
    chance = rng.random()
    if chance < 0.8:
        return rng.uniform(0.05, 2.8)
    return rng.uniform(2.8, 14) if chance < 0.94 else 14 + min(rng.expovariate(1 / 45), 250)
