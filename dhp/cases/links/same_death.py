"""Deciding about two cases: one death, one incident or neither, and undoing that exactly.

Nothing of either case is copied or changed but where it belongs, so that nothing can be lost.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm.attributes import flag_modified

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import PartialDate, now
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.links.rules import check_free, check_pair, check_undo
from dhp.cases.models import Case, Incident
from dhp.cases.overlay import read_standing
from dhp.extensions import db

_ACTS = {
    LinkKind.SAME_DEATH: Act.CASES_MERGED,
    LinkKind.SAME_INCIDENT: Act.INCIDENT_JOINED,
    LinkKind.NOT_THE_SAME: Act.CASES_PARTED,
}


@dataclass(frozen=True)
class Finding:
    """What a person found about two cases.

    For the same death `keep` is the case that stays. `choices` says for each column on which they
    differ which of the two is right, by the case's id.
    """

    keep: Case
    other: Case
    kind: LinkKind
    reason: str = ""
    choices: Mapping[str, int] = field(default_factory=dict)


def link(finding: Finding, *, by: trail.Actor) -> CaseLink:
    """Record what was found.

    The same death: the case that stays stands for both. The same death or incident: all deaths of
    the other's incident come into one. Raises `DomainError` where that cannot be decided now.
    """
    keep, other, choices = finding.keep, finding.other, _choices(finding)
    check_pair(keep, other, finding.kind, finding.reason)
    check_free(keep, other, _standing_links(keep, other), finding.kind)
    decision = CaseLink(
        case_id=keep.id,
        other_id=other.id,
        kind=finding.kind,
        incident_id=keep.incident_id,
        former_incident_id=other.incident_id,
        choices=json.dumps(choices, sort_keys=True),
        date_taken=choices.get("death.date_of_death") == other.id,
        reason=finding.reason.strip() or None,
        decided_by=by.ref,
        decided_at=now(),
    )
    if finding.kind is not LinkKind.NOT_THE_SAME:
        _bring_together(decision, keep, other)
    db.session.add(decision)
    db.session.flush()
    if finding.kind is LinkKind.SAME_DEATH:
        repeat_on_case(keep)
    trail.record(
        _ACTS[finding.kind],
        by=by,
        about=(keep.ref, other.ref),
        force=keep.force.code if keep.force else None,
        link=decision.ref,
        fields=sorted(decision.columns_taken),
    )
    return decision


def undo(decision: CaseLink, reason: str, *, by: trail.Actor) -> None:
    """Take a decision back: every case is again where it was before it.

    Raises `DomainError` without a reason, and where a later decision builds on this one.
    """
    keep, other = (_case(number) for number in (decision.case_id, decision.other_id))
    moved = [_case(number) for number in decision.cases_moved]
    check_undo(decision, keep, moved, reason)
    decision.undone_by, decision.undone_at = by.ref, max(now(), decision.decided_at)
    decision.undone_reason = reason.strip()
    former = db.session.get_one(Incident, decision.former_incident_id)
    for case in moved:
        case.incident = former
    if decision.kind is LinkKind.SAME_DEATH:
        other.survivor_id = None
        db.session.flush()
        repeat_on_case(keep)
    db.session.flush()
    trail.record(
        Act.LINK_UNDONE,
        by=by,
        about=(keep.ref, other.ref),
        force=keep.force.code if keep.force else None,
        link=decision.ref,
    )


def repeat_on_case(case: Case) -> None:
    """Repeat on `case` the date of death and the reference that stand now, a link considered."""
    answers, _places = read_standing([case])
    standing = answers[case.id]
    died, reference = standing["death.date_of_death"].value, standing["death.force_ref"].value
    when = PartialDate.parse(died) if died else None
    case.died_first, case.died_last = (when.first, when.last) if when else (None, None)
    case.force_ref = reference
    flag_modified(case, "type")  # a form opened before this is stale


def _bring_together(decision: CaseLink, keep: Case, other: Case) -> None:
    if decision.kind is LinkKind.SAME_DEATH:
        other.survivor_id = keep.id
    if keep.incident_id == other.incident_id:
        return
    together = select(Case).where(Case.incident_id == other.incident_id).order_by(Case.id)
    moved = list(db.session.scalars(together.with_for_update(of=Case)))
    decision.moved = json.dumps([case.id for case in moved])
    for case in moved:
        case.incident = keep.incident


def _choices(finding: Finding) -> dict[str, int]:
    """What was chosen and matters: of two deaths in one incident only what tells of the event."""
    if finding.kind is LinkKind.NOT_THE_SAME:
        return {}
    whole = finding.kind is LinkKind.SAME_DEATH
    return {
        name: case_id
        for name, case_id in finding.choices.items()
        if whole or name.startswith("incident.")
    }


def _standing_links(keep: Case, other: Case) -> Sequence[CaseLink]:
    pair = (keep.id, other.id)
    statement = (
        select(CaseLink)
        .where(CaseLink.undone_at.is_(None))
        .where(or_(CaseLink.case_id.in_(pair), CaseLink.other_id.in_(pair)))
        .order_by(CaseLink.id)
    )
    return db.session.scalars(statement).all()


def _case(number: int) -> Case:
    return db.session.get_one(Case, number)
