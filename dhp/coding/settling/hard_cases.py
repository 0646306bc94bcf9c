"""What adjudicators wrote for all coders to learn from: reasons beside a code, without their case."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK
from dhp.coding.passes.models import Decision
from dhp.extensions import db

FEW = 5  # beside one code, the latest first


class Note(NamedTuple):
    """One reason that was meant for the codebook, and when it was given."""

    words: str
    at: datetime


def notes_on(codes: Collection[int]) -> dict[int, list[Note]]:
    """The notes on `codes`, by id, the latest first, for everybody who codes. One statement.

    A note says nothing of its case: whoever wrote it was asked to see to that. The words of one on
    an erased case are gone with it.
    """
    statement = (
        select(Decision.code_id, Decision.reason, Decision.decided_at)
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.teaches, Decision.code_id.in_(codes), TAKES_WORK)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    notes: dict[int, list[Note]] = defaultdict(list)
    for code_id, words, at in db.session.execute(statement):
        if len(notes[code_id]) < FEW:
            notes[code_id].append(Note(words, at))
    return dict(notes)
