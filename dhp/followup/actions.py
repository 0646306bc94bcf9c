"""What people do in follow-up: tell what is learnt, look again, complete and reopen a stage."""

from collections.abc import Mapping
from datetime import date

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.actions import add_answers
from dhp.cases.models import Case, Source
from dhp.cases.people.actions import add_suspect_to
from dhp.cases.rules import check_takes_work
from dhp.dictionary import Given, Stage, State
from dhp.dictionary.asking import SUSPECT_IDENTIFIED
from dhp.dictionary.checks import Severity, findings
from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.followup.models import Look, Turn
from dhp.followup.queries import Followed, followed, looks_of
from dhp.followup.rules import (
    TITLES,
    Move,
    Standing,
    check_gap_reason,
    check_open,
    check_owner,
    check_reopen,
    rank,
)
from dhp.followup.told import Told
from dhp.web.text import clean_text

LONGEST_REASON = 2_000  # characters


def tell(
    case: Case,
    answers: Mapping[str, Given],
    seen: str,
    *,
    by: User,
    stage: Stage,
    reason: str = "",
    again_on: date | None = None,
) -> list[str]:
    """Record what the force says, by column name, and gives back the codes that changed.

    `seen` is the fingerprint of these columns as the person saw them; `again_on` when to ask again
    what is not yet established. What the case already says changes nothing. Raises `Stale` when
    somebody else changed one of them since, `DomainError` when an answer would be corrected
    without a `reason` or cannot be right beside the others.
    """
    lock(case)
    told = followed(case).told
    given = {name: one for name, one in answers.items() if one.state is not State.NOT_RECORDED}
    own = {line.name: line for line in told.named(given)}
    if len(own) != len(given):
        raise Refused("The form asked about somebody who is not in this case. Open it again.")
    changed = {name: one for name, one in given.items() if own[name].own != one}
    if changed and told.fingerprint(answers) != seen:
        raise Stale(
            "Somebody else changed an answer on this page since you opened it. Nothing of yours "
            "is saved yet. Compare the two, then save again."
        )
    words = _words(reason)
    if not words and any(own[name].is_settled for name in changed):
        raise DomainError("Say why the earlier answer was wrong or has changed.", "reason")
    _check_together(told, changed)
    codes = _record(case, changed, words or f"{TITLES[stage]}.", by=by, stage=stage)
    if _names_first_suspect(told, changed):
        add_suspect_to(case, by=by)
    _look(case, given, stage, again_on, by=by)
    return codes


def keep_open(case: Case, stage: Stage, *, by: User) -> list[str]:
    """Say of every answer "Not yet established" that `stage` asks about that it is still so.

    Gives back the names of the columns. Raises `Refused` unless the stage is open and the force of
    `by` owns the case.
    """
    lock(case)
    check_owner(case.force_id, by.force_id)
    present = followed(case)
    check_open(present.clock(stage).standing)
    names = [line.name for line in present.to_ask(stage) if not line.is_gap]
    _look(case, dict.fromkeys(names, Given(State.NOT_YET_ESTABLISHED)), stage, None, by=by)
    if names:
        trail.record(
            Act.STAGE_CONFIRMED,
            by=by,
            about=case.ref,
            force=by.force_code,
            stage=stage.value,
            fields=names,
        )
    return names


def complete(case: Case, stage: Stage, seen: str, reason: str, *, by: User) -> None:
    """Complete a stage, and with it every earlier one that is open. A late one is marked as late.

    `seen` is the fingerprint of the open questions that the person checked. Raises `Refused` unless
    the stage is open and the force of `by` owns the case, `Stale` when what is open changed since,
    and `DomainError` when questions without any answer lack a `reason`.
    """
    lock(case)
    check_owner(case.force_id, by.force_id)
    present = followed(case)
    check_open(present.clock(stage).standing)
    left = present.open_at(stage)
    if present.told.fingerprint(line.name for line in left) != seen:
        raise Stale("The answers of this case changed since you checked them. Check them again.")
    words = _words(reason)
    check_gap_reason(sum(1 for line in left if line.is_gap), words)
    done = [c for c in present.clocks if c.is_open and rank(c.stage) <= rank(stage)]
    for clock in done:
        turn = _turn(present, clock.stage, Move.COMPLETED, by=by)
        turn.due_on, turn.still_open, turn.reason = clock.due_on, len(left), words or None
    trail.record(
        Act.STAGE_COMPLETED,
        by=by,
        about=case.ref,
        force=by.force_code,
        stages=[clock.stage.value for clock in done],
        late=[clock.stage.value for clock in done if clock.is_late],
        still_open=len(left),
    )
    db.session.flush()


def reopen(case: Case, stage: Stage, reason: str, *, by: User) -> None:
    """Open a completed stage again, with a reason that the force reads.

    Raises `Refused` unless the stage is completed, `DomainError` without a reason.
    """
    lock(case)
    present, words = followed(case), _words(reason)
    standing = next((c.standing for c in present.clocks if c.stage is stage), Standing.LATER)
    check_reopen(stage, standing, words)
    _turn(present, stage, Move.REOPENED, by=by).reason = words
    trail.record(
        Act.STAGE_REOPENED,
        by=by,
        about=case.ref,
        force=case.force.code if case.force else None,
        stage=stage.value,
    )
    db.session.flush()


def lock(case: Case) -> None:
    """Read a case as it stands now and hold it, so that two who act at once take turns.

    Raises `Refused` where it is erased.
    """
    db.session.refresh(case, with_for_update={"of": Case})
    check_takes_work(case)


def _record(
    case: Case, changed: Mapping[str, Given], reason: str, *, by: User, stage: Stage
) -> list[str]:
    if not changed:
        return []
    return add_answers(case, changed, by=by, source=Source.FORCE, stage=stage, reason=reason)


def _check_together(told: Told, changed: Mapping[str, Given]) -> None:
    """Raise `DomainError` at a changed answer that cannot be right beside the others."""
    answers = {
        name: given
        for name, given in (told.answers | dict(changed)).items()
        if given.state is not State.NOT_RECORDED
    }
    for found in findings(answers):
        mended = [name for name in found.columns if name in changed]
        if mended and found.severity is Severity.MUST:
            raise DomainError(found.message, mended[0])


def _names_first_suspect(told: Told, changed: Mapping[str, Given]) -> bool:
    """Whether a suspect is identified now in a case that has nobody to tell of yet."""
    given = changed.get(SUSPECT_IDENTIFIED)
    return given is not None and given.value == "yes" and not told.places.suspects


def _look(
    case: Case, given: Mapping[str, Given], stage: Stage, again_on: date | None, *, by: User
) -> None:
    """Keep when each question that is not yet established was looked at; forget what is answered."""
    before = {look.column_name: look for look in looks_of([case])}
    for name, one in given.items():
        look = before.get(name)
        if one.state is State.NOT_YET_ESTABLISHED:
            if look is None:
                look = Look(case_id=case.id, column_name=name)
                db.session.add(look)
            look.stage, look.again_on = stage, again_on
            look.looked_by, look.looked_at = by.ref, now()
        elif look is not None:
            look.again_on = None
    db.session.flush()


def _turn(present: Followed, stage: Stage, move: Move, *, by: User) -> Turn:
    number = 1 + sum(1 for turn in present.turns if turn.stage is stage)
    turn = Turn(
        case_id=present.case.id,
        stage=stage,
        number=number,
        move=move,
        done_by=by.ref,
        done_at=now(),
    )
    db.session.add(turn)
    return turn


def _words(reason: str) -> str:
    return clean_text(reason, longest=LONGEST_REASON, field="reason").strip()
