"""M12, the prevalence of themes and codes: in how many coded cases each is found, and how sure that is.

A code that is not marked says nothing. "Absent though expected" is something a coder said; "nothing
said" is not. What coders do not agree on has no prevalence at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dhp.coding.agreement import Agreement
from dhp.coding.codebook import Entry
from dhp.coding.passes.rules import Polarity
from dhp.coding.reliability import Standing, standing_of
from dhp.definitions import DeathType
from dhp.shares import wilson_interval
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.seen import Cases, Seen, union

REPORTED = (Standing.TENTATIVE, Standing.RELIABLE)


@dataclass(frozen=True)
class Prevalence:
    """In how many cases an entry is found, of the `base`: looked for, and settled.

    `ways` counts each way apart; a case may hold several. `unsaid` are the cases of the base without
    a mark, `waiting` those left out of it: two readings differ, or a split code is to be coded again.
    `alpha` is from `double` cases that two people coded, before anything was settled; None where it is
    undefined.
    """

    entry: Entry
    base: int
    ways: Mapping[Polarity, int]
    unsaid: int
    waiting: int
    alpha: float | None
    double: int

    @property
    def standing(self) -> Standing:
        """What may be said with the entry."""
        return standing_of(Agreement(self.alpha, self.double))

    @property
    def agreed(self) -> bool:
        """Whether numbers may be given at all: coders agree well enough on the entry."""
        return self.standing in REPORTED

    @property
    def reported(self) -> bool:
        """Whether there is a share to give: numbers may be given, and cases were coded."""
        return self.agreed and self.base > 0

    @property
    def present(self) -> int:
        """In how many cases it is present."""
        return self.ways[Polarity.PRESENT]

    @property
    def share(self) -> float | None:
        """`present` as a share of the base; None where it may not be reported."""
        return self.present / self.base if self.reported else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval of the share; None where it may not be reported."""
        return wilson_interval(self.present, self.base) if self.reported else None


def prevalence(seen: Seen, among: Cases) -> Prevalence:
    """The prevalence of what was `seen` among some cases; how far coders agree is from all of them."""
    base = seen.base & among
    ways = {way: (cases & among).bit_count() for way, cases in seen.ways.items()}
    return Prevalence(
        entry=seen.entry,
        base=base.bit_count(),
        ways=ways,
        unsaid=(base & ~union(seen.ways.values())).bit_count(),
        waiting=(seen.looked & ~seen.base & among).bit_count(),
        alpha=alpha(seen),
        double=seen.double.bit_count(),
    )


def prevalences(
    coded: Coded, entries: Iterable[Entry], kind: DeathType | None = None
) -> list[Prevalence]:
    """The prevalence of each of `entries`, over one type of death or over all."""
    among = of_type(coded, kind)
    return [prevalence(coded.seen[entry.id], among) for entry in entries]


def of_type(coded: Coded, kind: DeathType | None) -> Cases:
    """The cases of one type of death, or all."""
    return coded.everything if kind is None else coded.those(lambda case: case.type is kind)


def alpha(seen: Seen) -> float | None:
    """Krippendorff's alpha of the two readings, as `dhp.coding.agreement` gives it, without interval.

    Two coders, found or not found, nobody missing: the formula is short, and its interval, which no
    list shows, would cost a thousand resamples a code. None where all said the same of every case.
    """
    ratings = 2 * seen.double.bit_count()
    found = (seen.first & seen.double).bit_count() + (seen.second & seen.double).bit_count()
    by_chance = found * (ratings - found)
    if not by_chance:
        return None
    differing = ((seen.first ^ seen.second) & seen.double).bit_count()
    return 1 - differing * (ratings - 1) / by_chance
