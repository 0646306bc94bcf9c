"""Codes that were found more often of late than before: for awareness, without any test."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dhp.coding.codebook import Entry
from dhp.coding.passes.rules import Polarity
from dhp.statistics.themes.coded import Coded, CodedCase
from dhp.statistics.themes.prevalence import prevalence

DAYS = 28


@dataclass(frozen=True)
class Emerging:
    """One code: the cases coded of late in which it is present, and how many were before.

    `before` counts the stretch of the same length before, `earlier` everything before that.
    """

    entry: Entry
    cases: tuple[int, ...]
    before: int
    earlier: int

    @property
    def new(self) -> bool:
        """Whether it was never found before."""
        return not (self.before or self.earlier)


def emerging(coded: Coded, ends: datetime) -> list[Emerging]:
    """The codes found in more of the cases coded in the last 28 days than in the 28 before.

    In the order of the codebook. Codes on which coders do not agree well enough are left out.
    """
    late, before = ends - timedelta(days=DAYS), ends - timedelta(days=2 * DAYS)
    found: dict[int, list[CodedCase]] = {}
    for case in coded.cases:
        for code, ways in case.readings.standing().items():
            if Polarity.PRESENT in ways:
                found.setdefault(code, []).append(case)
    told = []
    for entry in coded.book.codes:
        cases = found.get(entry.id, [])
        now = tuple(one.case_id for one in cases if late < one.ended_at <= ends)
        then = sum(before < one.ended_at <= late for one in cases)
        earlier = sum(one.ended_at <= before for one in cases)
        if len(now) > then and prevalence(coded.seen[entry.id], coded.everything).agreed:
            told.append(Emerging(entry, now, then, earlier))
    return told
