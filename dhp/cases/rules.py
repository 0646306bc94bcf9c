"""What may be decided about a case."""

from dataclasses import dataclass

from dhp.cases.judging.classification import OutReason, Verification
from dhp.cases.models import Case
from dhp.definitions import DeathType, Scope, Verdict
from dhp.errors import Absent, DomainError, Refused, Stale


class MergedAway(Absent):
    """The case `ref` was found to be the same death as the case `survivor`, which stands for both."""

    def __init__(self, ref: str, survivor: str) -> None:
        super().__init__()
        self.ref = ref
        self.survivor = survivor


def check_takes_work(case: Case) -> None:
    """Raise `Refused` for a case that is erased: it is read and counted, and asks for nothing.

    In statements the same is `TAKES_WORK` of `cases.queries`.
    """
    if case.erased_at is not None:
        raise Refused(
            "This case is erased, so nothing in it can be added or changed. Go back to its page to "
            "read what remains. If something of this death must still be recorded, tell a lead of "
            "the central unit."
        )


Standing = tuple[Scope | None, DeathType]  # what was judged last; no scope before the first time


@dataclass(frozen=True)
class Decision:
    """A judgement of a death under one definition, before it is recorded.

    `out_reason` says why a death is out of scope, and `referred_to` to whom it was passed on.
    """

    scope: Scope
    type: DeathType
    definition: str
    reason: str = ""
    verification: Verification = Verification.UNVERIFIED
    out_reason: OutReason | None = None
    referred_to: str = ""

    def follows(self, proposal: Verdict) -> bool:
        """Whether the judgement is what the definition proposed.

        A definition without types proposes a scope alone.
        """
        if self.scope is not proposal.scope:
            return False
        return self.scope is not Scope.IN or proposal.type in (None, self.type)


def check_decision(decision: Decision, proposal: Verdict, before: Standing | None = None) -> None:
    """Raise `DomainError` unless scope and type agree and a departure is explained."""
    check_type(decision)
    check_out(decision)
    check_explained(decision, proposal, before)


def check_type(decision: Decision) -> None:
    """Raise `DomainError` unless a death has a type where it is in scope, and only there."""
    if decision.scope is Scope.IN and decision.type is DeathType.UNCLASSIFIED:
        raise DomainError("Choose a type for a death that is in scope.", field="type")
    if decision.scope is not Scope.IN and decision.type is not DeathType.UNCLASSIFIED:
        raise DomainError(
            "A death that is not in scope has no type. Clear the type, or put the death in scope.",
            field="type",
        )


def check_explained(decision: Decision, proposal: Verdict, before: Standing | None) -> None:
    """Raise `DomainError` for a departure without a reason.

    `before` is the judgement that stands, if any: going back on one needs a reason too, while
    settling what nobody could tell before does not.
    """
    if decision.reason.strip():
        return
    if not decision.follows(proposal):
        raise DomainError(
            "Say why your decision differs from what the definition proposes.", field="reason"
        )
    settled = before is not None and before[0] in (Scope.IN, Scope.OUT)
    if settled and before != (decision.scope, decision.type):
        raise DomainError("Say why you change the earlier decision.", field="reason")


def check_out(decision: Decision) -> None:
    """Raise `DomainError` unless a death out of scope, and no other, has its reason in a word.

    Such deaths are counted by it.
    """
    out = decision.scope is Scope.OUT
    if out and decision.out_reason is None:
        raise DomainError("Choose why the death is out of scope.", field="out_reason")
    if not out and (decision.out_reason or decision.referred_to.strip()):
        raise DomainError(
            "Only a death out of scope has a reason for it and is referred to others. Clear that, "
            "or put the death out of scope.",
            field="out_reason" if decision.out_reason else "referred_to",
        )
    if decision.out_reason is OutReason.OTHER and not decision.reason.strip():
        raise DomainError("Say in your own words why the death is out of scope.", field="reason")


def check_version(seen: int, present: int) -> None:
    """Raise `Stale` if a case has changed since the version that a person saw."""
    if seen != present:
        raise Stale(
            "Somebody changed this case after you opened the page. Nothing was saved. Read what "
            "stands now, then decide again."
        )
