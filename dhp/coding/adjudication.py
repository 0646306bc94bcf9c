"""A third person settles where two readings differ; the readings themselves are never touched."""

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.coding.codebook import Book
from dhp.coding.pass_actions import hold, passes_of
from dhp.coding.pass_models import CodingPass, Decision
from dhp.coding.pass_rules import READINGS, PassKind, PassState, Ruling, check_third_person
from dhp.coding.passes import latest_version_id
from dhp.coding.readings import readings_by_case
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.web.text import clean_text

LONGEST_REASON = 1_000  # characters


def decide(
    case: Case, code_id: int, ruling: Ruling, reason: str, book: Book, *, teaches: bool, by: User
) -> Decision:
    """Settle one code on which the two readings of `case` differ. The last one ends the pass.

    With `teaches` the reason is shown beside the code in the codebook, without the case. Raises
    `Refused` unless both are finished, differ there, and `by` is a third person who may decide.
    """
    hold(case)
    check_adjudicator(case, by)
    found = readings_by_case(by, book, [case.id]).get(case.id)
    if found is None or code_id not in found.undecided:
        raise Refused("There is nothing to settle for this code. Open the case again.")
    words = clean_text(reason, longest=LONGEST_REASON, field="reason").strip()
    if not words:
        raise DomainError("Say why, in a sentence. Other coders learn from it.", "reason")
    settling = _pass_of(case, by)
    decision = Decision(
        pass_id=settling.id,
        case_id=case.id,
        code_id=code_id,
        ruling=ruling,
        reason=words,
        teaches=teaches,
        decided_by=by.ref,
        decided_at=now(),
    )
    db.session.add(decision)
    if found.undecided == [code_id]:
        settling.state, settling.ended_at = PassState.LOCKED, now()
        settling.version_id = latest_version_id()
    force = case.force.code if case.force else None
    trail.record(
        Act.DISAGREEMENT_SETTLED, by=by, about=case.ref, force=force, left=len(found.undecided) - 1
    )
    db.session.flush()
    return decision


def check_adjudicator(case: Case, user: User) -> None:
    """Raise `Refused` unless `user` may adjudicate `case`, whose readings are both finished."""
    passes = passes_of(case)
    locked = [p for p in passes if p.kind in READINGS and p.state is PassState.LOCKED]
    if not user.may(Permission.ADJUDICATE) or len(locked) < len(READINGS):
        raise Refused("Both readings of this case have to be finished first.")
    check_third_person(user.id, tuple(one.coder_id for one in locked))
    other = [p for p in passes if p.kind is PassKind.ADJUDICATION and p.coder_id != user.id]
    if other:
        raise Refused("A colleague adjudicates this case already.")


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
