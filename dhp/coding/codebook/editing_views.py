"""The lead's pages that change single entries: define, revise, retire, merge, split, bring back."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.coding.codebook.actions import bring_back, define, retire, revise
from dhp.coding.codebook.forms import (
    MergeForm,
    RetirementForm,
    RevisionForm,
    SplitForm,
    WordingForm,
    filled_from,
)
from dhp.coding.codebook.mapping import merge, split
from dhp.coding.codebook.models import Code
from dhp.coding.codebook.queries import beside, code_with, edited, open_book, parent_with
from dhp.coding.codebook.views import bp
from dhp.web.access import requires
from dhp.web.acting import Tried, check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.forms import Form


@bp.get("/add")
@requires(Permission.EDIT_CODEBOOK)
def adding_domain() -> ResponseReturnValue:
    """The form for another domain."""
    return _page("add", WordingForm(), None)


@bp.post("/add", endpoint="add_domain")
@requires(Permission.EDIT_CODEBOOK)
@writes
def define_domain() -> ResponseReturnValue:
    """Add a domain."""
    return _add(None)


@bp.get("/code/<ref>/add")
@requires(Permission.EDIT_CODEBOOK)
def adding(ref: str) -> ResponseReturnValue:
    """The form for another entry under this one."""
    return _page("add", WordingForm(), parent_with(ref))


@bp.post("/code/<ref>/add", endpoint="add")
@requires(Permission.EDIT_CODEBOOK)
@writes
def define_under(ref: str) -> ResponseReturnValue:
    """Add an entry under this one."""
    return _add(parent_with(ref))


@bp.get("/code/<ref>/revise")
@requires(Permission.EDIT_CODEBOOK)
def revising(ref: str) -> ResponseReturnValue:
    """The form with the words that stand."""
    code = code_with(ref)
    return _page("revise", RevisionForm(data=filled_from(edited(code))), code)


@bp.post("/code/<ref>/revise", endpoint="revise")
@requires(Permission.EDIT_CODEBOOK)
@writes
def revise_one(ref: str) -> ResponseReturnValue:
    """Give the entry other words."""
    code, form = code_with(ref), RevisionForm()

    with trying(form) as tried:
        check_sound(form)
        reason, seen = form.reason.data or "", form.seen.data or ""
        revise(code, form.wording, reason, by=current_user, seen=seen)
    return _after(tried, "revise", form, code, f"{code.ref} has its new words in the open version.")


@bp.get("/code/<ref>/retire")
@requires(Permission.EDIT_CODEBOOK)
def retiring(ref: str) -> ResponseReturnValue:
    """The form that retires an entry."""
    code = code_with(ref)
    return _page("retire", RetirementForm(data={"seen": edited(code).mark}), code)


@bp.post("/code/<ref>/retire", endpoint="retire")
@requires(Permission.EDIT_CODEBOOK)
@writes
def retire_one(ref: str) -> ResponseReturnValue:
    """Retire the entry."""
    code, form = code_with(ref), RetirementForm()

    with trying(form) as tried:
        check_sound(form)
        retire(code, form.reason.data or "", by=current_user, seen=form.seen.data or "")
    return _after(tried, "retire", form, code, f"{code.ref} is retired in the open version.")


@bp.get("/code/<ref>/merge")
@requires(Permission.EDIT_CODEBOOK)
def merging(ref: str) -> ResponseReturnValue:
    """The form that merges an entry into another."""
    code = code_with(ref)
    form = MergeForm(data={"seen": edited(code).mark})
    form.offer(beside(code))
    return _page("merge", form, code)


@bp.post("/code/<ref>/merge", endpoint="merge")
@requires(Permission.EDIT_CODEBOOK)
@writes
def merge_one(ref: str) -> ResponseReturnValue:
    """Merge the entry into another."""
    code, form = code_with(ref), MergeForm()
    form.offer(beside(code))

    with trying(form) as tried:
        check_sound(form)
        into = code_with(form.into.data or "")
        merge(code, into, form.reason.data or "", by=current_user, seen=form.seen.data or "")
    return _after(tried, "merge", form, code, f"{code.ref} is merged in the open version.")


@bp.get("/code/<ref>/split")
@requires(Permission.EDIT_CODEBOOK)
def splitting(ref: str) -> ResponseReturnValue:
    """The form that splits an entry."""
    code = code_with(ref)
    return _page("split", SplitForm(data={"seen": edited(code).mark}), code)


@bp.post("/code/<ref>/split", endpoint="split")
@requires(Permission.EDIT_CODEBOOK)
@writes
def split_one(ref: str) -> ResponseReturnValue:
    """Split the entry."""
    code, form = code_with(ref), SplitForm()

    with trying(form) as tried:
        check_sound(form)
        parts, seen = form.parts(edited(code).types), form.seen.data or ""
        split(code, parts, form.reason.data or "", by=current_user, seen=seen)
    return _after(tried, "split", form, code, f"{code.ref} is split in the open version.")


@bp.post("/code/<ref>/bring-back", endpoint="bring_back")
@requires(Permission.EDIT_CODEBOOK)
@writes
def bring_one_back(ref: str) -> ResponseReturnValue:
    """Let the entry stand again."""
    code = code_with(ref)
    bring_back(code, by=current_user)
    return say_done(f"{code.ref} is back in the open version.", ".show", ref=code.ref)


def _add(parent: Code | None) -> ResponseReturnValue:
    form = WordingForm()
    with trying(form) as tried:
        check_sound(form)
        made = define(parent, form.wording, by=current_user)
    if tried.refused:
        return _page("add", form, parent), tried.refused
    return say_done(f"{made.ref} is added to the open version.", ".show", ref=made.ref)


def _after(tried: Tried, name: str, form: Form, code: Code, words: str) -> ResponseReturnValue:
    """The entry's page, which says in `words` what was done, or the form with what is wrong."""
    if tried.refused:
        return _page(name, form, code), tried.refused
    return say_done(words, ".show", ref=code.ref)


def _page(name: str, form: Form, code: Code | None) -> str:
    open_book()  # without one, say so before anybody types
    entry = edited(code) if code is not None else None
    return render_template(f"coding/codebook_{name}.html", form=form, entry=entry)
