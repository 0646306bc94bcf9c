"""The pages of the library for everybody who may read it: looking for entries, and one entry."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, now
from dhp.cases.queries import names_of
from dhp.definitions import DeathType
from dhp.practice.actions import TYPES
from dhp.practice.models import Practice
from dhp.practice.queries import (
    MOST,
    Wanted,
    adoptions_of,
    forces_named,
    judgements_of,
    library,
    looks_after,
    practice_with,
    wordings_of,
)
from dhp.practice.rules import Label, Status, may_revise
from dhp.practice.searching import LONGEST
from dhp.practice.themes import DOMAINS, is_theme
from dhp.web.access import requires

bp = Blueprint("practice", __name__, url_prefix="/practice")


@bp.get("")
@requires(Permission.READ_PRACTICE)
def index() -> ResponseReturnValue:
    """The entries that fit what was asked."""
    wanted = wanted_in(request.args)
    return render_template(
        "practice/index.html",
        entries=library(current_user, wanted),
        wanted=wanted,
        most=MOST,
        today=london_date(now()),
        domains=DOMAINS,
        types=TYPES,
        forces=forces_named(current_user),
    )


@bp.get("/<ref>")
@requires(Permission.READ_PRACTICE)
def show(ref: str) -> ResponseReturnValue:
    """One entry with its judgements, who uses it, and for those who look after it its wordings."""
    practice = practice_with(ref, current_user)
    keeps = looks_after(current_user, practice)
    wordings = wordings_of(practice) if keeps else []
    judgements, adoptions = judgements_of(practice), adoptions_of(practice)
    return render_template(
        "practice/show.html",
        practice=practice,
        wordings=wordings,
        judgements=judgements,
        adoptions=adoptions,
        revises=keeps and may_revise(practice.status, reviewer=reviews(current_user)),
        names=_names(practice, [*wordings, *judgements]),
        today=london_date(now()),
        types=DeathType,
    )


def wanted_in(asked: MultiDict[str, str]) -> Wanted:
    """What an address asks for; what it cannot mean is left out."""
    theme = asked.get("theme", "")
    return Wanted(
        words=asked.get("words", "")[:LONGEST],
        theme=theme if is_theme(theme) else "",
        type=next((one for one in TYPES if one.value == asked.get("type")), None),
        label=next((one for one in Label if one.value == asked.get("label")), None),
        force=asked.get("force", "")[:12],
        status=next((one for one in Status if one.value == asked.get("status")), None),
        overdue=asked.get("review") == "overdue",
    )


def reviews(user: User) -> bool:
    """Whether the user reviews entries."""
    return user.may(Permission.REVIEW_PRACTICE)


def _names(practice: Practice, rows: list[object]) -> dict[str, str]:
    """The names of those who wrote and judged, for the unit alone."""
    if current_user.force_id is not None or not current_user.may(Permission.SUBMIT_PRACTICE):
        return {}
    written = {getattr(row, "recorded_by", "") for row in rows}
    return names_of({practice.submitted_by, *written})
