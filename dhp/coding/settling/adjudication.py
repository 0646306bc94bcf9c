"""A third person settles where two readings differ; the readings themselves are never touched."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.cases.rules import check_takes_work
from dhp.coding.codebook import Book
from dhp.coding.passes.actions import hold, passes_of
from dhp.coding.passes.models import CodingPass, Decision
from dhp.coding.passes.queries import latest_version_id
from dhp.coding.passes.rules import READINGS, PassKind, PassState, Ruling, check_third_person
from dhp.coding.settling.readings import CaseReadings, readings_by_case
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.web.text import clean_text

LONGEST_REASON = 1_000  # characters


@dataclass(frozen=True)
class Settling:
    """What holds, and why. With `teaches` the reason is shown beside the code, without the case."""

    ruling: Ruling
    reason: str
    teaches: bool = False


def decide(case: Case, settled: Mapping[int, Settling], book: Book, *, by: User) -> None:
    """Settle codes, by id, on which the two readings of `case` differ. The last one ends the pass.

    Raises `Refused` unless both are finished, differ there, and `by` is a third person who may
    decide; `DomainError` without a reason.
    """
    hold(case)
    check_adjudicator(case, by)
    found = readings_by_case(by, book, [case.id]).get(case.id)
    for code_id in settled:
        check_waits(found, code_id)
    made = [_decision(case, code_id, one, by=by) for code_id, one in settled.items()]
    own = _pass_of(case, by)
    for decision in made:
        decision.pass_id = own.id
    db.session.add_all(made)
    left = len(found.undecided) - len(made) if found else 0
    if not left:
        own.version_id = latest_version_id()
        own.state, own.ended_at = PassState.LOCKED, now()
    force = case.force.code if case.force else None
    trail.record(Act.DISAGREEMENT_SETTLED, by=by, about=case.ref, force=force, left=left)
    db.session.flush()


def check_waits(found: CaseReadings | None, code_id: int) -> None:
    """Raise `Refused` unless the readings differ on this code and nobody has settled it."""
    if found is None or code_id not in found.undecided:
        raise Refused("There is nothing to settle for this code. Open the case again.")


def check_adjudicator(case: Case, user: User) -> None:
    """Raise `Refused` unless `user` may adjudicate `case`, whose readings are both finished.

    Nobody may where it is erased: what the readings were made of is gone.
    """
    check_takes_work(case)
    passes = passes_of(case)
    locked = [p for p in passes if p.kind in READINGS and p.state is PassState.LOCKED]
    if not user.may(Permission.ADJUDICATE) or len(locked) < len(READINGS):
        raise Refused("Both readings of this case have to be finished first.")
    check_third_person(user.id, tuple(one.coder_id for one in locked))
    settling = [p for p in passes if p.kind is PassKind.ADJUDICATION]
    if any(p.coder_id != user.id and p.state is not PassState.SKIPPED for p in settling):
        raise Refused("A colleague adjudicates this case already.")


def _decision(case: Case, code_id: int, settling: Settling, *, by: User) -> Decision:
    words = clean_text(settling.reason, longest=LONGEST_REASON, field="reason").strip()
    if not words:
        raise DomainError("Say why, in a sentence. Other coders learn from it.", "reason")
    return Decision(
        case_id=case.id,
        code_id=code_id,
        ruling=settling.ruling,
        reason=words,
        teaches=settling.teaches,
        decided_by=by.ref,
        decided_at=now(),
    )


def _pass_of(case: Case, by: User) -> CodingPass:
    statement = select(CodingPass).where(
        CodingPass.case_id == case.id,
        CodingPass.kind == PassKind.ADJUDICATION,
        CodingPass.coder_id == by.id,
        CodingPass.state == PassState.OPEN,
    )
    found = db.session.scalar(statement)
    if found is None:
        found = CodingPass(
            case=case,
            coder_id=by.id,
            kind=PassKind.ADJUDICATION,
            state=PassState.OPEN,
            assigned_by=by.ref,
            assigned_at=now(),
            opened_at=now(),
        )
        db.session.add(found)
        db.session.flush()
    return found
