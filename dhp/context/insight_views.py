"""The unit's pages of insight notes: the list, a new one, one with its history."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.queries import names_of
from dhp.context.insight_actions import correct_insight, record_insight, retract_insight
from dhp.context.insight_forms import (
    CorrectionForm,
    InsightForm,
    RetractionForm,
    filled_from,
    seen_version,
)
from dhp.context.insight_queries import MOST, notes, versions
from dhp.context.insight_rules import Basis, Consent
from dhp.context.strands import strands
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("insight", __name__, url_prefix="/insight")


@bp.get("")
@requires(Permission.KEEP_INSIGHT)
def index() -> ResponseReturnValue:
    """The notes that stand, by strand, basis and consent."""
    asked = {name: request.args.get(name, "") for name in ("strand", "basis", "consent")}
    basis = next((one for one in Basis if one.value == asked["basis"]), None)
    consent = next((one for one in Consent if one.value == asked["consent"]), None)
    listed = notes(current_user, strand=asked["strand"], basis=basis, consent=consent)
    trail.record_read(Act.INSIGHT_LISTED, by=current_user, about=[note.ref for note in listed])
    choices = {"strands": strands(), "bases": Basis, "consents": Consent}
    return render_template("context/insight.html", notes=listed, asked=asked, most=MOST, **choices)


@bp.get("/new")
@requires(Permission.KEEP_INSIGHT)
def new() -> ResponseReturnValue:
    """The form for a new note."""
    return render_template("context/new_insight.html", form=_new_form())


@bp.post("/new", endpoint="record")
@requires(Permission.KEEP_INSIGHT)
@writes
def record_note() -> ResponseReturnValue:
    """Keep a new note."""
    form = _new_form()
    with trying(form) as tried:
        check_sound(form)
        note = record_insight(form.insight(strands()), by=current_user)
        confirm_look(form.look, about=note.ref, by=current_user)
    if tried.refused:
        return render_template("context/new_insight.html", form=form), tried.refused
    return say_done("The note is kept.", ".show", ref=note.ref)


@bp.get("/<ref>")
@requires(Permission.KEEP_INSIGHT)
def show(ref: str) -> ResponseReturnValue:
    """One note with every version of it."""
    found = versions(current_user, ref)
    names = names_of({note.recorded_by for note in found})
    trail.record_read(Act.INSIGHT_READ, by=current_user, about=found[0].ref)
    return render_template("context/note.html", note=found[0], versions=found, names=names)


@bp.get("/<ref>/correct")
@requires(Permission.KEEP_INSIGHT)
def correcting(ref: str) -> ResponseReturnValue:
    """The form that corrects a note, filled with what stands."""
    note = versions(current_user, ref)[0]
    form = CorrectionForm(data=filled_from(note))
    form.offer(strands())
    trail.record_read(Act.INSIGHT_READ, by=current_user, about=note.ref)
    return render_template("context/correct_insight.html", form=form, note=note)


@bp.post("/<ref>/correct", endpoint="correct")
@requires(Permission.KEEP_INSIGHT)
@writes
def correct_note(ref: str) -> ResponseReturnValue:
    """Let another version take the note's place."""
    found, form = versions(current_user, ref), CorrectionForm()
    form.offer(strands())

    with trying(form) as tried:
        check_sound(form)
        seen, insight = seen_version(form, found), form.insight(strands())
        note = correct_insight(seen, insight, form.reason.data or "", by=current_user)
        confirm_look(form.look, about=note.ref, by=current_user)
    if tried.refused:
        page = render_template("context/correct_insight.html", form=form, note=found[0])
        return page, tried.refused
    return say_done("The note is corrected.", ".show", ref=found[0].ref)


@bp.get("/<ref>/retract")
@requires(Permission.KEEP_INSIGHT)
def retracting(ref: str) -> ResponseReturnValue:
    """The form that retracts a note."""
    note = versions(current_user, ref)[0]
    form = RetractionForm(data={"seen": str(note.number)})
    trail.record_read(Act.INSIGHT_READ, by=current_user, about=note.ref)
    return render_template("context/retract_insight.html", form=form, note=note)


@bp.post("/<ref>/retract", endpoint="retract")
@requires(Permission.KEEP_INSIGHT)
@writes
def retract_note(ref: str) -> ResponseReturnValue:
    """Say that the note is not to be relied on."""
    found, form = versions(current_user, ref), RetractionForm()

    with trying(form) as tried:
        check_sound(form)
        seen = seen_version(form, found)
        note = retract_insight(seen, form.reason.data or "", by=current_user)
        confirm_look(form.look, about=note.ref, by=current_user)
    if tried.refused:
        page = render_template("context/retract_insight.html", form=form, note=found[0])
        return page, tried.refused
    return say_done("The note is retracted.", ".show", ref=found[0].ref)


def _new_form() -> InsightForm:
    form = InsightForm()
    form.offer(strands())
    return form
