"""Practising to classify and to ask: the forms of the real thing, and afterwards what to learn."""

from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.cases.forms import ClassificationForm
from dhp.cases.judging.facts import propose
from dhp.questions.forms import AskForm
from dhp.training import actions
from dhp.training.kept import answers_in, decision_in, standing_in
from dhp.training.models import CaseRehearsal
from dhp.training.page import groups_of, proposals_on, replies_on
from dhp.training.queries import rehearsal_with
from dhp.training.views import bp
from dhp.web.access import requires
from dhp.web.acting import check_sound, trying
from dhp.web.edge import writes


@bp.get("/<ref>/classify")
@requires(Permission.CODE_THEMES)
def classify(ref: str) -> ResponseReturnValue:
    """The decision on scope and type; once there is one, beside it what the definitions propose."""
    rehearsal, form = rehearsal_with(ref, current_user), ClassificationForm()
    form.start_from(decision_in(rehearsal), rehearsal.version)
    return _judging(rehearsal, form)


@bp.post("/<ref>/classify", endpoint="decide")
@requires(Permission.CODE_THEMES)
@writes
def decide(ref: str) -> ResponseReturnValue:
    """Keep the decision."""
    rehearsal, form = rehearsal_with(ref, current_user), ClassificationForm()
    proposed = partial(propose, answers_in(rehearsal))
    form.hold_against(proposed, standing_in(rehearsal))
    with trying(form) as tried:
        check_sound(form)
        decision = form.decision
        actions.decide(rehearsal, decision, proposed(decision.definition), by=current_user)
    if tried.refused:
        return _judging(rehearsal, form), tried.refused
    return redirect(url_for(".classify", ref=ref), 303)


@bp.get("/<ref>/ask")
@requires(Permission.CODE_THEMES)
def questions(ref: str) -> ResponseReturnValue:
    """What was asked and answered, and a form to ask."""
    form = AskForm()
    form.about.data = request.args.get("about", "")
    return _asking(rehearsal_with(ref, current_user), form)


@bp.post("/<ref>/ask", endpoint="ask")
@requires(Permission.CODE_THEMES)
@writes
def ask(ref: str) -> ResponseReturnValue:
    """Ask the invented force, which answers at once."""
    rehearsal, form = rehearsal_with(ref, current_user), AskForm()
    with trying(form) as tried:
        check_sound(form)
        about, words = form.about.data or "", form.asked.data or ""
        actions.ask(rehearsal, about, words, by=current_user)
    if tried.refused:
        return _asking(rehearsal, form), tried.refused
    return redirect(url_for(".questions", ref=ref, _anchor="replies"), 303)


def _judging(rehearsal: CaseRehearsal, form: ClassificationForm) -> str:
    return render_template(
        "training/classify.html",
        rehearsal=rehearsal,
        form=form,
        groups=groups_of(rehearsal),
        decided=decision_in(rehearsal),
        proposals=proposals_on(rehearsal),
    )


def _asking(rehearsal: CaseRehearsal, form: AskForm) -> str:
    return render_template(
        "training/ask.html",
        rehearsal=rehearsal,
        form=form,
        groups=groups_of(rehearsal),
        rows=replies_on(rehearsal),
    )
