"""The clocks of a death's way through the collection: how long each hand-off took, what is open.

Days are whole days in London. A date of death known only by its month or year measures nothing; it
is counted beside. A later step before an earlier one is a contradiction, and counted beside too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dhp.statistics.quality.quantiles import Spread, spread


class Step(StrEnum):
    """A step on the way of a death. Coding takes its place here when themes are coded."""

    DIED = "died"
    KNOWN = "known"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    CLASSIFIED = "classified"
    VERIFIED = "verified"
    REPORTED = "reported"


class Holder(StrEnum):
    """Who has to act for a clock to stop."""

    FORCE = "force"
    UNIT = "unit"
    NOBODY = "nobody"


@dataclass(frozen=True)
class HandOff:
    """The stretch from one step to another.

    `acts` is what its holder has to do, as an order; `note` explains a stretch that nobody holds.
    """

    code: str
    title: str
    since: Step
    until: Step
    holder: Holder
    acts: str = ""
    note: str = ""


HAND_OFFS = (
    HandOff(
        "notice",
        "Death to notice",
        Step.DIED,
        Step.RECEIVED,
        Holder.NOBODY,
        note="The next two together",
    ),
    HandOff(
        "awareness",
        "Death to known to the force",
        Step.DIED,
        Step.KNOWN,
        Holder.NOBODY,
        note="Held by nobody: the death is not known yet",
    ),
    HandOff("notifying", "Known to the force to notice", Step.KNOWN, Step.RECEIVED, Holder.FORCE),
    HandOff(
        "accepting", "Notice to acceptance", Step.RECEIVED, Step.ACCEPTED, Holder.UNIT, "Accept"
    ),
    HandOff(
        "classifying",
        "Acceptance to classification",
        Step.ACCEPTED,
        Step.CLASSIFIED,
        Holder.UNIT,
        "Classify",
    ),
    HandOff(
        "verifying",
        "Classification to verification",
        Step.CLASSIFIED,
        Step.VERIFIED,
        Holder.UNIT,
        "Verify",
    ),
    HandOff(
        "reporting",
        "Notice to an issued report",
        Step.RECEIVED,
        Step.REPORTED,
        Holder.UNIT,
        "Report",
    ),
)
_TOLD = (Step.DIED, Step.KNOWN)  # days that a force tells; the others are the service's own
BY_CODE = {hand_off.code: hand_off for hand_off in HAND_OFFS}
COMPLETE_NOTICE = "Complete a returned notice"


@dataclass(frozen=True)
class Way:
    """The days (London) on which one death took its steps. `vague` are steps known less exactly.

    `returned` is the day on which an unaccepted notice went back to its force. `ref` names the case;
    it is empty for a notice that has none yet.
    """

    force_id: int | None
    days: Mapping[Step, date]
    vague: frozenset[Step] = frozenset()
    returned: date | None = None
    ref: str = ""


@dataclass
class Figures:
    """One hand-off over some deaths: the days it took, and why others give none.

    `open` have the first step and not the second, `vague` a date that is not a whole day, `unknown`
    no date at all, `disordered` the second step before the first. Where the first step was not
    taken yet there is nothing to count, and what a notice says counts once it is a case.
    """

    took: list[int] = field(default_factory=list)
    open: int = 0
    vague: int = 0
    unknown: int = 0
    disordered: int = 0

    @property
    def spread(self) -> Spread | None:
        """Median, quartiles and 90th centile of the days; None where nothing was measured."""
        return spread(self.took)


@dataclass(frozen=True)
class OpenClock:
    """Clocks that run now: what has to be done by whom, and the ages in days, the oldest first."""

    acts: str
    holder: Holder
    ages: tuple[int, ...]


def figures(hand_off: HandOff, ways: Iterable[Way]) -> Figures:
    """What `hand_off` took for each of `ways`."""
    found = Figures()
    for way in ways:
        if not way.ref and hand_off.since in _TOLD:
            continue
        since, until = way.days.get(hand_off.since), way.days.get(hand_off.until)
        if {hand_off.since, hand_off.until} & way.vague:
            found.vague += 1
        elif (since is None and hand_off.since in _TOLD) or (
            until is None and hand_off.until in _TOLD
        ):
            found.unknown += 1
        elif since and until:
            _take(found, (until - since).days)
        else:
            found.open += since is not None
    return found


def by_force(
    hand_off: HandOff, ways: Iterable[Way], names: Mapping[int | None, str]
) -> dict[int | None, Figures]:
    """What `hand_off` took in each force of `names`, by its id; forces without a death included."""
    groups: dict[int | None, list[Way]] = {force_id: [] for force_id in names}
    for way in ways:
        groups[way.force_id].append(way)
    return {force_id: figures(hand_off, found) for force_id, found in groups.items()}


def open_clocks(ways: Sequence[Way], today: date, steps: frozenset[Step]) -> list[OpenClock]:
    """Every clock that runs on `today` and that somebody holds. `steps` are those that are known."""
    returned = [(today - way.returned).days for way in ways if way.returned]
    clocks = [OpenClock(COMPLETE_NOTICE, Holder.FORCE, _sorted(returned))]
    for hand_off in HAND_OFFS:
        if hand_off.acts and hand_off.until in steps:
            ages = [(today - way.days[hand_off.since]).days for way in ways if runs(hand_off, way)]
            clocks.append(OpenClock(hand_off.acts, hand_off.holder, _sorted(ages)))
    return clocks


def runs(hand_off: HandOff, way: Way) -> bool:
    """Whether the clock of `hand_off` runs for `way`. A notice that went back is not the unit's."""
    if way.returned and hand_off.holder is Holder.UNIT:
        return False
    return hand_off.since in way.days and hand_off.until not in way.days


def _take(found: Figures, days: int) -> None:
    if days < 0:
        found.disordered += 1
    else:
        found.took.append(days)


def _sorted(ages: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(ages, reverse=True))
