"""Two people for access, and for a new second factor: one asks, a lead agrees or refuses."""

from sqlalchemy import select

from dhp.accounts import actions
from dhp.accounts.approval_models import Approval, Asked
from dhp.accounts.letters import tell, tell_leads
from dhp.accounts.models import Force, Region, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.recovery.actions import send_link
from dhp.accounts.rules import (
    check_may_ask_recovery,
    check_may_change_region,
    check_may_decide,
    check_may_enable,
    check_may_invite_again,
    check_region_follows_role,
    needs_second_person,
)
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import record
from dhp.calendar import now
from dhp.errors import Refused
from dhp.extensions import db
from dhp.mail.wording import letter

_SUBJECT = "Somebody waits for your decision"
_ASKED = "It waits until a lead agrees or refuses.\n\nSign in and open “Access requests”."
_WHAT = {Asked.SECOND_FACTOR: "Somebody who lost their authenticator asks to set up a new one."}
_READS = "An administrator asks for an account that reads deaths."
_TOLD = "Your account has changed"
_DONE = (
    "A lead of the unit has agreed to a change of an account for you with this service, which an "
    "administrator asked for. If you did not expect this, tell the unit at once."
)
_UNIT = (
    "A lead has agreed to an access request. Sign in and open “Access requests” to see whose. If "
    "you did not expect this, speak to the lead at once."
)
_RECOVERY_ASKED = (
    "Somebody has asked that you set up a new authenticator, because yours is lost. If a lead "
    "agrees, you get a link. If you did not ask for it, tell the unit at once."
)


def invite(
    *, email: str, name: str, role: RoleName, force: Force | None, region: Region | None, by: User
) -> tuple[User, str | None]:
    """A new user with the token of an invitation, or None where a lead must agree first.

    Raises `DomainError` as `actions.invite` does.
    """
    if not needs_second_person(role):
        return actions.invite(email=email, name=name, role=role, force=force, region=region, by=by)
    user = actions.add(email=email, name=name, role=role, force=force, region=region)
    ask(user, Asked.JOIN, by=by)
    return user, None


def invite_again(user: User, *, by: User) -> str | None:
    """The token of a new invitation, or None where a lead must agree; former ones end."""
    if not needs_second_person(user.role):
        return actions.invite_again(user, by=by)
    check_may_invite_again(user)
    actions.end_invitations(user)
    ask(user, Asked.JOIN, by=by)
    return None


def enable(user: User, *, by: User) -> bool:
    """Open a disabled account again; False where a lead must agree first."""
    if not needs_second_person(user.role):
        actions.enable(user, by=by)
        return True
    check_may_enable(user)
    ask(user, Asked.ENABLE, by=by)
    return False


def change_region(user: User, region: Region | None, *, by: User) -> bool:
    """Give an analyst another region; False where a lead must agree first."""
    if not needs_second_person(user.role):
        actions.change_region(user, region, by=by)
        return True
    check_may_change_region(user)
    check_region_follows_role(user.role, region)
    ask(user, Asked.REGION, region=region, by=by)
    return False


def ask_recovery(user: User, *, by: User) -> None:
    """Ask the leads to let `user` set up a new second factor; the user is told that it is asked.

    Raises `Refused` where there is none to replace, or where somebody else must ask.
    """
    check_may_ask_recovery(user, by=by)
    asked = ask(user, Asked.SECOND_FACTOR, by=by)
    subject, key = "A new authenticator is asked for you", f"approval {asked.ref} {asked.asked_at}"
    tell(user, subject, letter(_RECOVERY_ASKED), key=key)


def ask(user: User, kind: Asked, *, region: Region | None = None, by: User) -> Approval:
    """Ask the leads; asked again, the same request waits, with what is asked now."""
    waiting = db.session.scalar(
        select(Approval).where(
            Approval.user_id == user.id, Approval.kind == kind, Approval.agreed.is_(None)
        )
    )
    found = waiting or Approval(user=user, kind=kind)
    found.asked_by, found.asked_by_name, found.asked_at = by.ref, by.name, now()
    if region is not None:
        found.region_system, found.region_name = region.system, region.name
    db.session.add(found)
    db.session.flush()
    record(AccountAct.ACCESS_ASKED, by=by, about=user.ref, force=user.force_code, kind=kind.value)
    key = f"approval {found.ref} asked {found.asked_at.isoformat()}"
    tell_leads(_SUBJECT, letter(f"{_WHAT.get(kind, _READS)} {_ASKED}"), key=key)
    return found


def agree(approval: Approval, *, by: User) -> str | None:
    """Do what was asked; gives the token of an invitation, which the lead sends, if there is one.

    The person and the other leads are told. Raises `Refused` where `by` must not decide, or where
    it cannot be done any more.
    """
    check_may_decide(approval, by=by)
    _decide(approval, agreed=True, by=by)
    user, token = approval.user, None
    if approval.kind is Asked.JOIN:
        token = actions.invite_again(user, by=by)
    elif approval.kind is Asked.ENABLE:
        actions.enable(user, by=by)
    elif approval.kind is Asked.REGION:
        actions.change_region(user, approval.region, by=by)
    else:
        send_link(user, by=by)
    key = f"approval {approval.ref} agreed"
    if approval.kind is not Asked.SECOND_FACTOR:  # the link itself tells
        tell(user, _TOLD, letter(_DONE), key=key)
    tell_leads("A lead has agreed to an access request", letter(_UNIT), key=key, but=by)
    return token


def refuse(approval: Approval, *, by: User) -> None:
    """Leave everything as it is. Raises `Refused` where `by` must not decide."""
    check_may_decide(approval, by=by)
    _decide(approval, agreed=False, by=by)


def _decide(approval: Approval, *, agreed: bool, by: User) -> None:
    held = select(Approval.agreed).where(Approval.id == approval.id).with_for_update()
    if db.session.scalar(held) is not None:
        raise Refused("Another lead has decided this already.")
    approval.agreed, approval.decided_at = agreed, now()
    approval.decided_by, approval.decided_by_name = by.ref, by.name
    act, about = AccountAct.ACCESS_DECIDED, approval.user.ref
    record(
        act, by=by, about=about, kind=approval.kind.value, agreed=agreed, asked=approval.asked_by
    )
    db.session.flush()
