"""The page of marks whose code was split: their coder chooses among the new codes."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.coding.codebook import book
from dhp.coding.marks.recoding import awaiting_recode, count_awaiting, recode, waiting_with
from dhp.coding.marks.views import bp
from dhp.errors import DomainError
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

_MOST = 20  # on one page, so that nobody has to read a hundred sentences at a time
_NONE = "none"


@bp.get("/split")
@requires(Permission.CODE_THEMES)
def split_marks() -> ResponseReturnValue:
    """The own marks that wait."""
    return _page()


@bp.post("/split/<mark_ref>", endpoint="recode")
@requires(Permission.CODE_THEMES)
@writes
def choose(mark_ref: str) -> ResponseReturnValue:
    """Choose among the new codes for one mark."""
    present = book()
    waiting, chosen = waiting_with(mark_ref, current_user, present), request.form.getlist("code")
    try:
        if not chosen or (_NONE in chosen and len(chosen) > 1):
            raise DomainError("Tick one code or more, or “None of them” alone.")
        ids = [entry.id for entry in waiting.entries if entry.ref in chosen]
        recode(waiting, ids, present, by=current_user)
    except DomainError as error:
        return _page(waiting.mark.ref, error.message), 422
    return say_done("Chosen. The mark as you made it is kept.", ".split_marks")


def _page(refused: str = "", why: str = "") -> str:
    present = book()
    found = awaiting_recode(current_user, present, _MOST)
    own, others = count_awaiting(current_user, present)
    refs = [one.reading.case.ref for one in found]
    trail.record_read(Act.MARKS_READ, by=current_user, about=refs)
    page = {"waiting": found, "own": own, "others": others, "refused": refused, "why": why}
    return render_template("coding/split_marks.html", **page)
