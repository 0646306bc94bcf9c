"""Whether coding still finds what it had not found: new codes with each further case, as a curve."""

from dataclasses import dataclass
from itertools import accumulate

from dhp.coding.reliability import FOUND
from dhp.statistics.themes.coded import Coded, CodedCase

BATCH = 10  # cases
FEW = 0.05  # of the codes known before: two batches below it are few new codes
IN_A_ROW = 2


@dataclass(frozen=True)
class Batch:
    """So many cases in the order of coding: the numbers of the first and the last, from 1.

    `new` codes were found in no case before, `known` were. `versions` are the lowest and highest
    codebook of its readers: a new version may bring new codes.
    """

    first: int
    last: int
    new: int
    known: int
    versions: tuple[int, int]

    @property
    def whole(self) -> bool:
        """Whether it has all its cases."""
        return self.last - self.first + 1 == BATCH

    @property
    def few(self) -> bool:
        """Whether few of its codes were new; never said of a batch that is not whole."""
        return self.whole and self.known > 0 and self.new / self.known < FEW


@dataclass(frozen=True)
class Saturation:
    """`totals` are the codes found so far after each case; `batches` the same by ten cases."""

    totals: tuple[int, ...]
    batches: tuple[Batch, ...]

    @property
    def levelled(self) -> bool:
        """Whether the last whole batches brought few new codes. A sign, not a proof."""
        whole = [batch for batch in self.batches if batch.whole][-IN_A_ROW:]
        return len(whole) == IN_A_ROW and all(batch.few for batch in whole)


def saturation(coded: Coded) -> Saturation:
    """How many codes each further case added: agreed or decided ones that the book still has."""
    met: set[int] = set()
    new = []
    for case in coded.cases:
        found = _found(case) & coded.book.entries.keys() - met
        met |= found
        new.append(len(found))
    totals = tuple(accumulate(new))
    batches = []
    for start in range(0, len(new), BATCH):
        cases = coded.cases[start : start + BATCH]
        numbers = [number for case in cases for number in case.versions]
        batches.append(
            Batch(
                first=start + 1,
                last=start + len(cases),
                new=sum(new[start : start + BATCH]),
                known=totals[start - 1] if start else 0,
                versions=(min(numbers), max(numbers)),
            )
        )
    return Saturation(totals, tuple(batches))


def _found(case: CodedCase) -> set[int]:
    standing = case.readings.standing()
    return {code for code, ways in standing.items() if ways.intersection(FOUND)}
