"""The unit's pages on which a recommendation is written, changed, issued and closed."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.learning import actions
from dhp.learning.answering import check_impact, check_indicator
from dhp.learning.finding_queries import findings, findings_behind
from dhp.learning.forms import CloseForm, ImpactForm, IssueForm, RecommendationForm, filled_from
from dhp.learning.listing import like_ones
from dhp.learning.models import Recommendation
from dhp.learning.outgoing import outgoing
from dhp.learning.queries import recommendation_with, rows
from dhp.learning.rules import Closing, Effect, Stage, check_stage
from dhp.learning.views import bp, show_page
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/recommendations/new")
@requires(Permission.WRITE_LEARNING)
def new() -> ResponseReturnValue:
    """The form for a new recommendation."""
    return _draft_page(_offered(RecommendationForm()))


@bp.post("/recommendations/new", endpoint="write")
@requires(Permission.WRITE_LEARNING)
@writes
def write() -> ResponseReturnValue:
    """Keep a new draft, once the person has looked at earlier ones like it."""
    form = _offered(RecommendationForm())
    with trying(form) as tried:
        check_sound(form)
        written = actions.write(form.draft, by=current_user)
    if tried.refused:
        return _draft_page(form), tried.refused
    return say_done(
        "The draft is kept. Nobody outside the unit sees it until it is issued.",
        ".show",
        ref=written.ref,
    )


@bp.get("/recommendations/<ref>/change")
@requires(Permission.WRITE_LEARNING)
def changing(ref: str) -> ResponseReturnValue:
    """The form that changes a draft."""
    one = recommendation_with(ref, current_user)
    if one.stage is not Stage.DRAFT:
        return redirect(url_for(".show", ref=ref))
    addressees = [row.addressee for row in rows(current_user, one)]
    data = filled_from(one, addressees, findings_behind(one, current_user))
    return _draft_page(_offered(RecommendationForm(data=data)), one)


@bp.post("/recommendations/<ref>/change", endpoint="change")
@requires(Permission.WRITE_LEARNING)
@writes
def change(ref: str) -> ResponseReturnValue:
    """Change a draft."""
    one, form = recommendation_with(ref, current_user), _offered(RecommendationForm())

    with trying(form) as tried:
        check_sound(form)
        actions.revise(one, form.draft, by=current_user, version=form.seen_version)
    if tried.refused:
        return _draft_page(form, one), tried.refused
    return say_done("The draft is changed.", ".show", ref=one.ref)


@bp.post("/recommendations/<ref>/issue")
@requires(Permission.WRITE_LEARNING)
@writes
def issue(ref: str) -> ResponseReturnValue:
    """Give a draft its number and put it to its addressees."""
    one, form = recommendation_with(ref, current_user), IssueForm()
    form.look_at(*outgoing(one, current_user))

    with trying(form) as tried:
        check_sound(form)
        actions.issue(one, by=current_user, version=form.seen_version)
        confirm_look(form.look, about=one.ref, by=current_user)
    if tried.refused:
        return show_page(one, form), tried.refused
    return say_done(f"It is issued as recommendation {one.name}.", ".show", ref=ref)


@bp.get("/recommendations/<ref>/close")
@requires(Permission.WRITE_LEARNING)
def closing(ref: str) -> ResponseReturnValue:
    """The form that closes a recommendation."""
    one = recommendation_with(ref, current_user)
    return _close_page(one, CloseForm(data={"version": str(one.version)}))


@bp.post("/recommendations/<ref>/close", endpoint="close")
@requires(Permission.WRITE_LEARNING)
@writes
def close(ref: str) -> ResponseReturnValue:
    """Close a recommendation."""
    one, form = recommendation_with(ref, current_user), CloseForm()

    with trying(form) as tried:
        check_stage(one.stage, Stage.ISSUED, "closed")
        check_sound(form)
        why, words = Closing(form.closing.data), form.words.data or ""
        actions.close(one, why, words, by=current_user, version=form.seen_version)
        confirm_look(form.look, about=one.ref, by=current_user)
    if tried.refused:
        return _close_page(one, form), tried.refused
    return say_done("The recommendation is closed.", ".show", ref=ref)


@bp.get("/recommendations/<ref>/impact")
@requires(Permission.WRITE_LEARNING)
def looking(ref: str) -> ResponseReturnValue:
    """The form for what the indicator showed."""
    one = recommendation_with(ref, current_user)
    return _impact_page(one, ImpactForm(data={"version": str(one.version)}))


@bp.post("/recommendations/<ref>/impact", endpoint="impact")
@requires(Permission.WRITE_LEARNING)
@writes
def impact(ref: str) -> ResponseReturnValue:
    """Keep what the indicator showed."""
    one, form = recommendation_with(ref, current_user), ImpactForm()

    with trying(form) as tried:
        check_indicator(one)
        check_sound(form)
        effect, words = Effect(form.effect.data), form.words.data or ""
        check_impact(one, effect, words, by=current_user, version=form.seen_version)
        confirm_look(form.look, about=one.ref, by=current_user)
    if tried.refused:
        return _impact_page(one, form), tried.refused
    return say_done("The impact check is kept.", ".show", ref=ref)


def _offered(form: RecommendationForm) -> RecommendationForm:
    """The form with all that can be chosen, earlier recommendations like the typed words included."""
    like = like_ones(form.title.data or "", form.words.data or "", current_user)
    form.offer(findings(current_user, standing=True), like)
    return form


def _draft_page(form: RecommendationForm, one: Recommendation | None = None) -> str:
    if one is not None:
        form.version.data = str(one.version)
    return render_template("learning/write.html", form=form, one=one)


def _close_page(one: Recommendation, form: CloseForm) -> str:
    form.version.data = str(one.version)
    return render_template("learning/close.html", one=one, form=form)


def _impact_page(one: Recommendation, form: ImpactForm) -> str:
    form.version.data = str(one.version)
    return render_template("learning/impact.html", one=one, form=form)
