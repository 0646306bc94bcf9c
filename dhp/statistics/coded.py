"""The coded cases as an instant knows them, and in which of them each entry of the codebook is found.

The case is the unit, never the mark. Sets of cases are whole numbers, a bit for each case in the order
of coding, so that hundreds of codes can be held against each other at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.coding.codebook import Book, Entry, book
from dhp.coding.codebook_rules import Level
from dhp.coding.finished import finished_by_case, number_at
from dhp.coding.models import CodeVersion
from dhp.coding.pass_rules import READINGS, PassKind, Polarity
from dhp.coding.readings import CaseReadings
from dhp.coding.reliability import FOUND
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.statistics.record import known

Cases = int  # a set of cases: bit n is set for the case that was finished n-th
Spans = Mapping[int, list[tuple[int, int | None]]]


@dataclass(frozen=True)
class CodedCase:
    """One death whose coding is finished, with its type and receipt, and what stands of its coding.

    `versions` are the lowest and highest codebook that its readers had.
    """

    case_id: int
    type: DeathType
    received_at: datetime
    ended_at: datetime
    versions: tuple[int, int]
    readings: CaseReadings


@dataclass(frozen=True)
class Seen:
    """In which cases one entry was looked for, and what stands of it there.

    `looked` holds the cases coded with a book that had the entry, of types it is meant for; `base`
    those of them that do not wait for a decision on it; `ways` how it holds, within the base. `double`
    are the cases that two people coded, `first` and `second` where each of the two found it.
    """

    entry: Entry
    looked: Cases
    base: Cases
    ways: Mapping[Polarity, Cases]
    double: Cases
    first: Cases
    second: Cases


@dataclass(frozen=True)
class Coded:
    """The cases whose coding was finished at `as_at` and that count, in the order of coding.

    `book` is the codebook of that instant, whose codes all older marks are read as. `spans` say from
    which version to which each code stood.
    """

    as_at: datetime
    book: Book
    cases: tuple[CodedCase, ...]
    spans: Spans = field(repr=False)

    @property
    def everything(self) -> Cases:
        """All cases."""
        return (1 << len(self.cases)) - 1

    @cached_property
    def seen(self) -> Mapping[int, Seen]:
        """What was found of each domain, theme and code of the book, by its id."""
        looked = {code.id: self._looked_for(code) for code in self.book.codes}
        found = {kind: self._found(kind) for kind in (None, *READINGS)}
        waiting = self._waiting()
        double = self.those(lambda case: case.readings.double)
        return {
            entry.id: _seen(entry, looked, found, waiting, double) for entry in self.book.walk()
        }

    def those(self, chosen: Callable[[CodedCase], bool]) -> Cases:
        """The cases that `chosen` is true of."""
        return sum(1 << place for place, case in enumerate(self.cases) if chosen(case))

    def ids(self, cases: Cases) -> list[int]:
        """The ids of a set of cases."""
        return [case.case_id for place, case in enumerate(self.cases) if cases >> place & 1]

    @cached_property
    def _alike(self) -> Mapping[tuple[DeathType, tuple[int, int]], Cases]:
        """The cases by type and by the codebooks of their readers."""
        alike: dict[tuple[DeathType, tuple[int, int]], Cases] = defaultdict(int)
        for place, case in enumerate(self.cases):
            alike[case.type, case.versions] |= 1 << place
        return alike

    def _looked_for(self, code: Entry) -> Cases:
        """The cases whose readers had the code in their book and were to look for it."""
        spans = self.spans.get(code.id, ())
        return union(
            cases
            for (kind, (low, high)), cases in self._alike.items()
            if (kind is DeathType.UNCLASSIFIED or code.applies_to(kind))
            and any(since <= low and (until is None or high < until) for since, until in spans)
        )

    def _found(self, kind: PassKind | None) -> Mapping[tuple[int, Polarity], Cases]:
        """By code and way: the cases in which it stands, or, of one reading, in which it was said."""
        found: dict[tuple[int, Polarity], Cases] = defaultdict(int)
        for place, case in enumerate(self.cases):
            readings = case.readings
            said = readings.standing() if kind is None else readings.said.get(kind, {})
            for code, ways in said.items():
                for way in ways:
                    found[code, way] |= 1 << place
        return found

    def _waiting(self) -> Mapping[int, Cases]:
        """By code: the cases on which two readings differ and nobody has decided."""
        waiting: dict[int, Cases] = defaultdict(int)
        for place, case in enumerate(self.cases):
            for code in case.readings.undecided:
                waiting[code] |= 1 << place
        return waiting


def coded(as_at: datetime, apart_from: User | None = None) -> Coded:
    """The coded cases that count, as at `as_at`. Ten statements, however many marks there are.

    Restricted cases are among them: figures count them, and no list may name them. Those that
    `apart_from` has still to read are not. Raises `Absent` before the first codebook.
    """
    present = book(number_at(as_at))
    finished = finished_by_case(present, as_at, apart_from)
    record = known(as_at)
    rows = db.session.execute(
        select(record.c.id, record.c.type, record.c.received_at)
        .where(record.c.counts)
        .order_by(record.c.id)
    )
    cases = [
        CodedCase(
            row.id, DeathType(row.type), row.received_at, one.ended_at, one.versions, one.readings
        )
        for row in rows
        if (one := finished.get(row.id)) is not None
    ]
    cases.sort(key=lambda case: (case.ended_at, case.case_id))
    return Coded(as_at, present, tuple(cases), _spans())


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


def _seen(
    entry: Entry,
    looked: Mapping[int, Cases],
    found: Mapping[PassKind | None, Mapping[tuple[int, Polarity], Cases]],
    waiting: Mapping[int, Cases],
    double: Cases,
) -> Seen:
    codes = [code.id for code in codes_of(entry)]

    def said(kind: PassKind | None, ways: Iterable[Polarity]) -> Cases:
        return union(
            found[kind].get((code, way), 0) & looked[code] for code in codes for way in ways
        )

    whole = union(looked[code] for code in codes)
    present = said(None, [Polarity.PRESENT])
    # One code that waits does not unsettle a theme that another code shows to be there.
    base = whole & ~(union(waiting.get(code, 0) & looked[code] for code in codes) & ~present)
    first, second = (said(kind, FOUND) & double for kind in READINGS)
    ways = {way: said(None, [way]) & base for way in Polarity}
    return Seen(entry, whole, base, ways, double & whole, first, second)


def _spans() -> Spans:
    """From which version to which each code stood; a wording given up while open never did."""
    statement = select(CodeVersion.code_id, CodeVersion.since, CodeVersion.until).order_by(
        CodeVersion.code_id, CodeVersion.since, CodeVersion.id
    )
    spans: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for code_id, since, until in db.session.execute(statement):
        if until == since:
            continue
        before = spans[code_id]
        if before and before[-1][1] == since:  # other words, the same code
            before[-1] = (before[-1][0], until)
        else:
            before.append((since, until))
    return spans
