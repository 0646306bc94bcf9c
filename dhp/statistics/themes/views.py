"""The pages of themes: all of them, one of them, what occurs together, and the saturation curve."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.definitions import DeathType
from dhp.statistics.themes.beside import BESIDE_THEME
from dhp.statistics.themes.coded import Coded, coded
from dhp.statistics.themes.page import (
    cases_with,
    entries_of,
    level_named,
    pictures,
    theme_page,
    type_named,
)
from dhp.statistics.themes.saturation import saturation as read_saturation
from dhp.statistics.themes.saturation_page import pictures as curve
from dhp.statistics.themes.saturation_page import saturation_table, sentence
from dhp.statistics.themes.tables import prevalence_table
from dhp.statistics.themes.together_page import heat, pairs_table
from dhp.statistics.themes.words import counted
from dhp.web.access import requires

bp = Blueprint("themes", __name__, url_prefix="/themes")

MOST_PAIRS = 50  # on the page; the file has all


@bp.get("")
@requires(Permission.READ_THEMES)
def index() -> ResponseReturnValue:
    """How often each theme is found, over all deaths or over one type."""
    present, kind = read(), type_named(request.args.get("type", ""))
    themes = present.book.themes
    return render_template(
        "statistics/themes.html",
        coded=present,
        kind=kind,
        kinds=list(DeathType),
        pictures=pictures(present, themes, kind),
        tables=[
            (one, prevalence_table(present, one.below, kind, one.label))
            for one in present.book.domains
        ],
        counted=counted(present, left_out=True),
    )


@bp.get("/<ref>")
@requires(Permission.READ_THEMES)
def show(ref: str) -> ResponseReturnValue:
    """One domain, theme or code; the cases are those that the person may read."""
    present = read()
    entry = present.book.with_ref(ref)
    page = theme_page(present, entry)
    cases = cases_with(page, current_user)
    if cases:
        about = [case.ref for case in cases]
        trail.record_read(Act.THEME_CASES_LISTED, by=current_user, about=about, code=entry.ref)
    return render_template(
        "statistics/theme.html",
        page=page,
        cases=cases,
        path=present.book.path(entry)[:-1],
        pictures=pictures(present, entry.below, None),
        beside=BESIDE_THEME.of(entry, current_user),
        counted=counted(present, left_out=True),
    )


@bp.get("/together")
@requires(Permission.READ_THEMES)
def together() -> ResponseReturnValue:
    """Which themes, or which codes, occur in the same cases."""
    present, level = read(), level_named(request.args.get("level", ""))
    entries = entries_of(present.book, level)
    return render_template(
        "statistics/together.html",
        coded=present,
        level=level,
        heat=heat(present, entries),
        table=pairs_table(present, entries),
        most=MOST_PAIRS,
        counted=counted(present, left_out=True),
    )


@bp.get("/saturation")
@requires(Permission.READ_THEMES)
def saturation() -> ResponseReturnValue:
    """Whether each further case still brings codes that were found in none before."""
    present = read()
    found = read_saturation(present)
    return render_template(
        "statistics/saturation.html",
        coded=present,
        sentence=sentence(found),
        pictures=curve(found),
        table=saturation_table(present, found),
        counted=counted(present, left_out=True),
    )


def read() -> Coded:
    """The coded cases as they are now, without those that the signed-in person has still to read."""
    return coded(now(), reader=current_user)
