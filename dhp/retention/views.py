"""The leads' pages of reviews: what is due, one case, and how long everything else is kept."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import cookie
from dhp.accounts.permissions import Permission
from dhp.accounts.proof import forget_form
from dhp.accounts.proof_views import ask_for_proof, typed_before
from dhp.audit import trail
from dhp.audit.keeping_acts import KeepingAct
from dhp.calendar import london_date, now
from dhp.cases.models import Case
from dhp.cases.queries import case_to_change, case_with, names_of
from dhp.recognition import confirm_look
from dhp.references import plain_reference
from dhp.retention.actions import review
from dhp.retention.clocks import CLOCKS
from dhp.retention.data_map import STORES
from dhp.retention.forms import ReviewForm
from dhp.retention.groups import TERMS, years_after
from dhp.retention.queries import due_reviews, reviews_of, standing_of
from dhp.retention.rules import Choice
from dhp.web.access import requires
from dhp.web.acting import say_done, trying
from dhp.web.edge import writes
from dhp.web.paging import paging

bp = Blueprint("retention", __name__, url_prefix="/retention")
_SHOWN = 50  # on a page


@bp.get("")
@requires(Permission.REVIEW_RETENTION)
def index() -> ResponseReturnValue:
    """The cases whose review is due, the longest overdue first; and one whose form was begun."""
    began = typed_before().get("case")
    today = london_date(now())
    found = due_reviews(current_user, today)
    page = paging(len(found), _SHOWN)
    shown = page.rows(found)
    about = [one.case.ref for one in shown]
    trail.record_read(KeepingAct.REVIEWS_LISTED, by=current_user, about=about)
    facts = {"shown": shown, "page": page, "today": today, "began": began}
    return render_template("retention/index.html", terms=TERMS, **facts)


@bp.get("/clocks")
@requires(Permission.SEE_RETENTION)
def clocks() -> ResponseReturnValue:
    """How long everything is kept, and what an erasure does to it."""
    return render_template("retention/clocks.html", terms=TERMS, clocks=CLOCKS, stores=STORES)


@bp.get("/<ref>")
@requires(Permission.REVIEW_RETENTION)
def case(ref: str) -> ResponseReturnValue:
    """The reviews of one case, and the form of the next one."""
    found, typed = case_with(plain_reference(ref), current_user), typed_before()
    standing = standing_of(found)
    began = typed if typed.get("case") == found.ref else {}
    last = standing.last.ref if standing.last else ""
    form = ReviewForm(data={"group": standing.group.value} | began | {"seen": last})
    form.case.data = found.ref
    return _page(found, form)


@bp.post("/<ref>")
@requires(Permission.REVIEW_RETENTION)
@writes
def decide(ref: str) -> ResponseReturnValue:
    """Record the review; whoever asks for an erasure proves first who they are."""
    found, form = case_to_change(plain_reference(ref), current_user), ReviewForm()
    if not form.validate():
        return _page(found, form), 422
    if form.choice.data == Choice.ERASE.value:
        form.until.data, form.case.data = None, found.ref
        proof = ask_for_proof("retention.index", keep=form)
        if proof is not None:
            return proof
    with trying(form) as tried:
        review(found, form.decided, seen=form.seen.data or "", by=current_user)
        confirm_look(form.look, about=found.ref, by=current_user)
    if tried.refused:
        return _page(found, form), tried.refused
    forget_form(cookie.present())
    return say_done("The review is recorded.", ".case", ref=found.ref)


def _page(case: Case, form: ReviewForm) -> str:
    standing, past = standing_of(case), reviews_of(case, current_user)
    today = london_date(now())
    facts = {
        "standing": standing,
        "past": past,
        "names": names_of(one.reviewed_by for one in past),
        "terms": TERMS,
        "today": today,
        "latest": years_after(today, TERMS[standing.group].years),
    }
    force = case.force.code if case.force else None
    trail.record_read(KeepingAct.REVIEWS_READ, by=current_user, about=case.ref, force=force)
    return render_template("retention/case.html", case=case, form=form, **facts)
