"""Two readings of a case side by side: where they differ, what was decided, and what stands."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, select

from dhp.accounts.models import User
from dhp.coding.codebook import Book
from dhp.coding.codebook.models import CodebookVersion
from dhp.coding.codebook.rules import Outcome
from dhp.coding.marks.queries import decisions_visible_to, marks_visible_to
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.coding.passes.queries import is_open_to_others, readable_cases, reads_still
from dhp.coding.passes.rules import READINGS, PassKind, PassState, Polarity, Ruling
from dhp.extensions import db

# What one coder says of a case: each code that was used, and in which ways it holds.
Said = Mapping[int, frozenset[Polarity]]
NOTHING: frozenset[Polarity] = frozenset()


@dataclass(frozen=True)
class CaseReadings:
    """What was coded on one case by everybody who codes it for the unit, all of them finished.

    `version` is the number of the oldest codebook among the readings: a code that came later was
    never looked for. Codes are given as the latest book has them, merges followed.
    """

    case_id: int
    version: int
    said: Mapping[PassKind, Said]
    rulings: Mapping[int, Ruling] = field(default_factory=dict)

    @property
    def double(self) -> bool:
        """Whether two people coded it."""
        return PassKind.SECOND in self.said

    @property
    def differing(self) -> list[int]:
        """The ids of the codes that the two readings use differently."""
        if not self.double:
            return []
        first, second = (self.said[kind] for kind in READINGS)
        used = sorted(first.keys() | second.keys())
        return [code for code in used if first.get(code, NOTHING) != second.get(code, NOTHING)]

    @property
    def undecided(self) -> list[int]:
        """Those of `differing` that nobody has settled."""
        return [code for code in self.differing if code not in self.rulings]

    def standing(self) -> dict[int, frozenset[Polarity]]:
        """The codes that stand, agreed or decided, each with the ways in which it holds."""
        first = self.said.get(PassKind.FIRST, {})
        second = self.said.get(PassKind.SECOND, first)
        left_out = set(self.undecided)
        found = {
            code: self._stands(code, first.get(code, NOTHING), second.get(code, NOTHING))
            for code in sorted(first.keys() | second.keys())
            if code not in left_out
        }
        return {code: ways for code, ways in found.items() if ways}

    def _stands(
        self, code: int, first: frozenset[Polarity], second: frozenset[Polarity]
    ) -> frozenset[Polarity]:
        match self.rulings.get(code, Ruling.FIRST):
            case Ruling.SECOND:
                return second
            case Ruling.BOTH:
                return first | second
            case Ruling.NEITHER if first != second:
                return NOTHING
        return first


def readings_by_case(
    user: User, book: Book, only: Collection[int] | None = None, *, merged: bool = False
) -> dict[int, CaseReadings]:
    """The finished readings that `user` may know of, by case id; of the cases `only`, or of all.

    With `merged` also those of cases for which another one stands now. Three statements, however
    many marks there are.
    """
    passes: dict[int, dict[int, PassKind]] = defaultdict(dict)
    versions: dict[int, list[int]] = defaultdict(list)
    for pass_id, case_id, kind, number in db.session.execute(_passes(user, only, merged)):
        passes[case_id][pass_id] = kind
        versions[case_id].append(number)
    said = said_by_pass(marks_visible_to(user, merged=merged), book, only)
    rulings = rulings_by_case(decisions_visible_to(user, merged=merged), book, only)
    return {
        case_id: CaseReadings(
            case_id,
            min(versions[case_id]),
            {kind: said.get(pass_id, {}) for pass_id, kind in of_case.items()},
            rulings.get(case_id, {}),
        )
        for case_id, of_case in passes.items()
    }


def present_code(code_id: int, book: Book) -> int:
    """The code that stands for `code_id` in `book`: itself, or the one it was merged into.

    A code that was split stands for itself until somebody codes it again.
    """
    found = book.resolve(code_id)
    return found.entries[0].id if found.outcome is Outcome.MERGED else code_id


def _passes(
    user: User, only: Collection[int] | None, merged: bool
) -> Select[int, int, PassKind, int]:
    statement = (
        select(CodingPass.id, CodingPass.case_id, CodingPass.kind, CodebookVersion.number)
        .join(CodebookVersion, CodebookVersion.id == CodingPass.version_id)
        .where(
            CodingPass.case_id.in_(readable_cases(user, merged=merged)),
            CodingPass.kind.in_(READINGS),
            CodingPass.state == PassState.LOCKED,
            is_open_to_others(CodingPass.case_id),
            ~reads_still(user, CodingPass.case_id),
        )
        .order_by(CodingPass.case_id, CodingPass.id)
    )
    return statement if only is None else statement.where(CodingPass.case_id.in_(only))


def said_by_pass(
    marks: Select[Mark], book: Book, only: Collection[int] | None = None
) -> dict[int, dict[int, frozenset[Polarity]]]:
    """What each reading says, by pass id: the codes as `book` has them, with their ways."""
    statement = marks.with_only_columns(Mark.pass_id, Mark.code_id, Mark.polarity).distinct()
    if only is not None:
        statement = statement.where(Mark.case_id.in_(only))
    statement = statement.order_by(Mark.pass_id, Mark.code_id, Mark.polarity)
    ways: dict[int, dict[int, set[Polarity]]] = defaultdict(lambda: defaultdict(set))
    present: dict[int, int] = {}
    for pass_id, code_id, polarity in db.session.execute(statement):
        if code_id not in present:
            present[code_id] = present_code(code_id, book)
        ways[pass_id][present[code_id]].add(polarity)
    return {
        pass_id: {code: frozenset(found) for code, found in codes.items()}
        for pass_id, codes in ways.items()
    }


def rulings_by_case(
    decisions: Select[Decision], book: Book, only: Collection[int] | None = None
) -> dict[int, dict[int, Ruling]]:
    """What was decided, by case id and by code as `book` has it."""
    statement = decisions.with_only_columns(Decision.case_id, Decision.code_id, Decision.ruling)
    if only is not None:
        statement = statement.where(Decision.case_id.in_(only))
    rulings: dict[int, dict[int, Ruling]] = defaultdict(dict)
    for case_id, code_id, ruling in db.session.execute(statement.order_by(Decision.id)):
        rulings[case_id][present_code(code_id, book)] = ruling
    return rulings
