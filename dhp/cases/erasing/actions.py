"""Erasing a case: one lead asks, another agrees, and the key of the case is destroyed.

Nothing is deleted. Every text of the case, wherever it stands, can no longer be read by anybody;
coded answers stay, so that the death is still counted; the trail holds no texts and stays valid.
"""

from collections.abc import Sequence

from sqlalchemy import Select, select, update

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.calendar import now
from dhp.cases.erasing.models import Erasure, Ground
from dhp.cases.models import Case
from dhp.errors import Refused
from dhp.extensions import db
from dhp.sealing import forget_keys, key_of, keys_are_kept
from dhp.sealing.census import not_under
from dhp.sealing.models import CaseKey
from dhp.web.text import LONGEST, required


def ask_to_erase(case: Case, ground: Ground, reason: str, *, by: User) -> Erasure:
    """Ask a second lead to agree that `case` be erased. Raises `DomainError` without a reason.

    Raises `Refused` where it is erased, where somebody asked already, or where no keys are kept.
    """
    words = required(reason, LONGEST, "reason", "Say why it is to be erased. Name no person.")
    _check_may_be_erased(case)
    if db.session.scalar(_waiting_for(case)) is not None:
        raise Refused("Somebody has asked for this already. Another lead decides.")
    erasure = Erasure(
        case=case, ground=ground, reason=words, asked_by=by.ref, asked_by_name=by.name
    )
    db.session.add(erasure)
    db.session.flush()
    trail.record(
        KeepingAct.ERASURE_ASKED, by=by, about=case.ref, force=_force(case), ground=ground.value
    )
    return erasure


def agree_to_erase(erasure: Erasure, *, by: User) -> None:
    """Destroy the key of the case, and of those merged into it: nobody can undo this.

    Raises `Refused` for whoever asked, where it was decided, and where a text of the case is not
    yet sealed under its key, so that destroying the key would leave it.
    """
    _decide(erasure, agreed=True, by=by)
    _check_may_be_erased(erasure.case)
    cases = _merged_into(erasure.case)
    for case in cases:
        name = key_of("cases", case.id)
        if not_under(name, [case.id]):
            raise Refused(
                "Some of this case was written before cases had keys. Ask for “flask keys seal”, "
                "then agree."
            )
        case.force_ref = None
        case.erased_at = erasure.decided_at
        _destroy(name)
    db.session.flush()
    trail.record(
        KeepingAct.CASE_ERASED,
        by=by,
        about=[case.ref for case in cases],
        force=_force(erasure.case),
        ground=erasure.ground.value,
        asked=erasure.asked_by,
    )


def refuse_to_erase(erasure: Erasure, *, by: User) -> None:
    """Leave the case as it is. Raises `Refused` for whoever asked, or where it was decided."""
    _decide(erasure, agreed=False, by=by)
    case = erasure.case
    trail.record(KeepingAct.ERASURE_REFUSED, by=by, about=case.ref, force=_force(case))


def _decide(erasure: Erasure, *, agreed: bool, by: User) -> None:
    held = select(Erasure.agreed).where(Erasure.id == erasure.id).with_for_update()
    if db.session.scalar(held) is not None:
        raise Refused("Another lead has decided this already.")
    if erasure.asked_by == by.ref:
        raise Refused("You asked for this, so another lead decides.")
    erasure.agreed, erasure.decided_at = agreed, now()
    erasure.decided_by, erasure.decided_by_name = by.ref, by.name
    db.session.flush()


def _check_may_be_erased(case: Case) -> None:
    if case.erased_at is not None:
        raise Refused("This case is erased.")
    if not keys_are_kept():
        raise Refused("This service keeps no keys, so it cannot erase. Ask for DHP_MASTER_KEYS.")


def _merged_into(case: Case) -> Sequence[Case]:
    """The case and every one that was found to be the same death: they tell of the same people."""
    found = [case]
    for one in found:
        same = select(Case).where(Case.survivor_id == one.id, Case.erased_at.is_(None))
        found += db.session.scalars(same.order_by(Case.id))
    return found


def _destroy(name: str) -> None:
    gone = {"wrapped": None, "destroyed_at": now()}
    db.session.execute(update(CaseKey).where(CaseKey.name == name).values(gone))
    forget_keys(db.session())


def _waiting_for(case: Case) -> Select[int]:
    return select(Erasure.id).where(Erasure.case_id == case.id, Erasure.agreed.is_(None))


def _force(case: Case) -> str | None:
    return case.force.code if case.force else None
