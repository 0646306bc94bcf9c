"""What a lead sees of the work: which cases wait for a coder, a reading, or a decision. No content."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK
from dhp.coding.codebook import Book
from dhp.coding.passes.actions import calibrate
from dhp.coding.passes.models import CodingPass
from dhp.coding.passes.queries import cases_to_code, unfinished_readings
from dhp.coding.passes.rules import READINGS, PassKind, PassState
from dhp.coding.settling.readings import CaseReadings, readings_by_case
from dhp.errors import DomainError
from dhp.extensions import db

MOST = 200  # readings on one page


@dataclass(frozen=True)
class Waiting:
    """A case on which so many codes wait for a decision; `may` says whether the person may decide."""

    case: Case
    codes: int
    may: bool


@dataclass(frozen=True)
class Unfinished:
    """A case that is still being coded: its readings that count, and the one nobody has."""

    case: Case
    passes: tuple[CodingPass, ...]
    missing: PassKind | None


def to_adjudicate(user: User, book: Book) -> list[Waiting]:
    """The cases that wait for a decision, those first on which `user` may decide. Five statements."""
    waiting = {
        case_id: found for case_id, found in readings_by_case(user, book).items() if found.undecided
    }
    had = _had_by_coder(user.id)
    statement = select(Case).where(Case.id.in_(waiting), TAKES_WORK)
    rows = [
        Waiting(case, len(waiting[case.id].undecided), case.id not in had)
        for case in db.session.scalars(statement.order_by(Case.received_at, Case.id))
    ]
    return sorted(rows, key=lambda row: not row.may)


def unfinished(user: User) -> list[Unfinished]:
    """The cases that are still being coded, those without a coder first. Two statements."""
    by_case: dict[int, list[CodingPass]] = defaultdict(list)
    for one in unfinished_readings(user, MOST):
        by_case[one.case_id].append(one)
    rows = [
        Unfinished(
            passes[0].case,
            tuple(one for one in passes if one.state is not PassState.SKIPPED),
            _missing(passes),
        )
        for passes in by_case.values()
    ]
    return sorted(rows, key=lambda row: row.missing is None)


def give_calibration(
    people: Sequence[User], count: int, book: Book, *, by: User, rng: Random
) -> int:
    """Give each of `people` so many hidden calibration cases, drawn from what is settled.

    Gives how many in all; each person gets cases that the person has not had and may read. Raises
    `DomainError` where there is none for anybody.
    """
    settled = {n for n, found in readings_by_case(by, book).items() if _is_settled(found)}
    given = 0
    for coder in people:
        readable = set(db.session.scalars(cases_to_code(coder)))
        able = sorted((settled & readable) - _had_by_coder(coder.id))
        chosen = rng.sample(able, min(count, len(able)))
        for case in db.session.scalars(select(Case).where(Case.id.in_(chosen)).order_by(Case.id)):
            calibrate(case, coder, by=by)
        given += len(chosen)
    if not given:
        names = " and ".join(coder.name for coder in people)
        raise DomainError(
            f"There is no settled case that {names} has not had. Settle some first.", "coder"
        )
    return given


def _is_settled(found: CaseReadings) -> bool:
    return found.double and not found.undecided


def _missing(passes: Sequence[CodingPass]) -> PassKind | None:
    for kind in READINGS:
        states = [one.state for one in passes if one.kind is kind]
        if states and all(state is PassState.SKIPPED for state in states):
            return kind
    return None


def _had_by_coder(user_id: int) -> set[int]:
    """The ids of the cases that somebody has or had to code."""
    statement = select(CodingPass.case_id).where(
        CodingPass.coder_id == user_id, CodingPass.kind != PassKind.ADJUDICATION
    )
    return set(db.session.scalars(statement.order_by(CodingPass.case_id)))
