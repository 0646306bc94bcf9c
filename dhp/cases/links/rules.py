"""What may be decided about two cases, and when a decision may be undone."""

from collections.abc import Sequence

from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Case
from dhp.cases.rules import check_takes_work
from dhp.errors import DomainError, Refused
from dhp.references import shown_reference


def check_pair(keep: Case, other: Case, kind: LinkKind, reason: str) -> None:
    """Raise `DomainError` unless `kind` may be decided about these two cases.

    For the same death `keep` is the case that stays, which is never one that is erased: the
    decision and its reason belong to it. So a death told anew is not counted twice.
    """
    if keep.id == other.id:
        raise DomainError("This is the same case. Give the reference of another one.", "case_ref")
    if keep.survivor_id is not None or other.survivor_id is not None:
        raise Refused("Another case stands for one of these two. Compare with that one instead.")
    if keep.erased_at is not None:
        raise Refused("An erased case cannot stay. Let the other one stay.")
    if kind is LinkKind.SAME_INCIDENT and keep.incident_id == other.incident_id:
        raise Refused("These two cases are already in the same incident.")
    if kind is LinkKind.SAME_DEATH and keep.restricted is not other.restricted:
        raise Refused(
            "One of these two cases is restricted and the other is not. Ask the lead to restrict "
            "both, or to lift the restriction, then decide again."
        )
    if kind is not LinkKind.NOT_THE_SAME and not reason.strip():
        raise DomainError("Say why you think so.", field="reason")


def check_free(keep: Case, other: Case, standing: Sequence[CaseLink], kind: LinkKind) -> None:
    """Raise `Refused` if one of the `standing` links of these two cases is in the way."""
    pair = {keep.id, other.id}
    if any({link.case_id, link.other_id} == pair for link in standing):
        raise Refused("Somebody decided about these two cases before. Undo that decision first.")
    if kind is LinkKind.SAME_DEATH and any(
        link.kind is LinkKind.SAME_DEATH and link.case_id == other.id for link in standing
    ):
        raise Refused(
            f"Case {shown_reference(other.ref)} already stands for another one. Keep that case, or "
            "undo the earlier decision first."
        )


def check_undo(link: CaseLink, keep: Case, moved: Sequence[Case], reason: str) -> None:
    """Raise `DomainError` unless `link` may be undone now; `moved` are the cases that it moved.

    What was decided of an erased case, `keep`, stands: no reason against it could be kept.
    """
    check_takes_work(keep)
    if link.undone_at is not None:
        raise Refused("Somebody undid this decision already.")
    if any(case.incident_id != link.incident_id for case in moved):
        raise Refused(
            "A later decision moved these deaths to yet another incident. Undo the later one first."
        )
    if not reason.strip():
        raise DomainError("Say why the decision was wrong.", field="reason")
