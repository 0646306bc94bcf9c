"""Decisions about two cases as sentences of the history of one of them."""

from collections.abc import Iterable

from dhp.cases.events import Event
from dhp.cases.links.models import LinkKind
from dhp.cases.links.queries import Decided
from dhp.references import shown_reference

_FOUND = {
    LinkKind.SAME_DEATH: "found this and case {other} to be the same death",
    LinkKind.SAME_INCIDENT: "put this and case {other} into one incident",
    LinkKind.NOT_THE_SAME: "found this and case {other} not to be the same",
}
_UNDID = {
    LinkKind.SAME_DEATH: "undid the decision that this and case {other} are the same death",
    LinkKind.SAME_INCIDENT: "took this and case {other} apart into two incidents again",
    LinkKind.NOT_THE_SAME: "undid the decision that this and case {other} are not the same",
}


def events_of(decisions: Iterable[Decided]) -> list[Event]:
    """One event for each decision, and one more where it was undone."""
    found = []
    for decided in decisions:
        link, other = decided.link, shown_reference(decided.about.ref)
        did = _FOUND[link.kind].format(other=other)
        found.append(Event(link.decided_at, link.decided_by, did, reason=link.reason))
        if link.undone_at and link.undone_by:
            did = _UNDID[link.kind].format(other=other)
            found.append(Event(link.undone_at, link.undone_by, did, reason=link.undone_reason))
    return found
