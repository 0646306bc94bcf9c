"""The coded cases as an instant knows them, and in which of them each entry of the codebook is found.

The case is the unit, never the mark.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.coding.codebook import Book, Entry, book
from dhp.coding.codebook.models import CodeVersion
from dhp.coding.codebook.rules import MappingKind
from dhp.coding.passes.rules import READINGS, PassKind, Polarity
from dhp.coding.settling.finished import finished_by_case, number_at
from dhp.coding.settling.readings import CaseReadings
from dhp.definitions import DeathType
from dhp.extensions import db
from dhp.statistics.record import known
from dhp.statistics.themes.seen import Cases, Seen, Sets, union

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
        found = {kind: self._found(kind) for kind in (None, *READINGS)}
        undecided = self._waiting(lambda readings: readings.undecided)
        marked = self._waiting(
            lambda readings: [code for one in readings.said.values() for code in one]
        )
        divided = self._divided()
        looked: dict[int, Cases] = {}
        unsettled: dict[int, Cases] = {}
        to_code_again: dict[int, Cases] = {}
        for code in self.book.codes:
            before = divided.get(code.id, frozenset())
            looked[code.id] = union(self._looked_for(one, code) for one in (code.id, *before))
            to_code_again[code.id] = union(marked[one] for one in before) & looked[code.id]
            unsettled[code.id] = undecided[code.id] & looked[code.id] | to_code_again[code.id]
        double = self.those(lambda case: case.readings.double)
        sets = Sets(looked, unsettled, to_code_again, found, double)
        return {entry.id: sets.of(entry) for entry in self.book.walk()}

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

    def _looked_for(self, in_book: int, code: Entry) -> Cases:
        """The cases of types that `code` is meant for, whose readers had `in_book` in their book."""
        spans = self.spans.get(in_book, ())
        return union(
            cases
            for (kind, (low, high)), cases in self._alike.items()
            if (kind is DeathType.UNCLASSIFIED or code.applies_to(kind))
            and any(since <= low and (until is None or high < until) for since, until in spans)
        )

    def _divided(self) -> Mapping[int, frozenset[int]]:
        """By code: those that were split into it, at once or in steps.

        Who looked for the whole looked for the part; which part was meant is known once the marks of
        the whole are coded again.
        """
        divided: dict[int, set[int]] = defaultdict(set)
        for old in self.book.gone:
            steps = [old]
            while steps:
                way = self.book.gone.get(steps.pop())
                for part in way.to if way and way.kind is MappingKind.SPLIT else ():
                    divided[part].add(old)
                    steps.append(part)
        return {code: frozenset(before) for code, before in divided.items()}

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

    def _waiting(
        self, codes_of_case: Callable[[CaseReadings], Iterable[int]]
    ) -> Mapping[int, Cases]:
        """By code: the cases among whose `codes_of_case` it is."""
        waiting: dict[int, Cases] = defaultdict(int)
        for place, case in enumerate(self.cases):
            for code in codes_of_case(case.readings):
                waiting[code] |= 1 << place
        return waiting


def coded(as_at: datetime, reader: User | None = None) -> Coded:
    """The coded cases that count, as at `as_at`. Ten statements, however many marks there are.

    Without a `reader` restricted cases are among them: reports count them. For a reader only the cases
    are that the person may read and has not still to code. Raises `Absent` before the first codebook.
    """
    present = book(number_at(as_at))
    finished = finished_by_case(present, as_at, reader)
    record = known()
    rows = db.session.execute(
        select(record.c.id, record.c.type, record.c.received_at)
        .where(record.c.counts)
        .order_by(record.c.id),
        {"as_at": as_at},
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
