"""The pages that read the codebook: the tree of one version, an entry, what changed when."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.cases.queries import names_of
from dhp.coding.codebook import NoCodebook, book
from dhp.coding.codebook.history import happenings
from dhp.coding.codebook.queries import chosen, code_with, fitting, latest_with, open_one, versions
from dhp.coding.codebook.wording import PARTS, TYPES
from dhp.coding.settling.hard_cases import notes_on
from dhp.web.access import requires

bp = Blueprint("codebook", __name__, url_prefix="/codebook")


@bp.app_errorhandler(NoCodebook)
def none_yet(_error: NoCodebook) -> ResponseReturnValue:
    """Say what is missing, wherever the codebook was needed."""
    return render_template("coding/codebook_none.html"), 404


@bp.get("")
@requires(Permission.READ_ISSUED_REPORTS)
def index() -> ResponseReturnValue:
    """The tree of one version, whole or only the codes that fit what was asked."""
    known = versions(current_user)
    version = chosen(request.args.get("version", ""), known)
    read = book(version.number)
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("type", "words")}
    fits = fitting(read, death_type=asked["type"], words=asked["words"])
    page = {"book": read, "version": version, "versions": known, "open": open_one(known)}
    page |= {"asked": asked, "fits": {code.id for code in fits}, "types": TYPES}
    return render_template("coding/codebook.html", **page)


@bp.get("/code/<ref>")
@requires(Permission.READ_ISSUED_REPORTS)
def show(ref: str) -> ResponseReturnValue:
    """One entry: its words, what lies under it, and what happened to it."""
    known, code = versions(current_user), code_with(ref)
    newest = book(known[0].number)
    read = newest if newest.find(code.id) else latest_with(code, known[1:])
    entry = read.entry(code.id)
    path = read.path(entry)[:-1]
    told = happenings([version.number for version in known])
    its = [one for one in told if one.code_id == code.id or code.ref in one.to]
    page: dict[str, object] = {"entry": entry, "path": path, "book": read, "newest": newest}
    page |= {"resolved": newest.resolve(code.id), "told": its, "parts": PARTS}
    page |= {"names": names_of({one.by for one in its}), "open": open_one(known)}
    # What was learnt from cases is for those who code them, though it names none.
    may_code = current_user.may(Permission.CODE_THEMES)
    page["notes"] = notes_on([code.id]).get(code.id, []) if may_code else []
    return render_template("coding/codebook_entry.html", **page)


@bp.get("/changes")
@requires(Permission.READ_ISSUED_REPORTS)
def changes() -> ResponseReturnValue:
    """What each version changed, the newest first."""
    known = versions(current_user)
    told = happenings([version.number for version in known])
    by_number = {
        version.number: [one for one in told if one.number == version.number] for version in known
    }
    return render_template(
        "coding/codebook_changes.html", versions=known, told=by_number, parts=PARTS
    )
