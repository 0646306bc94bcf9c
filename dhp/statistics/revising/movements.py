"""What moved a count from one instant to another, cause by cause, so that it must balance.

Nothing of the record is read here: who was counted, in which groups, and why others were not, is
given for both instants.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType

from dhp.statistics.tables import TOTAL


class Fate(StrEnum):
    """What a case was at an instant, apart from whether a count asks for it."""

    MERGED = "merged"  # found to be the same death as another case, which stands for both
    OUT = "out"  # judged to be out of scope
    COUNTS = "counts"


@dataclass(frozen=True)
class Standing:
    """One case at an instant: what it was, and the code of its type."""

    fate: Fate
    type: str


@dataclass(frozen=True)
class Known:
    """One count at one instant: the groups of each case that is in it, by the case's id.

    `standings` has every case that was known, counted or not; a case that it lacks was not open.
    """

    groups: Mapping[int, frozenset[str]]
    standings: Mapping[int, Standing]


class DoesNotBalance(Exception):
    """The opening count and what moved do not give the closing count: nothing may be built."""


@dataclass(frozen=True)
class Revision:
    """How one count came from `opening` to `closing`, in deaths. Every number is 0 or more.

    `new` lie in days that the former count did not reach. `late` were not known then. `reinstated`
    came back into scope and `withdrawn` left it. `merged` were found to be the same death as another
    case, and of `parted` that was undone. `reclassified_in` and `reclassified_out` changed their
    type; `corrected_in` and `corrected_out` another fact that the count asks for, such as the date
    of death. Raises `DoesNotBalance` where this does not add up.
    """

    opening: int = 0
    new: int = 0
    late: int = 0
    reinstated: int = 0
    parted: int = 0
    reclassified_in: int = 0
    corrected_in: int = 0
    withdrawn: int = 0
    merged: int = 0
    reclassified_out: int = 0
    corrected_out: int = 0
    closing: int = 0

    def __post_init__(self) -> None:
        """Refuse what does not add up."""
        moved = self.opening + self.net
        if moved != self.closing:
            raise DoesNotBalance(f"{self.opening} and {self.net:+} is not {self.closing}.")
        if min(getattr(self, one.name) for one in fields(self)) < 0:
            raise DoesNotBalance("Nothing moves less than not at all.")

    @property
    def net(self) -> int:
        """By how many the count grew."""
        added = sum(getattr(self, cause) for cause in ADDS)
        return int(added - sum(getattr(self, cause) for cause in TAKES))

    @property
    def revised(self) -> int:
        """By how many it grew in the days that the former count did reach."""
        return self.net - self.new

    @property
    def reclassified(self) -> int:
        """The net of moves between types."""
        return self.reclassified_in - self.reclassified_out

    @property
    def corrected(self) -> int:
        """The net of corrections."""
        return self.corrected_in - self.corrected_out


ADDS = ("new", "late", "reinstated", "parted", "reclassified_in", "corrected_in")
TAKES = ("withdrawn", "merged", "reclassified_out", "corrected_out")
CAUSES = (*ADDS, *TAKES)


@dataclass(frozen=True)
class Revisions:
    """What moved each group, by its key, and what moved all of them together.

    A death that moved from one group to another came into `every` and left it, so that the groups
    add up to it, save where one death can be in several groups.
    """

    groups: Mapping[str, Revision]
    every: Revision


@dataclass(frozen=True)
class Matter:
    """What a count asks for: `by_type` that types are its groups, `of_type` that it takes only one.

    `several` says that one death can be in more than one group.
    """

    by_type: bool = False
    of_type: bool = False
    several: bool = False


@dataclass
class _Tallies:
    found: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    times: int = 1  # how many cases what is added stands for

    def add(self, cause: str, keys: Iterable[str]) -> None:
        for key in keys:
            self.found[key][cause] += self.times


def revisions(
    before: Known,
    after: Known,
    matter: Matter,
    new: Collection[int] = frozenset(),
    times: Mapping[int, int] = MappingProxyType({}),
) -> Revisions:
    """What moved from `before` to `after`. `new` are the ids of cases that no former count could
    reach; `times` says of how many cases an id stands for, unless it is for one. Raises
    `DoesNotBalance` where a case was counted that is not known any more.
    """
    tallies = _Tallies()
    for case in before.groups.keys() | after.groups.keys():
        tallies.times = times.get(case, 1)
        old, now = before.groups.get(case), after.groups.get(case)
        if old is not None:
            tallies.add("opening", {*old, TOTAL})
        if now is not None:
            tallies.add("closing", {*now, TOTAL})
        if old is None and now is not None:
            cause = "new" if case in new else _came(case, before, after, matter)
            tallies.add(cause, {*now, TOTAL})
        elif now is None and old is not None:
            tallies.add(_left(case, before, after, matter), {*old, TOTAL})
        elif old is not None and now is not None and old != now:
            _moved(tallies, old, now, matter)
    found = {key: Revision(**counts) for key, counts in tallies.found.items()}
    every = found.pop(TOTAL, Revision())
    return Revisions(found, every)


def _moved(tallies: _Tallies, old: frozenset[str], now: frozenset[str], matter: Matter) -> None:
    """From one group to another, which leaves the whole as it was."""
    cause = "reclassified" if matter.by_type else "corrected"
    whole = () if matter.several else (TOTAL,)
    tallies.add(f"{cause}_out", {*(old - now), *whole})
    tallies.add(f"{cause}_in", {*(now - old), *whole})


def _came(case: int, before: Known, after: Known, matter: Matter) -> str:
    """Why a case that was not counted is."""
    was = before.standings.get(case)
    if was is None:
        return "late"
    if was.fate is Fate.COUNTS:
        changed = matter.of_type and was.type != after.standings[case].type
        return "reclassified_in" if changed else "corrected_in"
    return {Fate.MERGED: "parted", Fate.OUT: "reinstated"}[was.fate]


def _left(case: int, before: Known, after: Known, matter: Matter) -> str:
    """Why a case that was counted is not."""
    now = after.standings.get(case)
    if now is None:
        raise DoesNotBalance("A case that was counted is not known any more.")
    if now.fate is Fate.COUNTS:
        changed = matter.of_type and now.type != before.standings[case].type
        return "reclassified_out" if changed else "corrected_out"
    return {Fate.MERGED: "merged", Fate.OUT: "withdrawn"}[now.fate]
