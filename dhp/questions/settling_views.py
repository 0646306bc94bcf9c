"""The unit's page of one question: the reply beside what is recorded, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.questions import actions
from dhp.questions.forms import AgainForm, CloseForm
from dhp.questions.models import Question
from dhp.questions.present import all_answers
from dhp.questions.queries import before, question_with
from dhp.questions.rules import Closing, check_move, check_seen
from dhp.questions.showing import people_in, rows
from dhp.questions.views import bp
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.forms import SeenForm


@dataclass(frozen=True)
class Settling:
    """One thing the unit may do with a question: its move, form and action, and what is said after."""

    move: str
    form: type[SeenForm]
    act: Callable[[Question, SeenForm], object]
    done: str


def _accept(question: Question, form: SeenForm) -> None:
    actions.accept(question, by=current_user, version=form.seen_version)


def _again(question: Question, form: SeenForm) -> None:
    words = form["asked"].data or ""
    actions.ask_again(question, words, by=current_user, version=form.seen_version)
    if isinstance(form, AgainForm):
        confirm_look(form.look, about=question.ref, by=current_user, force=question.force.code)


def _close(question: Question, form: SeenForm) -> None:
    reason = Closing(form["reason"].data)
    actions.close(question, reason, by=current_user, version=form.seen_version)


def _pass_on(question: Question, form: SeenForm) -> None:
    actions.pass_on(question, by=current_user, version=form.seen_version)


_ACTS = {
    "accept": Settling(
        "accept", SeenForm, _accept, "The reply is accepted and the question is closed."
    ),
    "again": Settling("ask again", AgainForm, _again, "The force is asked again."),
    "close": Settling("close", CloseForm, _close, "The question is closed."),
    "pass-on": Settling("pass on", SeenForm, _pass_on, "The force that has the case now is asked."),
}


@bp.get("/asked/<ref>")
@requires(Permission.ASK_QUESTIONS)
def look(ref: str) -> ResponseReturnValue:
    """One question as the unit sees it."""
    return _page(question_with(ref, current_user))


@bp.post("/asked/<ref>/<any(accept, again, close, 'pass-on'):act>")
@requires(Permission.ASK_QUESTIONS)
@writes
def settle(ref: str, act: str) -> ResponseReturnValue:
    """Accept a reply, ask again, pass a question on, or close it unanswered."""
    question, settling = question_with(ref, current_user), _ACTS[act]
    form = settling.form(prefix=act)
    with trying(form) as tried:
        check_seen(form.seen_version, question.version)
        check_move(settling.move, question.status)
        check_sound(form)
        settling.act(question, form)
    if tried.refused:
        return _page(question, act, form), tried.refused
    return say_done(settling.done, ".asked")


def _page(question: Question, act: str = "", sent: SeenForm | None = None) -> str:
    """The page with a form for each thing to do; `sent` is the one of `act`, with its faults."""
    both = [one for one in (question, before(question, current_user)) if one]
    trail.record_read(
        Act.QUESTION_READ,
        by=current_user,
        about=(*(one.ref for one in both), question.case.ref),
        force=question.force.code,
    )
    return render_template(
        "questions/look.html",
        row=rows([question])[0],
        earlier=both[1:],
        told=all_answers(question),
        names=people_in(both),
        forms=_forms(question, act, sent),
        **({} if sent is None else {"form": sent}),
    )


def _forms(question: Question, act: str, sent: SeenForm | None) -> dict[str, SeenForm]:
    """A form for each thing to do, that of `act` as it was sent; all act on what stands now."""
    forms = {name: settling.form(None, prefix=name) for name, settling in _ACTS.items()}
    if sent is not None:
        forms[act] = sent
    for form in forms.values():
        form.version.data = str(question.version)
    return forms
