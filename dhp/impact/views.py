"""The pages of what a change would touch: of one question, and of the open version of the codebook."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.judging.answered import count_states
from dhp.cases.queries import visible_to
from dhp.coding.codebook.queries import open_one, versions
from dhp.coding.codebook.wording import PARTS
from dhp.dictionary import DICTIONARY, SECTIONS
from dhp.errors import Refused
from dhp.impact.codebook import counted_kinds, touched_codes
from dhp.impact.question import entry_named, touched_by
from dhp.impact.uses import measures_of_themes, tables_by_report, tables_of_themes
from dhp.web.access import requires

bp = Blueprint("impact", __name__, url_prefix="/impact")


@bp.get("")
@requires(Permission.REPLAY_DEFINITIONS)
def index() -> ResponseReturnValue:
    """What can be looked at before it is changed: every question, definitions, the codebook."""
    return render_template("impact/index.html", sections=SECTIONS, entries=DICTIONARY.values())


@bp.get("/questions/<code>")
@requires(Permission.REPLAY_DEFINITIONS)
def of_question(code: str) -> ResponseReturnValue:
    """What one question touches, and how often it is answered in the cases that the person may read."""
    entry = entry_named(code)
    counted = count_states(visible_to(current_user), code)
    trail.record_read(
        Act.CASES_LISTED, by=current_user, about=(), question=code, counted=counted.cases
    )
    return render_template(
        "impact/question.html",
        entry=entry,
        section=SECTIONS[entry.section],
        counted=counted,
        touched=touched_by(entry),
    )


@bp.get("/codebook")
@requires(Permission.EDIT_CODEBOOK)
def of_codebook() -> ResponseReturnValue:
    """What the open version of the codebook touches, entry by entry, with the cases."""
    version = open_one(versions(current_user))
    if version is None:
        raise Refused("No version of the codebook is open. Open a new version first.")
    touched = touched_codes(version, current_user)
    refs = sorted({ref for one in touched for ref in one.cases})
    trail.record_read(Act.CASES_LISTED, by=current_user, about=refs, codebook=version.number)
    return render_template(
        "impact/codebook.html",
        version=version,
        touched=touched,
        kinds=counted_kinds(touched),
        cases=len(refs),
        parts=PARTS,
        measures=measures_of_themes(),
        reports=tables_by_report(tables_of_themes()),
    )
