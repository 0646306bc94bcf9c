"""What becomes of an issued recommendation: answers in words, where the unit judges each to stand,
and whether it changed what it was meant to change.
"""

from sqlalchemy import exists, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Refused
from dhp.extensions import db
from dhp.learning.actions import LONGEST_NAME, hold
from dhp.learning.finding_actions import LONGEST_WORDS
from dhp.learning.models import Addressee, ImpactCheck, Judgement, Recommendation, Response
from dhp.learning.rules import Effect, Stage, Status, check_seen, check_stage, check_status
from dhp.web.text import clean_text, required


def answer(addressee: Addressee, words: str, evidence: str = "", *, by: User) -> Response:
    """Keep the answer of the force of `by`. It sets no status: the unit judges it.

    Raises `Refused` for another's row and once the recommendation is closed.
    """
    own = by.force_id is not None and by.force_id == addressee.force_id
    if not own or not by.may(Permission.RESPOND_TO_RECOMMENDATIONS):
        raise Refused("Only a force’s own point of contact answers for it.")
    return _keep(addressee, words, evidence, None, by)


def answer_for(
    addressee: Addressee, given_by: str, words: str, evidence: str = "", *, by: User
) -> Response:
    """Keep what a body without an account told the unit; `given_by` is the office that said it."""
    if addressee.body is None:
        raise Refused("A force answers by itself, through its point of contact.")
    office = required(given_by, LONGEST_NAME, "given_by", "Enter the office that answered.")
    return _keep(addressee, words, evidence, office, by)


def judge(addressee: Addressee, status: Status, words: str, *, by: User, version: int) -> Judgement:
    """Set where an addressee stands, with the reason that leaders read.

    `version` is the one that the person saw; raises `Stale` when it changed since, and
    `DomainError` for “done” without any evidence on record.
    """
    _hold(addressee)
    check_seen(version, addressee.version)
    shown = exists().where(Response.addressee_id == addressee.id, Response.evidence.is_not(None))
    check_status(status, evidence=bool(db.session.scalar(select(shown))))
    why = required(words, LONGEST_WORDS, "words", "Say why. Leaders read this.")
    judgement = Judgement(
        addressee_id=addressee.id, status=status, words=why, judged_by=by.ref, judged_at=now()
    )
    db.session.add(judgement)
    addressee.status = status
    db.session.flush()
    _tell(Act.RECOMMENDATION_JUDGED, addressee, by, status=status.value)
    return judgement


def check_impact(
    recommendation: Recommendation, effect: Effect, words: str, *, by: User, version: int
) -> ImpactCheck:
    """Keep what the indicator showed. Raises `Refused` where none was named beforehand."""
    hold(recommendation, version)
    check_indicator(recommendation)
    told = required(words, LONGEST_WORDS, "words", "Enter what the indicator showed.")
    check = ImpactCheck(
        recommendation_id=recommendation.id,
        effect=effect,
        words=told,
        checked_by=by.ref,
        checked_at=now(),
    )
    db.session.add(check)
    db.session.flush()
    trail.record(Act.IMPACT_CHECKED, by=by, about=recommendation.ref, effect=effect.value)
    return check


def check_indicator(recommendation: Recommendation) -> None:
    """Raise `Refused` unless an indicator was named before a recommendation was issued."""
    if recommendation.stage is Stage.DRAFT or not recommendation.indicator:
        raise Refused(
            "No indicator was named before this was issued, so nothing shows whether it worked."
        )


def _keep(
    addressee: Addressee, words: str, evidence: str, office: str | None, by: User
) -> Response:
    _hold(addressee)
    response = Response(
        addressee_id=addressee.id,
        words=required(words, LONGEST_WORDS, "words", "Write the answer."),
        evidence=clean_text(evidence, longest=LONGEST_WORDS, field="evidence").strip() or None,
        given_by=office,
        recorded_by=by.ref,
        recorded_at=now(),
    )
    db.session.add(response)
    db.session.flush()
    _tell(Act.RECOMMENDATION_ANSWERED, addressee, by)
    return response


def _hold(addressee: Addressee) -> None:
    """Keep others from an addressee until the commit. Raises `Refused` unless it is still asked."""
    db.session.refresh(addressee, with_for_update={"of": Addressee})
    check_stage(addressee.recommendation.stage, Stage.ISSUED, "answered or judged")


def _tell(act: Act, addressee: Addressee, by: User, **facts: object) -> None:
    about = (addressee.recommendation.ref, addressee.ref)
    force = addressee.force.code if addressee.force else None
    trail.record(act, by=by, about=about, force=force, **facts)
