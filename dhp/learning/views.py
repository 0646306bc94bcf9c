"""The pages of recommendations that everybody who learns from them reads: the list, one, its progress."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.forces import forces
from dhp.accounts.models import Force
from dhp.accounts.permissions import Permission
from dhp.accounts.regions import forces_of
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.queries import names_of
from dhp.learning.beside import BESIDE_RECOMMENDATION
from dhp.learning.codes import code_words, labels
from dhp.learning.finding_queries import findings_behind
from dhp.learning.forms import IssueForm
from dhp.learning.listing import OVERDUE, Wanted, listing, years
from dhp.learning.models import Recommendation
from dhp.learning.outgoing import outgoing
from dhp.learning.queries import (
    checks_of,
    judgements_of,
    recommendation_with,
    repeated_by,
    responses_of,
    rows,
)
from dhp.learning.rules import STATUSES, Stage, Status
from dhp.web.access import requires
from dhp.web.text import number_in

bp = Blueprint("learning", __name__, url_prefix="/learning")

_CHOICES = {OVERDUE, Stage.DRAFT.value, Stage.CLOSED.value, *STATUSES}
_FEW = 6  # addressees that the page of a recommendation shows itself


@bp.get("")
@requires(Permission.READ_LEARNING)
def index() -> ResponseReturnValue:
    """The recommendations, by where they stand, year, force, and whether they repeat another."""
    wanted = _wanted()
    return render_template(
        "learning/index.html",
        lines=listing(current_user, wanted),
        wanted=wanted,
        years=years(current_user),
        forces=_offered(),
        statuses=Status,
        stages=Stage,
    )


@bp.get("/recommendations/<ref>")
@requires(Permission.READ_LEARNING)
def show(ref: str) -> ResponseReturnValue:
    """One recommendation, with where its addressees stand."""
    one = recommendation_with(ref, current_user)
    form = IssueForm(None)
    form.look_at(*outgoing(one, current_user))
    return show_page(one, form)


@bp.get("/recommendations/<ref>/progress")
@requires(Permission.READ_LEARNING)
def progress(ref: str) -> ResponseReturnValue:
    """A row for each addressee: all forces, where it asks all."""
    one = recommendation_with(ref, current_user)
    found = rows(current_user, one)
    _record(one)
    return render_template("learning/progress.html", one=one, rows=found, statuses=Status)


def show_page(one: Recommendation, form: IssueForm) -> str:
    """The page of a recommendation; `form` issues a draft, and says what spoke against it."""
    form.version.data = str(one.version)
    values = _about(one) | {"own": _own(one)}
    _record(one)
    values |= {"few": _FEW, "statuses": Status}
    return render_template("learning/show.html", one=one, form=form, **values)


def _offered() -> list[Force]:
    """The forces to choose from: an analyst's own, none for a force, all for everybody else."""
    if current_user.force_id is not None:
        return []
    if current_user.region is not None:
        return forces_of(current_user, on=london_date(now()))
    return forces()


def _wanted() -> Wanted:
    """The choice in the address; what cannot be one is left out."""
    asked = request.args
    status = asked.get("status", "")
    return Wanted(
        status=status if status in _CHOICES else "",
        year=number_in(asked.get("year"), digits=4),
        force=asked.get("force", "")[:12],
        repeats=asked.get("repeats") == "1",
    )


def _about(one: Recommendation) -> dict[str, object]:
    """What the page of a recommendation tells of it, as far as the person may know."""
    found = findings_behind(one, current_user)
    codes = sorted({code.code_ref for finding in found for code in finding.codes})
    checks = checks_of(one)
    writers = {one.written_by, one.issued_by, one.closed_by, *(c.checked_by for c in checks)}
    return {
        "rows": rows(current_user, one),
        "findings": found,
        "codes": code_words(codes, labels()),
        "repeated": repeated_by(one, current_user),
        "checks": checks,
        "names": names_of(ref for ref in writers if ref),
        "beside": BESIDE_RECOMMENDATION.of(codes, current_user),
    }


def _own(one: Recommendation) -> dict[str, object] | None:
    """What the person's own force answered and how that was judged; None for all others."""
    if current_user.force_id is None:
        return None
    row = next(iter(rows(current_user, one)), None)
    if row is None:
        return None
    answers, judgements = responses_of(row.addressee), judgements_of(row.addressee)
    names = names_of({each.recorded_by for each in answers})
    return {"row": row, "answers": answers, "judgements": judgements, "names": names}


def _record(one: Recommendation) -> None:
    force = current_user.force_code
    trail.record_read(Act.RECOMMENDATION_READ, by=current_user, about=one.ref, force=force)
