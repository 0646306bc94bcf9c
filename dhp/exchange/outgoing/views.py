"""Pages for taking tables out of the record, and for seeing what was taken before."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import cookie
from dhp.accounts.permissions import Permission
from dhp.accounts.proof import forget_form
from dhp.accounts.proof_views import ask_for_proof, typed_before
from dhp.cases.queries import names_of
from dhp.exchange.outgoing.actions import PARTS, make_export, may_identify
from dhp.exchange.outgoing.files import FORMS
from dhp.exchange.outgoing.forms import ExportForm
from dhp.exchange.outgoing.narratives import look_at_narratives
from dhp.exchange.outgoing.queries import latest
from dhp.recognition import confirm_look
from dhp.web.access import requires
from dhp.web.acting import check_sound, trying
from dhp.web.edge import writes

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.get("")
@requires(Permission.EXPORT_DATA)
def index() -> ResponseReturnValue:
    """What was exported before, by whom and what for."""
    exports = latest(current_user)
    names = names_of(export.made_by for export in exports)
    return render_template("exchange/exports.html", exports=exports, names=names, parts=PARTS)


@bp.get("/new")
@requires(Permission.EXPORT_DATA)
def new() -> ResponseReturnValue:
    """Ask what is exported and what for, of somebody who has just proved who they are."""
    return ask_for_proof() or _page(ExportForm(data=typed_before()))


@bp.post("/new", endpoint="make")
@requires(Permission.EXPORT_DATA)
@writes
def make() -> ResponseReturnValue:
    """Make the file and hand it over."""
    form = ExportForm()
    proof = ask_for_proof("exports.new", keep=form)
    if proof is not None:
        return proof
    if form.identifying.data and may_identify(current_user):
        form.carry(look_at_narratives(form.parts.data or (), by=current_user))
    with trying(form) as tried:
        check_sound(form)
        export, data = make_export(form.order, by=current_user)
        for look in (form.look, form.narratives):
            confirm_look(look, about=export.ref, by=current_user)
    if tried.refused:
        return _page(form), tried.refused
    forget_form(cookie.present())
    headers = {"Content-Disposition": f"attachment; filename={export.filename}"}
    return Response(data, mimetype=FORMS[export.form][0], headers=headers)


def _page(form: ExportForm) -> str:
    return render_template(
        "exchange/export.html", form=form, may_identify=may_identify(current_user)
    )
