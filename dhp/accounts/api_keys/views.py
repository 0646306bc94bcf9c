"""The administrator's pages of keys: all of them, a new one, one with what can be done with it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.api_keys import actions
from dhp.accounts.api_keys.forms import KeyForm
from dhp.accounts.api_keys.models import ApiKey
from dhp.accounts.api_keys.queries import key_with, keys
from dhp.accounts.api_keys.rules import OVERLAP, KeyState, state_of
from dhp.accounts.forces import force_with, forces
from dhp.accounts.permissions import Permission
from dhp.calendar import now
from dhp.errors import Absent
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("api_keys", __name__, url_prefix="/api-keys")


@bp.get("")
@requires(Permission.MANAGE_ACCOUNTS)
def index() -> ResponseReturnValue:
    """Every key and its state."""
    at = now()
    return render_template(
        "accounts/api_keys.html", keys=[(key, state_of(key, at)) for key in keys()]
    )


@bp.get("/new")
@requires(Permission.MANAGE_ACCOUNTS)
def new() -> ResponseReturnValue:
    """Ask whose key it is."""
    return _make_page(_form())


@bp.post("/new")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def make() -> ResponseReturnValue:
    """Make a key and show it, this once."""
    form = _form()
    with trying(form) as tried:
        check_sound(form)
        force = force_with(form.force.data)
        if force is None:
            raise Absent
        key, text = actions.make_key(force, form.name.data or "", by=current_user, life=form.life)
    if tried.refused:
        return _make_page(form), tried.refused
    return _made_page(key, text)


@bp.get("/<ref>")
@requires(Permission.MANAGE_ACCOUNTS)
def key(ref: str) -> ResponseReturnValue:
    """One key, and what can be done with it."""
    found = key_with(ref)
    return render_template(
        "accounts/api_key.html",
        key=found,
        state=state_of(found, now()),
        states=KeyState,
        overlap=OVERLAP.days,
    )


@bp.post("/<ref>/rotate")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def rotate(ref: str) -> ResponseReturnValue:
    """Make a key that takes the place of this one, and show it, this once."""
    made, text = actions.rotate_key(key_with(ref), by=current_user)
    return _made_page(made, text, rotated=True)


@bp.post("/<ref>/revoke")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def revoke(ref: str) -> ResponseReturnValue:
    """End a key at once."""
    actions.revoke_key(key_with(ref), by=current_user)
    return say_done(
        "The key is revoked. Whatever calls with it is refused from now on.", ".key", ref=ref
    )


def _form() -> KeyForm:
    form = KeyForm()
    form.offer(forces())
    return form


def _make_page(form: KeyForm) -> str:
    return render_template("accounts/api_key_new.html", form=form)


def _made_page(key: ApiKey, text: str, *, rotated: bool = False) -> str:
    overlap = OVERLAP.days if rotated else 0
    return render_template("accounts/api_key_made.html", key=key, text=text, overlap=overlap)
