"""The page on which people say which accounts of others are still needed."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.accounts.roles import ROLES
from dhp.accounts.upkeep import actions
from dhp.accounts.upkeep.queries import check_with, waiting
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes

bp = Blueprint("account_checks", __name__, url_prefix="/account-checks")


@bp.get("")
@requires(Permission.CONFIRM_ACCOUNTS)
def index() -> ResponseReturnValue:
    """The accounts that wait for a word."""
    asked = waiting(current_user)
    return render_template("accounts/account_checks.html", asked=asked, roles=ROLES)


@bp.post("/<ref>/keep")
@requires(Permission.CONFIRM_ACCOUNTS)
@writes
def keep(ref: str) -> ResponseReturnValue:
    """Say that an account is still needed."""
    actions.answer(check_with(ref, current_user), needed=True, by=current_user)
    return say_done("The account stays open.", ".index")


@bp.post("/<ref>/end")
@requires(Permission.CONFIRM_ACCOUNTS)
@writes
def end(ref: str) -> ResponseReturnValue:
    """Say that an account is not needed any more."""
    actions.answer(check_with(ref, current_user), needed=False, by=current_user)
    return say_done("The account is shut, and its user signed out everywhere.", ".index")
