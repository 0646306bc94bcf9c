"""The pages on which a force answers a recommendation, and the unit judges what was answered."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.queries import names_of
from dhp.errors import Absent
from dhp.learning import answering
from dhp.learning.forms import AnswerForForm, AnswerForm, JudgeForm
from dhp.learning.models import Addressee
from dhp.learning.queries import judgements_of, own_row, recommendation_with, responses_of, row_with
from dhp.learning.rules import STATUSES, Stage, check_stage
from dhp.learning.views import bp
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/recommendations/<ref>/answer")
@requires(Permission.RESPOND_TO_RECOMMENDATIONS)
def answering_for_force(ref: str) -> ResponseReturnValue:
    """The form on which a force answers."""
    return _answer_page(_own(ref), AnswerForm())


@bp.post("/recommendations/<ref>/answer", endpoint="answer")
@requires(Permission.RESPOND_TO_RECOMMENDATIONS)
@writes
def answer(ref: str) -> ResponseReturnValue:
    """Keep the force's answer."""
    row, form = _own(ref), AnswerForm()

    with trying(form) as tried:
        _check_asked(row)
        check_sound(form)
        words, evidence = form.words.data or "", form.evidence.data or ""
        answering.answer(row, words, evidence, by=current_user)
    if tried.refused:
        return _answer_page(row, form), tried.refused
    return say_done(
        "Your answer is with the central unit. The unit decides where it stands.", ".show", ref=ref
    )


@bp.get("/addressees/<ref>")
@requires(Permission.WRITE_LEARNING)
def addressee(ref: str) -> ResponseReturnValue:
    """What one addressee answered, with the form that judges it."""
    return _row_page(row_with(ref, current_user))


@bp.post("/addressees/<ref>/judge")
@requires(Permission.WRITE_LEARNING)
@writes
def judge(ref: str) -> ResponseReturnValue:
    """Set where an addressee stands."""
    row, form = row_with(ref, current_user), JudgeForm()

    with trying(form) as tried:
        _check_asked(row)
        check_sound(form)
        status, words = STATUSES[form.status.data], form.words.data or ""
        answering.judge(row, status, words, by=current_user, version=form.seen_version)
        confirm_look(form.look, about=(row.recommendation.ref, row.ref), by=current_user)
    if tried.refused:
        return _row_page(row, judging=form), tried.refused
    return say_done(
        f"{row.name}: {row.status.words.lower()}.", ".progress", ref=row.recommendation.ref
    )


@bp.post("/addressees/<ref>/answer-for")
@requires(Permission.WRITE_LEARNING)
@writes
def answer_for(ref: str) -> ResponseReturnValue:
    """Keep what a body without an account told the unit."""
    row, form = row_with(ref, current_user), AnswerForForm(prefix="for")
    if row.body is None:  # a force answers by itself
        raise Absent

    with trying(form) as tried:
        _check_asked(row)
        check_sound(form)
        words, evidence = form.words.data or "", form.evidence.data or ""
        answering.answer_for(row, form.given_by.data or "", words, evidence, by=current_user)
    if tried.refused:
        return _row_page(row, answers=form), tried.refused
    return say_done("The answer is kept.", ".addressee", ref=ref)


def _check_asked(row: Addressee) -> None:
    check_stage(row.recommendation.stage, Stage.ISSUED, "answered or judged")


def _own(ref: str) -> Addressee:
    """The row of the person's own force; raises `Absent` where it is not addressed."""
    row = own_row(current_user, recommendation_with(ref, current_user))
    if row is None:
        raise Absent
    return row


def _answer_page(row: Addressee, form: AnswerForm) -> str:
    one = row.recommendation
    force = current_user.force_code
    trail.record_read(Act.RECOMMENDATION_READ, by=current_user, about=one.ref, force=force)
    return render_template("learning/answer.html", one=one, row=row, form=form)


def _row_page(
    row: Addressee, *, judging: JudgeForm | None = None, answers: AnswerForForm | None = None
) -> str:
    """The unit's page of one addressee; a form with faults is named `form` for the summary."""
    faulty = judging or answers
    judging = judging or JudgeForm(None)
    judging.version.data = str(row.version)
    given, judgements = responses_of(row), judgements_of(row)
    people = {one.recorded_by for one in given} | {one.judged_by for one in judgements}
    values = {"answers": given, "judgements": judgements, "names": names_of(people)}
    values |= {"judging": judging, "answering": answers or AnswerForForm(None, prefix="for")}
    if faulty is not None:
        values["form"] = faulty
    about = (row.recommendation.ref, row.ref)
    trail.record_read(Act.RECOMMENDATION_READ, by=current_user, about=about)
    return render_template("learning/addressee.html", row=row, one=row.recommendation, **values)
