"""What the unit does with findings: recording and revising one, tying cases and codes, withdrawing it."""

from collections.abc import Sequence

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.errors import DomainError, Refused
from dhp.extensions import db
from dhp.learning.finding_models import Finding, FindingCase, FindingCode, FindingWording
from dhp.learning.finding_queries import wording_number
from dhp.learning.rules import check_seen
from dhp.web.text import required

LONGEST_TITLE = 150  # characters
LONGEST_WORDS = 4_000
LONGEST_REASON = 1_000
_REF = "case_ref"
_NO_TITLE, _NO_WORDS = "Enter the finding in one line.", "Enter what was found."


def record_finding(title: str, words: str, codes: Sequence[str], *, by: User) -> Finding:
    """Keep a new finding about the codes with these references. Raises `DomainError` for a blank."""
    finding = Finding(
        title=required(title, LONGEST_TITLE, "title", _NO_TITLE),
        words=required(words, LONGEST_WORDS, "words", _NO_WORDS),
        codes=[FindingCode(code_ref=ref) for ref in dict.fromkeys(codes)],
        recorded_by=by.ref,
        recorded_at=now(),
    )
    db.session.add(finding)
    db.session.flush()
    trail.record(Act.FINDING_RECORDED, by=by, about=finding.ref, codes=list(codes))
    return finding


def revise_finding(
    finding: Finding, title: str, words: str, reason: str, *, by: User, seen: int
) -> None:
    """Let a finding say something else; what it said is kept with the reason.

    `seen` is the number, from 1, of the wording that the person changed. Raises `DomainError` for a blank
    or for the same words again, `Stale` where somebody else revised it, `Refused` once withdrawn.
    """
    _hold(finding)
    present = wording_number(finding)
    check_seen(seen, present)
    title = required(title, LONGEST_TITLE, "title", _NO_TITLE)
    words = required(words, LONGEST_WORDS, "words", _NO_WORDS)
    why = required(reason, LONGEST_REASON, "reason", "Say why the finding is revised.")
    if (title, words) == (finding.title, finding.words):
        raise DomainError("These are the words that stand. Change them, or go back.", "words")
    wording = FindingWording(
        finding_id=finding.id, number=present, title=finding.title, words=finding.words
    )
    wording.reason, wording.revised_by, wording.revised_at = why, by.ref, now()
    db.session.add(wording)
    finding.title, finding.words = title, words
    trail.record(Act.FINDING_REVISED, by=by, about=finding.ref, number=wording.number)
    db.session.flush()


def tie_case(finding: Finding, case: Case, *, by: User) -> None:
    """Say that `case`, which `by` may read, supports a finding. Done already, it stays as it is.

    Raises `DomainError` for an erased case, of which nobody can see any more whether it does.
    """
    _hold(finding)
    if case.erased_at is not None:
        raise DomainError(
            "This case is erased, so it cannot support a finding. Choose another.", _REF
        )
    if not _ties(finding, case):
        tie = FindingCase(finding_id=finding.id, case_id=case.id, tied_by=by.ref, tied_at=now())
        db.session.add(tie)
        trail.record(Act.FINDING_CHANGED, by=by, about=(finding.ref, case.ref), tied=True)
    db.session.flush()


def untie_case(finding: Finding, case: Case, *, by: User) -> None:
    """Say that `case`, which `by` may read, does not support a finding after all."""
    _hold(finding)
    ties = _ties(finding, case)
    if not ties:
        raise Refused("This case does not support the finding any more. Look at the list again.")
    for tie in ties:
        tie.untied_by, tie.untied_at = by.ref, now()
    trail.record(Act.FINDING_CHANGED, by=by, about=(finding.ref, case.ref), tied=False)
    db.session.flush()


def set_codes(finding: Finding, codes: Sequence[str], *, by: User) -> None:
    """Let a finding be about the codes with these references, and about no others."""
    _hold(finding)
    kept = {one.code_ref: one for one in finding.codes}
    finding.codes = [kept.get(ref) or FindingCode(code_ref=ref) for ref in dict.fromkeys(codes)]
    trail.record(Act.FINDING_CHANGED, by=by, about=finding.ref, codes=list(codes))
    db.session.flush()


def withdraw_finding(finding: Finding, reason: str, *, by: User) -> None:
    """Say that a finding is not to be relied on. It keeps its words."""
    _hold(finding)
    why = required(reason, LONGEST_REASON, "reason", "Say why the finding is withdrawn.")
    finding.withdrawn_reason, finding.withdrawn_by, finding.withdrawn_at = why, by.ref, now()
    trail.record(Act.FINDING_WITHDRAWN, by=by, about=finding.ref)
    db.session.flush()


def check_standing(finding: Finding) -> None:
    """Raise `Refused` for a finding that was withdrawn."""
    if finding.withdrawn_at is not None:
        raise Refused("This finding was withdrawn. Record a new one.")


def _hold(finding: Finding) -> None:
    """Keep others from a finding until the commit. Raises `Refused` for one that was withdrawn."""
    db.session.refresh(finding, with_for_update={"of": Finding})
    check_standing(finding)


def _ties(finding: Finding, case: Case) -> Sequence[FindingCase]:
    """The standing ties of `case`, and of those that were merged into it, to a finding."""
    same = select(Case.id).where((Case.id == case.id) | (Case.survivor_id == case.id))
    statement = select(FindingCase).where(
        FindingCase.finding_id == finding.id,
        FindingCase.case_id.in_(same),
        FindingCase.untied_at.is_(None),
    )
    return db.session.scalars(statement.order_by(FindingCase.id)).all()
