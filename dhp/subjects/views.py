"""The leads' pages of requests: looking for a person, choosing, approving, and giving the bundle."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.accounts.proof_views import ask_for_proof
from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.cases.queries import names_of
from dhp.subjects import actions
from dhp.subjects.bundle import GIVE, OUTSIDE, Found
from dhp.subjects.exemptions import EXEMPTIONS
from dhp.subjects.forms import FORMS, GiveForm, SoughtForm, chosen, field_of
from dhp.subjects.models import SubjectRequest
from dhp.subjects.queries import bundle_for, choices_in, found_in, latest, request_with
from dhp.subjects.roles import places_in
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("subjects", __name__, url_prefix="/subjects")
_TYPES = {"html": "text/html", "json": "application/json"}


@bp.get("")
@requires(Permission.ANSWER_SUBJECTS)
def index() -> ResponseReturnValue:
    """The requests so far, without names."""
    found = latest(current_user)
    names = names_of(one.asked_by for one in found)
    return render_template("subjects/index.html", requests=found, names=names)


@bp.get("/new")
@requires(Permission.ANSWER_SUBJECTS)
def new() -> ResponseReturnValue:
    """Ask whom to look for."""
    return render_template("subjects/new.html", form=SoughtForm())


@bp.post("/new", endpoint="ask")
@requires(Permission.ANSWER_SUBJECTS)
@writes
def ask() -> ResponseReturnValue:
    """Begin a request; what was typed goes into no address."""
    form = SoughtForm()
    with trying(form) as tried:
        check_sound(form)
        typed = form.names.data or "", form.born.data, form.requester.data or ""
        made = actions.ask(*typed, by=current_user)
    if tried.refused:
        return render_template("subjects/new.html", form=form), tried.refused
    return redirect(url_for(".one", ref=made.ref), 303)


@bp.get("/<ref>")
@requires(Permission.ANSWER_SUBJECTS)
def one(ref: str) -> ResponseReturnValue:
    """Look for the person in everything the reader may read, and ask what of it is theirs."""
    asked = request_with(ref, current_user)
    found = found_in(asked, current_user)
    facts = {
        "places": {key: places_in(case) for key, case in found.cases.items()},
        "choices": choices_in(asked),
        "exemptions": EXEMPTIONS,
        "field_of": field_of,
        "outside": OUTSIDE,
        "give": GIVE,
    }
    _record(KeepingAct.SUBJECT_SEARCHED, asked, found)
    return render_template("subjects/request.html", asked=asked, found=found, **facts)


@bp.post("/<ref>")
@requires(Permission.ANSWER_SUBJECTS)
@writes
def put(ref: str) -> ResponseReturnValue:
    """Put what was chosen before another lead."""
    asked = request_with(ref, current_user, hold=True)
    choices = chosen(request.form, found_in(asked, current_user))
    actions.put_forward(asked, choices, by=current_user)
    return say_done(
        "Another lead reads it and approves it. Nothing is given before that.",
        ".bundle",
        ref=asked.ref,
    )


@bp.get("/<ref>/bundle")
@requires(Permission.ANSWER_SUBJECTS)
def bundle(ref: str) -> ResponseReturnValue:
    """What would be given, as the person would read it."""
    asked = request_with(ref, current_user)
    return _bundle(asked, GiveForm())


@bp.post("/<ref>/approve")
@requires(Permission.ANSWER_SUBJECTS)
@writes
def approve(ref: str) -> ResponseReturnValue:
    """Approve what another lead put forward, once the person has proved who they are."""
    asked = request_with(ref, current_user, hold=True)
    proof = ask_for_proof("subjects.index")
    if proof is not None:
        return proof
    actions.approve(asked, by=current_user)
    return say_done("It is approved, and may be given as it is.", ".bundle", ref=asked.ref)


@bp.post("/<ref>/give")
@requires(Permission.ANSWER_SUBJECTS)
@writes
def give(ref: str) -> ResponseReturnValue:
    """Hand the bundle over as a file, once it is approved."""
    asked, form = request_with(ref, current_user, hold=True), GiveForm()
    actions.check_approved(asked)
    if not form.validate():
        return _bundle(asked, form), 422
    kind = form.form.data
    made = actions.give(asked, form.to.data or "", kind, by=current_user)
    page = render_template("subjects/paper.html", bundle=made) if kind == "html" else made.text()
    headers = {"Content-Disposition": f"attachment; filename=bundle-{asked.ref}.{kind}"}
    return Response(page, mimetype=_TYPES[kind], headers=headers)


def _bundle(asked: SubjectRequest, form: GiveForm) -> str:
    made = bundle_for(asked, current_user)
    names = names_of(ref for ref in (asked.put_by, asked.approved_by, asked.given_by) if ref)
    trail.record_read(KeepingAct.SUBJECT_READ, by=current_user, about=asked.ref, digest=made.digest)
    facts = {"form": form, "names": names, "forms": FORMS, "same": made.digest == asked.digest}
    return render_template("subjects/bundle.html", asked=asked, bundle=made, **facts)


def _record(act: KeepingAct, asked: SubjectRequest, found: Found) -> None:
    about = [asked.ref, *sorted(found.cases)]
    trail.record_read(act, by=current_user, about=about, accounts=len(found.accounts))
