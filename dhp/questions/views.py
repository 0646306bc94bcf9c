"""The force's pages: the list of its questions, and one question answered in place."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError, Stale
from dhp.questions.actions import reply
from dhp.questions.answering import Answering, answering
from dhp.questions.queries import question_with, settled, waiting
from dhp.questions.rules import Status
from dhp.questions.showing import rows
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("questions", __name__, url_prefix="/questions")

_LATELY = 20


@bp.get("")
@requires(Permission.ANSWER_QUESTIONS)
def index() -> ResponseReturnValue:
    """The force's questions: the oldest open one first, then what the unit looks at, then done."""
    unanswered, total = waiting(current_user, Status.OPEN)
    answered, _ = waiting(current_user, Status.ANSWERED)
    done = settled(current_user, _LATELY)
    listed = rows([*unanswered, *answered, *done])
    trail.record_read(
        Act.QUESTIONS_LISTED,
        by=current_user,
        about=[row.question.ref for row in listed],
        force=current_user.force_code,
    )
    groups = {status: [row for row in listed if row.question.status is status] for status in Status}
    return render_template("questions/index.html", groups=groups, statuses=Status, total=total)


@bp.get("/<ref>")
@requires(Permission.ANSWER_QUESTIONS)
def show(ref: str) -> ResponseReturnValue:
    """One question, with the form that answers it while it is open."""
    page = answering(question_with(ref, current_user), current_user)
    page.show_what_stands()
    return _page(page)


@bp.post("/<ref>", endpoint="answer")
@requires(Permission.ANSWER_QUESTIONS)
@writes
def answer(ref: str) -> ResponseReturnValue:
    """Answer the question: the record and the question change together."""
    page = answering(question_with(ref, current_user), current_user)
    said = page.reply()
    if said is None:
        return _page(page), 422
    try:
        reply(page.question, said, by=current_user, version=page.form.seen_version)
    except Stale as error:
        return _both(ref, error), 409
    except DomainError as error:
        page.fail(error)
        return _page(page), 422
    return say_done("Your answer is with the central unit. Thank you.", ".index")


def _both(ref: str, error: Stale) -> str:
    """What somebody else did beside what was typed, with the form as it can be sent now."""
    page = answering(question_with(ref, current_user), current_user)
    page.show_what_stands()
    return _page(page, error.message)


def _page(page: Answering, late: str = "") -> str:
    trail.record_read(
        Act.QUESTION_READ,
        by=current_user,
        about=(*(one.ref for one in (page.question, page.earlier) if one), page.question.case.ref),
        force=page.question.force.code,
    )
    return render_template("questions/show.html", page=page, form=page.faulty, late=late)
