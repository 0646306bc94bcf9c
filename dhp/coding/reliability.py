"""How far two coders agree on each code, over the cases that both of them have finished."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dhp.coding.agreement import (
    Agreement,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    pabak,
    percent_agreement,
    positive_agreement,
)
from dhp.coding.codebook import Entry
from dhp.coding.passes.rules import READINGS, Polarity
from dhp.coding.settling.readings import NOTHING, CaseReadings

# Krippendorff (2004): rely on alpha from .800, draw tentative conclusions from .667, none below.
TENTATIVE, RELIABLE = 0.667, 0.800
# "Cannot tell" is said of a code, but does not find it.
FOUND = (Polarity.PRESENT, Polarity.ABSENT, Polarity.GOOD)


class Standing(StrEnum):
    """What may be said with a code, by how far coders agree on it."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNDER_DEVELOPMENT = "under development"
    UNDEFINED = "not measured"


@dataclass(frozen=True)
class Reliability:
    """How far coders agree on one code; `n` cases that two people coded.

    `found` is in how many of the cases each of the two found it, `prevalence` the mean of both as a
    share, which is only given where the code may be reported.
    """

    code: Entry
    n: int
    found: tuple[int, int]
    raw: Agreement
    positive: Agreement
    kappa: Agreement
    alpha: Agreement
    ac1: Agreement
    pabak: Agreement

    @property
    def standing(self) -> Standing:
        """What may be said with the code."""
        return standing_of(self.alpha)

    @property
    def prevalence(self) -> float | None:
        """The share of the cases in which a coder finds it; None where it may not be reported."""
        if not self.n or self.standing in (Standing.UNDER_DEVELOPMENT, Standing.UNDEFINED):
            return None
        return sum(self.found) / (2 * self.n)

    @property
    def measures(self) -> tuple[Agreement, ...]:
        """Every measure, in the order of the table."""
        return self.raw, self.positive, self.kappa, self.alpha, self.ac1, self.pabak


def standing_of(alpha: Agreement) -> Standing:
    """What may be said with a code whose alpha is this."""
    if alpha.value is None:
        return Standing.UNDEFINED
    if alpha.value < TENTATIVE:
        return Standing.UNDER_DEVELOPMENT
    return Standing.TENTATIVE if alpha.value < RELIABLE else Standing.RELIABLE


def standings(rows: Iterable[Reliability]) -> Counter[Standing]:
    """How many codes stand how."""
    return Counter(row.standing for row in rows)


def reliability_of(
    codes: Iterable[Entry], cases: Iterable[CaseReadings], way: Polarity | None = None
) -> list[Reliability]:
    """How far the two coders of `cases` agree on each of `codes`; single readings are passed over.

    A code counts as found in one `way`, or, without it, in any of `FOUND`.
    """
    double = [case for case in cases if case.double]
    return [_of_code(code, double, (way,) if way else FOUND) for code in codes]


def _of_code(code: Entry, cases: Sequence[CaseReadings], ways: Sequence[Polarity]) -> Reliability:
    first, second = (
        [bool(case.said[kind].get(code.id, NOTHING) & set(ways)) for case in cases]
        for kind in READINGS
    )
    pairs = list(zip(first, second, strict=True))
    table = [[pairs.count((a, b)) for b in (True, False)] for a in (True, False)]
    return Reliability(
        code=code,
        n=len(cases),
        found=(sum(first), sum(second)),
        raw=percent_agreement(first, second),
        positive=positive_agreement(first, second),
        kappa=cohen_kappa(table),
        alpha=krippendorff_alpha([first, second]),
        ac1=gwet_ac1(first, second, (True, False)),
        pabak=pabak(table),
    )
