"""The readings that figures count: of the cases whose coding is finished.

For counts alone. Whoever lists cases or shows a mark asks for `readings_by_case`, which knows what the
person may see.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Result, Row, or_, select

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.cases.queries import readable_by
from dhp.coding.codebook import Book
from dhp.coding.codebook.models import CodebookVersion
from dhp.coding.codebook.rules import VersionState
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.coding.passes.queries import reads_still
from dhp.coding.passes.rules import READINGS, PassState
from dhp.coding.settling.merged import survivors
from dhp.coding.settling.readings import CaseReadings, rulings_by_case, said_by_pass
from dhp.existing import the_one
from dhp.extensions import db

_Pass = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class Finished:
    """The readings of one case, when the last of them ended, and the versions they were made with.

    `versions` are the lowest and the highest number of a codebook among the readings.
    """

    readings: CaseReadings
    versions: tuple[int, int]
    ended_at: datetime


def number_at(as_at: datetime) -> int:
    """The number of the codebook that was in force at `as_at`; raises `Absent` before the first."""
    statement = (
        select(CodebookVersion.number)
        .where(CodebookVersion.state == VersionState.PUBLISHED)
        .where(CodebookVersion.published_at <= as_at)
        .order_by(CodebookVersion.number.desc())
        .limit(1)
    )
    return the_one(statement)


def finished_by_case(
    book: Book, as_at: datetime, reader: User | None = None
) -> dict[int, Finished]:
    """Every case whose coding was finished at `as_at`, by case id. Four statements.

    One reading where one was given out, both where two were; then what was decided by `as_at`. Until
    a case is coded itself, what was coded of one that it stands for counts for it. For a
    `reader`, cases are left out that the person may not read, lest figures tell of them, or has still
    to code, lest they tell what others found.
    Marks of finished readings only ever give way to others, with the instant, so that an instant in
    the past gives what stood then.
    """
    marks = (
        select(Mark)
        .join(CodingPass, CodingPass.id == Mark.pass_id)
        .where(Mark.removed_at.is_(None), Mark.made_at <= as_at)
        .where(or_(Mark.recoded_at.is_(None), Mark.recoded_at > as_at))
        .where(CodingPass.kind.in_(READINGS), CodingPass.state == PassState.LOCKED)
    )
    by_case: dict[int, list[_Pass]] = defaultdict(list)
    for row in _passes(as_at, reader):
        by_case[row.case_id].append(row)
    said = said_by_pass(marks, book)
    rulings = rulings_by_case(select(Decision).where(Decision.decided_at <= as_at), book)
    found: dict[int, Finished] = {}
    for case_id, rows in by_case.items():
        done = [row for row in rows if _is_done(row, as_at)]
        if {row.kind for row in done} != {row.kind for row in rows}:
            continue
        numbers = [row.number for row in done]
        one = CaseReadings(
            case_id,
            min(numbers),
            {row.kind: said.get(row.id, {}) for row in done},
            rulings.get(case_id, {}),
        )
        ended = max(row.ended_at for row in done)
        found[case_id] = Finished(one, (min(numbers), max(numbers)), ended)
    return found | _standing_for(found, survivors(as_at, reader))


def _standing_for(found: dict[int, Finished], kept: dict[int, int]) -> dict[int, Finished]:
    """What counts for cases that were not coded themselves; of several the one finished last."""
    instead: dict[int, Finished] = {}
    for case_id, one in sorted(found.items(), key=lambda item: item[1].ended_at):
        survivor = kept.get(case_id)
        if survivor is not None and survivor not in found:
            instead[survivor] = replace(one, readings=replace(one.readings, case_id=survivor))
    return instead


def _is_done(row: _Pass, as_at: datetime) -> bool:
    return row.state is PassState.LOCKED and row.ended_at is not None and row.ended_at <= as_at


def _passes(as_at: datetime, reader: User | None) -> Result[*tuple[Any, ...]]:
    """Every first and second reading given out by `as_at`, those passed on among them."""
    statement = (
        select(
            CodingPass.id,
            CodingPass.case_id,
            CodingPass.kind,
            CodingPass.state,
            CodingPass.ended_at,
            CodebookVersion.number,
        )
        .outerjoin(CodebookVersion, CodebookVersion.id == CodingPass.version_id)
        .where(CodingPass.kind.in_(READINGS), CodingPass.assigned_at <= as_at)
        .order_by(CodingPass.case_id, CodingPass.id)
    )
    if reader is not None:
        readable = readable_by(reader).with_only_columns(Case.id)
        statement = statement.where(CodingPass.case_id.in_(readable))
        statement = statement.where(~reads_still(reader, CodingPass.case_id))
    return db.session.execute(statement)
