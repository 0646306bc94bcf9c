"""A judgement of scope and type as it is kept: its row, and what the trail says of it."""

from datetime import datetime
from typing import Any

from dhp.cases.judging.facts import proposal_text
from dhp.cases.rules import Decision
from dhp.definitions import Verdict


def judgement_row(
    case_id: int, decision: Decision, proposal: Verdict, by: str, at: datetime
) -> dict[str, Any]:
    """The row of a classification, decided by whoever has the reference `by`."""
    return {
        "case_id": case_id,
        "scope": decision.scope,
        "type": decision.type,
        "definition": decision.definition,
        "proposal": proposal_text(proposal),
        "verification": decision.verification,
        "out_reason": decision.out_reason,
        "referred_to": decision.referred_to.strip() or None,
        "reason": decision.reason.strip() or None,
        "decided_by": by,
        "decided_at": at,
    }


def judgement_facts(decision: Decision, proposal: Verdict) -> dict[str, object]:
    """The facts of the event: codes alone, never the reason in words."""
    return {
        "scope": decision.scope.value,
        "type": decision.type.value,
        "definition": decision.definition,
        "verification": decision.verification.value,
        "out_reason": decision.out_reason.value if decision.out_reason else None,
        "followed_proposal": decision.follows(proposal),
    }
