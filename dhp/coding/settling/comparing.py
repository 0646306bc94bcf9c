"""The readings of one case beside each other, code by code, with what was decided on each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.coding.codebook import Book, book
from dhp.coding.marks.desk import Text, label_of, laid_over
from dhp.coding.marks.narratives import narratives_of
from dhp.coding.marks.queries import decisions_visible_to, marks_visible_to
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.coding.passes.rules import READINGS, PassKind
from dhp.coding.settling.merged import coded_before
from dhp.coding.settling.readings import CaseReadings, present_code, readings_by_case
from dhp.errors import Absent
from dhp.extensions import db


@dataclass(frozen=True)
class Numbered:
    """One mark with its number in the text."""

    number: int
    mark: Mark


@dataclass(frozen=True)
class CodeLine:
    """One code as both readings use it. `ref` is empty for a code that the book has no more."""

    code_id: int
    ref: str
    label: str
    sides: tuple[tuple[Numbered, ...], ...]
    differs: bool
    decision: Decision | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to settle it."""
        return self.differs and self.decision is None


@dataclass(frozen=True)
class Comparison:
    """The finished readings of one case; where they differ comes first.

    `before` is what was coded of the cases that it stands for. A case that was not coded itself has
    no lines of its own.
    """

    case: Case
    texts: tuple[Text, ...]
    lines: tuple[CodeLine, ...]
    readings: CaseReadings
    book: Book
    before: tuple["Comparison", ...] = ()

    def agrees(self, line: CodeLine, before: "Comparison") -> bool:
        """Whether the code of a `line` of `before` stands here in the same way."""
        here, there = self.readings.standing(), before.readings.standing()
        return here.get(line.code_id) == there.get(line.code_id)


def comparison(case: Case, user: User) -> Comparison:
    """The readings of `case`; raises `Absent` until `user` may know of any."""
    present, merged = book(), coded_before(case, user)
    of = readings_by_case(user, present, [case.id, *(one.id for one in merged)], merged=True)
    if case.id not in of and not merged:
        raise Absent
    before = tuple(_laid_out(one, of[one.id], user, present) for one in merged if one.id in of)
    own = of.get(case.id, CaseReadings(case.id, 0, {}))
    return replace(_laid_out(case, own, user, present), before=before)


def _laid_out(case: Case, found: CaseReadings, user: User, present: Book) -> Comparison:
    marks = _marks(case, user) if found.said else []
    decisions = {present_code(one.code_id, present): one for one in _decisions(case, user)}
    numbered = [(kind, Numbered(n, one)) for n, (one, kind) in enumerate(marks, 1)]
    used = sorted({present_code(one.code_id, present) for one, _kind in marks})
    lines = [
        CodeLine(
            code_id,
            entry.ref if (entry := present.find(code_id)) else "",
            label_of(code_id, present),
            tuple(_side(numbered, kind, code_id, present) for kind in READINGS),
            code_id in found.differing,
            decisions.get(code_id),
        )
        for code_id in used
    ]
    lines.sort(key=lambda line: (not line.waits, not line.differs, line.label))
    also = {one.answer_id for one, _kind in marks if one.answer_id}
    texts = laid_over(narratives_of(case, also), [one for one, _kind in marks])
    return Comparison(case, texts, tuple(lines), found, present)


def _side(
    numbered: Sequence[tuple[PassKind, Numbered]], kind: PassKind, code_id: int, present: Book
) -> tuple[Numbered, ...]:
    return tuple(
        one
        for of, one in numbered
        if of is kind and present_code(one.mark.code_id, present) == code_id
    )


def _marks(case: Case, user: User) -> list[tuple[Mark, PassKind]]:
    statement = (
        marks_visible_to(user, merged=True)
        .where(Mark.case_id == case.id, CodingPass.kind.in_(READINGS))
        .add_columns(CodingPass.kind)
        .order_by(Mark.answer_id, Mark.starts, CodingPass.kind, Mark.id)
    )
    return [(mark, kind) for mark, kind in db.session.execute(statement)]


def _decisions(case: Case, user: User) -> list[Decision]:
    statement = decisions_visible_to(user, merged=True).where(Decision.case_id == case.id)
    return list(db.session.scalars(statement.order_by(Decision.id)))
