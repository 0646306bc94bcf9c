"""The pages of signals: the log, one signal, and the review of it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.statistics.watch import actions, queries
from dhp.statistics.watch.for_reports import fired_words, rule_title
from dhp.statistics.watch.forms import ReviewForm, outcome_named
from dhp.statistics.watch.models import Signal
from dhp.statistics.watch.page import rule_words, sentence, shown
from dhp.statistics.watch.rules import may_review
from dhp.statistics.watch.watched import RULES
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("signals", __name__, url_prefix="/signals")


@bp.get("")
@requires(Permission.READ_SIGNALS)
def index() -> ResponseReturnValue:
    """The log: what waits, what was reviewed, what was withdrawn; and what is watched."""
    found = queries.latest_signals(current_user)
    if found:
        refs = [signal.ref for signal in found]
        trail.record_read(Act.SIGNALS_LISTED, by=current_user, about=refs)
    return render_template(
        "signals/index.html",
        signals=found,
        fired_words=fired_words,
        rule_title=rule_title,
        rules=RULES.values(),
    )


@bp.get("/<ref>")
@requires(Permission.READ_SIGNALS)
def show(ref: str) -> ResponseReturnValue:
    """One signal: its figure, its rule, how often that fires by chance, and what was made of it."""
    return _page(queries.signal_with(ref, current_user), ReviewForm())


@bp.post("/<ref>/review")
@requires(Permission.REVIEW_SIGNALS)
@writes
def review(ref: str) -> ResponseReturnValue:
    """Say what it means."""
    signal, form = queries.signal_with(ref, current_user), ReviewForm()
    with trying(form) as tried:
        check_sound(form)
        outcome = outcome_named(form.outcome.data)
        actions.review(signal, outcome, form.judgement.data or "", by=current_user)
    if tried.refused:
        return _page(signal, form), tried.refused
    return say_done("Your review is kept. The next reports say it.", ".show", ref=ref)


def _page(signal: Signal, form: ReviewForm) -> str:
    """The page of `signal`, its reading recorded."""
    trail.record_read(Act.SIGNAL_READ, by=current_user, about=signal.ref)
    title, plain = rule_words(signal)
    return render_template(
        "signals/show.html",
        signal=signal,
        shown=shown(signal),
        sentence=sentence(signal),
        rule=title,
        plain=plain,
        form=form,
        may_review=current_user.may(Permission.REVIEW_SIGNALS) and may_review(signal),
    )
