"""Sets of coded cases: in which of them an entry of the codebook was looked for, found, or waits.

A set is a whole number with a bit for each case: hundreds of codes are compared at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dhp.coding.codebook import Entry
from dhp.coding.codebook.rules import Level
from dhp.coding.passes.rules import READINGS, PassKind, Polarity
from dhp.coding.reliability import FOUND

Cases = int  # bit n is set for the case whose coding was finished n-th


@dataclass(frozen=True)
class Seen:
    """In which cases one entry was looked for, and what stands of it there.

    `looked` holds the cases coded with a book that had the entry, or what was split into it, of types
    it is meant for; `base` those of them that do not wait, for a decision on it or to be coded again
    after a split; `ways` how it holds, within the base. `double` are the cases that two people coded,
    `first` and `second` where each of the two found it.
    """

    entry: Entry
    looked: Cases
    base: Cases
    ways: Mapping[Polarity, Cases]
    double: Cases
    first: Cases
    second: Cases


@dataclass(frozen=True)
class Sets:
    """By code the cases in which it was looked for, and those that wait; what was found, and by whom.

    `unsettled` wait for a decision or to be coded again, `to_code_again` for the latter.
    """

    looked: Mapping[int, Cases]
    unsettled: Mapping[int, Cases]
    to_code_again: Mapping[int, Cases]
    found: Mapping[PassKind | None, Mapping[tuple[int, Polarity], Cases]]
    double: Cases

    def of(self, entry: Entry) -> Seen:
        """What is known of an entry, from the codes under it."""
        codes = [code.id for code in codes_of(entry)]
        whole = union(self.looked[code] for code in codes)
        present = self._said(codes, None, [Polarity.PRESENT])
        # One code that waits does not unsettle a theme that another code shows to be there.
        base = whole & ~(union(self.unsettled[code] for code in codes) & ~present)
        double = self.double & whole & ~union(self.to_code_again[code] for code in codes)
        first, second = (self._said(codes, kind, FOUND) & double for kind in READINGS)
        ways = {way: self._said(codes, None, [way]) & base for way in Polarity}
        return Seen(entry, whole, base, ways, double, first, second)

    def _said(self, codes: Iterable[int], kind: PassKind | None, ways: Iterable[Polarity]) -> Cases:
        found, chosen = self.found[kind], tuple(ways)
        return union(
            found.get((code, way), 0) & self.looked[code] for code in codes for way in chosen
        )


def codes_of(entry: Entry) -> tuple[Entry, ...]:
    """The codes under a domain or a theme; of a code, itself."""
    if entry.level is Level.CODE:
        return (entry,)
    return tuple(code for one in entry.below for code in codes_of(one))


def union(sets: Iterable[Cases]) -> Cases:
    """The cases that are in any of `sets`."""
    whole = 0
    for one in sets:
        whole |= one
    return whole
