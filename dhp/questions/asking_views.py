"""The unit's pages: what waits with forces, what was asked on a case, and asking."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.models import Case
from dhp.cases.queries import case_with
from dhp.questions.actions import ask
from dhp.questions.ages import BANDS
from dhp.questions.choices import choices_of
from dhp.questions.forms import AskForm
from dhp.questions.models import Question
from dhp.questions.queries import MOST, UNSETTLED, questions_on, times_by_force, waiting
from dhp.questions.rules import Status
from dhp.questions.showing import by_force, people_in, rows
from dhp.questions.views import bp
from dhp.recognition import confirm_look
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

_AT_FIRST = 30  # questions of all forces together; one force's are shown to the full


@bp.get("/asked")
@requires(Permission.ASK_QUESTIONS)
def asked() -> ResponseReturnValue:
    """What waits: replies to look at, what forces have open, and how fast they answer."""
    forces = by_force(times_by_force(current_user))
    chosen = next((line for line in forces if line.code == request.args.get("force")), None)
    force, most = (chosen.code, MOST) if chosen else ("", _AT_FIRST)
    found = {one: waiting(current_user, one, force=force, most=most) for one in UNSETTLED}
    _record_list([question for questions, _ in found.values() for question in questions])
    return render_template(
        "questions/asked.html",
        forces=forces,
        chosen=chosen,
        bands=BANDS,
        statuses=Status,
        listed={status: rows(questions) for status, (questions, _) in found.items()},
        totals={status: total for status, (_, total) in found.items()},
    )


@bp.get("/of/<ref>")
@requires(Permission.ASK_QUESTIONS)
def of_case(ref: str) -> ResponseReturnValue:
    """The questions on one case, and a form to ask another."""
    form = AskForm()
    form.about.data = request.args.get("about", "")
    return _case_page(case_with(plain_reference(ref), current_user), form)


@bp.post("/of/<ref>", endpoint="ask")
@requires(Permission.ASK_QUESTIONS)
@writes
def ask_force(ref: str) -> ResponseReturnValue:
    """Put a question to the force of the case."""
    case, form = case_with(plain_reference(ref), current_user), AskForm()
    with trying(form) as tried:
        check_sound(form)
        question = ask(case, form.about.data or "", form.asked.data or "", by=current_user)
        confirm_look(form.look, about=question.ref, by=current_user, force=question.force.code)
    if tried.refused:
        return _case_page(case, form), tried.refused
    return say_done(f"The question is with {question.force.name}.", ".of_case", ref=case.ref)


def _case_page(case: Case, form: AskForm) -> str:
    listed = questions_on(case, current_user)
    page = {"groups": choices_of(case), "rows": rows(listed), "names": people_in(listed)}
    force = case.force.code if case.force else None
    refs = [case.ref, *(question.ref for question in listed)]
    trail.record_read(Act.QUESTIONS_LISTED, by=current_user, about=refs, force=force)
    return render_template("questions/of_case.html", case=case, form=form, **page)


def _record_list(listed: Sequence[Question]) -> None:
    refs = [question.ref for question in listed]
    trail.record_read(Act.QUESTIONS_LISTED, by=current_user, about=refs)
