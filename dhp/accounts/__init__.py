"""People, the forces they belong to, their roles, and how they sign in."""

from flask import Flask

from dhp.accounts import (
    account_views,
    agreement_views,
    approval_views,
    cookie,
    invitation_views,
    proof_views,
    reading_language,
    user_views,
    views,
)
from dhp.accounts.api_keys import views as api_key_views
from dhp.accounts.api_keys.admission import admit
from dhp.accounts.organisation import views as organisation_views
from dhp.accounts.passkeys import views as passkey_views
from dhp.accounts.permissions import Permission
from dhp.accounts.recovery import views as recovery_views
from dhp.accounts.row_security.reach import whole_record
from dhp.accounts.upkeep import views as upkeep_views
from dhp.accounts.upkeep.duties import ASKING, SHUTTING, SUSPENDING
from dhp.duties import add_duty
from dhp.sealing import look_past
from dhp.web.access import admit_keys
from dhp.web.navigation import Area, add_navigation

__all__ = [
    "account_views",
    "init_app",
    "invitation_views",
    "organisation_views",
    "passkey_views",
    "proof_views",
    "recovery_views",
]  # their routes hang on `views.bp`


def init_app(app: Flask) -> None:
    """Let people sign in, and add the pages of accounts."""
    cookie.init_app(app)
    admit_keys(app, admit)
    look_past(app, whole_record)
    reading_language.init_app(app)
    app.register_blueprint(views.bp)
    app.register_blueprint(user_views.bp)
    app.register_blueprint(agreement_views.bp)
    app.register_blueprint(approval_views.bp)
    app.register_blueprint(api_key_views.bp)
    app.register_blueprint(upkeep_views.bp)
    for duty in (ASKING, SUSPENDING, SHUTTING):
        add_duty(app, duty)
    add_navigation(app, Area.SERVICE, "users.index", "Users", Permission.MANAGE_ACCOUNTS)
    add_navigation(app, Area.SERVICE, "approvals.index", "Access requests", Permission.GRANT_ACCESS)
    add_navigation(app, Area.SERVICE, "api_keys.index", "Keys", Permission.MANAGE_ACCOUNTS)
    add_navigation(app, Area.DEATHS, "agreements.index", "Agreements", Permission.KEEP_AGREEMENTS)
    add_navigation(app, Area.DEATHS, "agreements.ours", "Who may read", Permission.SEE_AGREEMENTS)
    add_navigation(app, Area.ACCOUNT, "accounts.account", "Your account")
    confirm = Permission.CONFIRM_ACCOUNTS
    add_navigation(app, Area.ACCOUNT, "account_checks.index", "Account checks", confirm)
