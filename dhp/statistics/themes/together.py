"""M13, what occurs with what: pairs of themes or codes in the same case, with counts, Jaccard and lift."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from dhp.coding.codebook import Entry
from dhp.coding.passes.rules import Polarity
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.prevalence import Prevalence, prevalence
from dhp.statistics.themes.seen import Cases, Seen

LEAST = 5  # cases that hold both: below it a pair is not told
LEAST_SHARED = 10  # the same where everybody may read it
MOST_IN_A_PICTURE = 12


@dataclass(frozen=True)
class Pair:
    """Two entries, both looked for and settled in `base` cases, present in so many of these."""

    first: Entry
    second: Entry
    base: int
    in_first: int
    in_second: int
    both: int

    @property
    def told(self) -> bool:
        """Whether enough cases hold both."""
        return self.both >= LEAST

    @property
    def jaccard(self) -> float:
        """The cases with both, as a share of those with either; 0 where none has either."""
        either = self.in_first + self.in_second - self.both
        return self.both / either if either else 0.0

    @property
    def lift(self) -> float | None:
        """How many times more often both occur than if one told nothing of the other."""
        by_chance = self.in_first * self.in_second
        return self.both * self.base / by_chance if by_chance else None

    def other(self, entry: Entry) -> Entry:
        """The one of the two that is not `entry`."""
        return self.second if self.first.id == entry.id else self.first


def able(coded: Coded, entries: Iterable[Entry], among: Cases | None = None) -> list[Prevalence]:
    """Those of `entries` that may be reported, the most found `among` some cases, or all, first."""
    chosen = coded.everything if among is None else among
    found = [prevalence(coded.seen[entry.id], chosen) for entry in entries]
    return sorted((one for one in found if one.reported), key=lambda one: -one.present)


def pairs(coded: Coded, entries: Sequence[Entry], among: Cases | None = None) -> list[Pair]:
    """Every pair of `entries` that enough cases hold, the highest Jaccard first."""
    found = [pair(coded, *two, among) for two in combinations(entries, 2)]
    return sorted((one for one in found if one.told), key=lambda one: (-one.jaccard, -one.both))


def pair(coded: Coded, first: Entry, second: Entry, among: Cases | None = None) -> Pair:
    """How often two entries are present in one case, `among` some or all."""
    one, two = coded.seen[first.id], coded.seen[second.id]
    base = one.base & two.base & (coded.everything if among is None else among)
    a, b = (_present(seen) & base for seen in (one, two))
    return Pair(first, second, base.bit_count(), a.bit_count(), b.bit_count(), (a & b).bit_count())


def _present(seen: Seen) -> int:
    return seen.ways[Polarity.PRESENT]
