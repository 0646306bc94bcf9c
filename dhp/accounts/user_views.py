"""The administrator's pages: who has an account, inviting, disabling and enabling."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts import actions, approvals
from dhp.accounts.approval_queries import waiting_for
from dhp.accounts.forces import force_with, forces
from dhp.accounts.forms import CollarNumberForm, InviteForm, RegionForm
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.accounts.queries import user_with, users
from dhp.accounts.regions import regions
from dhp.accounts.roles import ROLES
from dhp.accounts.rules import AccountState, check_may_change_region, state_of
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("users", __name__, url_prefix="/users")


@bp.get("", endpoint="index")
@requires(Permission.MANAGE_ACCOUNTS)
def list_users() -> ResponseReturnValue:
    """Every account and its state."""
    return render_template("accounts/users.html", users=users(), roles=ROLES, state_of=state_of)


@bp.get("/new", endpoint="invite")
@requires(Permission.MANAGE_ACCOUNTS)
def show_invite() -> ResponseReturnValue:
    """Ask whom to invite."""
    return _invite_page(_invite_form())


@bp.post("/new")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def make_invitation() -> ResponseReturnValue:
    """Invite a person and show the link, this once."""
    form = _invite_form()
    with trying(form) as tried:
        check_sound(form)
        user, token = approvals.invite(
            email=form.email.data or "",
            name=form.name.data or "",
            role=form.role_name,
            force=force_with(form.force.data) if form.force.data else None,
            region=form.chosen_region,
            by=current_user,
        )
    if tried.refused:
        return _invite_page(form), tried.refused
    return _link_page(user, token) if token else _ask_first(user)


@bp.get("/<ref>")
@requires(Permission.MANAGE_ACCOUNTS)
def user(ref: str) -> ResponseReturnValue:
    """One account, and what can be done with it."""
    found, form = user_with(ref), RegionForm()
    form.start_from(found.region)
    return _user_page(found, form)


@bp.post("/<ref>/region")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def change_region(ref: str) -> ResponseReturnValue:
    """Give an analyst another region."""
    found, form = user_with(ref), RegionForm()
    check_may_change_region(found)
    form.offer_regions(regions())
    with trying(form) as tried:
        check_sound(form)
        done = approvals.change_region(found, form.chosen_region, by=current_user)
    if tried.refused:
        return _user_page(found, form), tried.refused
    return _done_or_asked(found, "The region is changed.", done=done)


@bp.post("/<ref>/collar-number", endpoint="set_collar_number")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def keep_collar_number(ref: str) -> ResponseReturnValue:
    """Keep by which number a force calls the person."""
    found, form = user_with(ref), CollarNumberForm()
    if not form.validate():
        return _user_page(found, form), 422
    actions.set_collar_number(found, form.collar_number.data or "", by=current_user)
    return say_done("The collar number is saved.", ".user", ref=found.ref)


@bp.post("/<ref>/invitation")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def invite_again(ref: str) -> ResponseReturnValue:
    """Make a new link in place of the old one, and show it, this once."""
    found = user_with(ref)
    token = approvals.invite_again(found, by=current_user)
    return _link_page(found, token) if token else _ask_first(found)


@bp.post("/<ref>/disable")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def disable(ref: str) -> ResponseReturnValue:
    """Shut an account at once."""
    found = user_with(ref)
    actions.disable(found, by=current_user)
    return say_done(
        "The account is disabled. The person is signed out everywhere.", ".user", ref=ref
    )


@bp.post("/<ref>/enable")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def enable(ref: str) -> ResponseReturnValue:
    """Open a disabled account again."""
    found = user_with(ref)
    done = approvals.enable(found, by=current_user)
    return _done_or_asked(found, "The account is enabled.", done=done)


@bp.post("/<ref>/new-authenticator")
@requires(Permission.MANAGE_ACCOUNTS)
@writes
def ask_recovery(ref: str) -> ResponseReturnValue:
    """Ask a lead to let the person set up a new second factor."""
    approvals.ask_recovery(user_with(ref), by=current_user)
    flash("A lead must agree first. The person gets a link by mail; you do not.", "information")
    return redirect(url_for(".user", ref=ref))


def _ask_first(found: User) -> ResponseReturnValue:
    return _done_or_asked(found, "", done=False)


def _done_or_asked(found: User, words: str, *, done: bool) -> ResponseReturnValue:
    asked = "A lead must agree first, because this role reads deaths. The leads are told."
    flash(words if done else asked, "success" if done else "information")
    return redirect(url_for(".user", ref=found.ref))


def _user_page(shown: User, form: RegionForm | CollarNumberForm) -> str:
    region = form if isinstance(form, RegionForm) else RegionForm(formdata=None)
    region.offer_regions(regions())
    number = {"collar_number": shown.collar_number or ""}
    collar = (
        form if isinstance(form, CollarNumberForm) else CollarNumberForm(formdata=None, data=number)
    )
    role, state = ROLES[shown.role], state_of(shown)
    facts = {"role": role, "state": state, "states": AccountState, "asked": waiting_for(shown)}
    forms = {"form": form, "region": region, "collar": collar}
    return render_template("accounts/user.html", user=shown, **forms, **facts)


def _invite_form() -> InviteForm:
    form = InviteForm()
    form.offer(forces(), regions())
    return form


def _invite_page(form: InviteForm) -> str:
    return render_template("accounts/invite.html", form=form, roles=ROLES.values())


def _link_page(invited: User, token: str) -> str:
    link = url_for("accounts.invitation", token=token, _external=True)
    days = actions.INVITATION_DAYS
    facts = {"link": link, "days": days, "back": url_for(".index")}
    return render_template("accounts/invited.html", user=invited, **facts)
