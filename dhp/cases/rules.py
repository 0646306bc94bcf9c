"""What may be decided about a case."""

from dataclasses import dataclass

from dhp.definitions import DeathType, Scope, Verdict
from dhp.errors import DomainError


@dataclass(frozen=True)
class Decision:
    """A person's judgement of a death under one definition, before it is recorded."""

    scope: Scope
    type: DeathType
    definition: str
    reason: str = ""

    def follows(self, proposal: Verdict) -> bool:
        """Whether the judgement is what the definition proposed."""
        proposed = proposal.type or DeathType.UNCLASSIFIED
        return (self.scope, self.type) == (proposal.scope, proposed)


def check_decision(decision: Decision, proposal: Verdict) -> None:
    """Raise `DomainError` unless scope and type agree and a departure is explained."""
    if decision.scope is Scope.IN and decision.type is DeathType.UNCLASSIFIED:
        raise DomainError("Choose a type for a death that is in scope.", field="type")
    if decision.scope is not Scope.IN and decision.type is not DeathType.UNCLASSIFIED:
        raise DomainError(
            "A death that is not in scope has no type. Choose “Not yet classified” or put it in scope.",
            field="type",
        )
    if not decision.follows(proposal) and not decision.reason.strip():
        raise DomainError(
            "Say why your decision differs from what the definition proposes.", field="reason"
        )
