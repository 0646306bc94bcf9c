"""The pages that change the library: a new entry, other words, a review, what a force does with one."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.forces import forces
from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.errors import Absent
from dhp.practice.actions import record_adoption, review, revise, submit
from dhp.practice.adoption_forms import AdoptionForm
from dhp.practice.forms import RevisionForm, entry_form, revision_form
from dhp.practice.models import Practice
from dhp.practice.queries import looks_after, practice_with
from dhp.practice.review_forms import review_form
from dhp.practice.views import bp
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.text import number_in


@bp.get("/new")
@requires(Permission.SUBMIT_PRACTICE)
def new() -> ResponseReturnValue:
    """The form of a new entry."""
    return render_template("practice/new.html", form=entry_form(current_user))


@bp.post("/new", endpoint="submit")
@requires(Permission.SUBMIT_PRACTICE)
@writes
def submit_entry() -> ResponseReturnValue:
    """Send an entry for review."""
    form = entry_form(current_user)

    with trying(form) as tried:
        check_sound(form)
        organisation = form.organisation.data if "organisation" in form else ""
        made = submit(form.words, organisation, by=current_user)
        confirm_look(form.look, about=made.ref, by=current_user)
    if tried.refused:
        return render_template("practice/new.html", form=form), tried.refused
    return say_done(
        "The entry is sent. A lead of the central unit reviews it.", ".show", ref=made.ref
    )


@bp.get("/<ref>/revise")
@requires(Permission.SUBMIT_PRACTICE)
def revising(ref: str) -> ResponseReturnValue:
    """The form of other words, filled with what stands."""
    practice = _own(ref)
    form = revision_form(practice.wording)
    return render_template("practice/revise.html", form=form, practice=practice)


@bp.post("/<ref>/revise", endpoint="revise")
@requires(Permission.SUBMIT_PRACTICE)
@writes
def revise_entry(ref: str) -> ResponseReturnValue:
    """Let other words stand."""
    practice, form = _own(ref), RevisionForm()

    with trying(form) as tried:
        check_sound(form)
        seen, reason = number_in(form.seen.data, digits=8) or 0, form.reason.data or ""
        revise(practice, seen, form.words, reason, by=current_user)
        confirm_look(form.look, about=practice.ref, by=current_user)
    if tried.refused:
        return render_template("practice/revise.html", form=form, practice=practice), tried.refused
    return say_done("The entry is changed.", ".show", ref=practice.ref)


@bp.get("/<ref>/review")
@requires(Permission.REVIEW_PRACTICE)
def reviewing(ref: str) -> ResponseReturnValue:
    """The form of a review beside what the entry says."""
    practice = practice_with(ref, current_user)
    form = review_form(practice.wording)
    return render_template("practice/review.html", form=form, practice=practice)


@bp.post("/<ref>/review", endpoint="review")
@requires(Permission.REVIEW_PRACTICE)
@writes
def review_entry(ref: str) -> ResponseReturnValue:
    """Keep the judgement."""
    practice = practice_with(ref, current_user)
    form = review_form(practice.wording)

    with trying(form) as tried:
        check_sound(form)
        review(practice, number_in(form.seen.data, digits=8) or 0, form.judged, by=current_user)
        confirm_look(form.look, about=practice.ref, by=current_user)
    if tried.refused:
        return render_template("practice/review.html", form=form, practice=practice), tried.refused
    return say_done("The review is kept.", ".show", ref=practice.ref)


@bp.get("/<ref>/adoption")
@requires(Permission.SUBMIT_PRACTICE)
def adopting(ref: str) -> ResponseReturnValue:
    """The form that says what a force does with an entry."""
    practice, form = practice_with(ref, current_user), AdoptionForm()
    form.offer(_forces_of(current_user))
    return render_template("practice/adoption.html", form=form, practice=practice)


@bp.post("/<ref>/adoption", endpoint="adopt")
@requires(Permission.SUBMIT_PRACTICE)
@writes
def adopt_entry(ref: str) -> ResponseReturnValue:
    """Keep what a force does with an entry."""
    practice, form = practice_with(ref, current_user), AdoptionForm()
    own = _forces_of(current_user)
    form.offer(own)

    with trying(form) as tried:
        check_sound(form)
        record_adoption(practice, form.adopted(own), by=current_user)
        confirm_look(form.look, about=practice.ref, by=current_user)
    if tried.refused:
        return render_template(
            "practice/adoption.html", form=form, practice=practice
        ), tried.refused
    return say_done("It is kept what the force does with this practice.", ".show", ref=practice.ref)


def _own(ref: str) -> Practice:
    """An entry that the person looks after; raises `Absent`."""
    practice = practice_with(ref, current_user)
    if not looks_after(current_user, practice):
        raise Absent
    return practice


def _forces_of(user: User) -> Sequence[Force]:
    """The forces for which the user may speak: the own one, or all for the unit."""
    return [user.force] if user.force else forces()
