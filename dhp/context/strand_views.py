"""The page of strands: what forces are asked for, with the lead's forms to add and to end one."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.context.strand_forms import EndForm, StrandForm
from dhp.context.strands import add_strand, end_strand, strand_with, strands
from dhp.context.views import bp
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes


@bp.get("/strands")
@requires(Permission.ENTER_CAPTURES)
def list_strands() -> ResponseReturnValue:
    """Every strand, with what counts and since when."""
    return render_template("context/strands.html", strands=strands())


@bp.get("/strands/new")
@requires(Permission.DEFINE_STRANDS)
def new_strand() -> ResponseReturnValue:
    """The form for another strand."""
    return render_template("context/new_strand.html", form=StrandForm())


@bp.post("/strands/new", endpoint="add_strand")
@requires(Permission.DEFINE_STRANDS)
@writes
def add_another() -> ResponseReturnValue:
    """Ask forces for another count."""
    form = StrandForm()
    with trying(form) as tried:
        check_sound(form)
        given = {name: form[name].data for name in ("code", "name", "definition", "unit", "since")}
        strand = add_strand(**given, by=current_user)
    if tried.refused:
        return render_template("context/new_strand.html", form=form), tried.refused
    return say_done(f"{strand.name} is added.", ".list_strands")


@bp.get("/strands/<code>/end")
@requires(Permission.DEFINE_STRANDS)
def ending(code: str) -> ResponseReturnValue:
    """The form that ends a strand."""
    return render_template("context/end_strand.html", strand=strand_with(code), form=EndForm())


@bp.post("/strands/<code>/end", endpoint="end_strand")
@requires(Permission.DEFINE_STRANDS)
@writes
def end_one(code: str) -> ResponseReturnValue:
    """Ask forces for it no longer."""
    strand, form = strand_with(code), EndForm()
    with trying(form) as tried:
        check_sound(form)
        if form.last.data:  # as in every sound form
            end_strand(strand, form.last.data, by=current_user)
    if tried.refused:
        return render_template("context/end_strand.html", strand=strand, form=form), tried.refused
    return say_done(f"{strand.name} ends. What was returned stays.", ".list_strands")
