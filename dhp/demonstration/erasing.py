"""What two leads did about the oldest cases of the invented history: one is erased, one waits."""

from sqlalchemy import select

from dhp.cases.erasing.actions import agree_to_erase, ask_to_erase
from dhp.cases.erasing.models import Erasure, Ground
from dhp.cases.models import Case
from dhp.demonstration.accounts import Staff
from dhp.extensions import db
from dhp.sealing import keys_are_kept

_REVIEWED = "The review of the oldest cases found nothing that still needs the narrative."
_ASKED = "A relative asked for it, and the force that owns the case agrees."


def invent_erasures(staff: Staff) -> None:
    """Erase the oldest case, ask for the second; nothing where keys are not kept, or it was done."""
    if not keys_are_kept() or db.session.scalar(select(Erasure.id).limit(1)):
        return
    kept = select(Case).where(Case.survivor_id.is_(None), Case.restricted.is_(False))
    oldest = db.session.scalars(kept.order_by(Case.received_at, Case.id).limit(2)).all()
    for case, ground, reason in zip(
        oldest, (Ground.REVIEW, Ground.RIGHT), (_REVIEWED, _ASKED), strict=False
    ):
        erasure = ask_to_erase(case, ground, reason, by=staff.lead)
        if ground is Ground.REVIEW:
            agree_to_erase(erasure, by=staff.second_lead)
