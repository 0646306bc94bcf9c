"""A coder's pages of answering again: what waits, and one case, by its texts alone."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.rules import check_takes_work
from dhp.coding.abstracting.actions import finish
from dhp.coding.abstracting.models import Abstraction
from dhp.coding.abstracting.queries import abstraction_with, to_answer
from dhp.coding.abstracting.questions import columns_for
from dhp.coding.marks.narratives import narratives_of
from dhp.coding.passes.care import flags_of
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.fields import QuestionForm, question_form

bp = Blueprint("abstracting", __name__, url_prefix="/answering-again")


@bp.get("")
@requires(Permission.CODE_THEMES)
def index() -> ResponseReturnValue:
    """What waits for this person."""
    waiting = to_answer(current_user)
    trail.record_read(Act.CODING_LISTED, by=current_user, about=[one.case.ref for one in waiting])
    return render_template("abstracting/index.html", waiting=waiting)


@bp.get("/<ref>")
@requires(Permission.CODE_THEMES)
def answer(ref: str) -> ResponseReturnValue:
    """The texts of one case, and the questions to answer from them."""
    abstraction = abstraction_with(ref, current_user)
    if abstraction.finished_at is not None:
        flash("You have answered this case. What you answered is compared by a lead.")
        return redirect(url_for(".index"))
    check_takes_work(abstraction.case)
    return _page(abstraction, _form(abstraction))


@bp.post("/<ref>", endpoint="finish")
@requires(Permission.CODE_THEMES)
@writes
def finish_answering(ref: str) -> ResponseReturnValue:
    """Keep the second answers."""
    abstraction = abstraction_with(ref, current_user)
    form = _form(abstraction)
    with trying(form) as tried:
        check_sound(form)
        finish(abstraction, form.answers, by=current_user)
    if tried.refused:
        return _page(abstraction, form), tried.refused
    return say_done("Your answers are kept.", ".index")


def _form(abstraction: Abstraction) -> QuestionForm:
    return question_form(columns_for(abstraction.case), {}, complete=True)


def _page(abstraction: Abstraction, form: QuestionForm) -> str:
    case = abstraction.case
    texts = narratives_of(case)
    force = case.force.code if case.force else None
    about = (abstraction.ref, case.ref)
    trail.record_read(Act.ABSTRACTION_READ, by=current_user, about=about, force=force)
    return render_template(
        "abstracting/answer.html",
        abstraction=abstraction,
        texts=texts,
        flags=flags_of(case),
        form=form,
    )
