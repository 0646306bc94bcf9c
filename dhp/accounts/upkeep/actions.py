"""Asking whether accounts are needed, taking the answers, shutting what nobody answers or uses."""

from datetime import date, timedelta

from sqlalchemy import select

from dhp.accounts import actions, sessions
from dhp.accounts.letters import tell
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.upkeep.models import AccountCheck
from dhp.accounts.upkeep.queries import waiting
from dhp.audit.account_acts import AccountAct
from dhp.audit.trail import Command, record
from dhp.calendar import london_date, long_date, now
from dhp.errors import Refused
from dhp.extensions import db
from dhp.mail.wording import letter

ANSWER_DAYS = 30
_ASKERS = (RoleName.SPOC, RoleName.LEAD, RoleName.ADMINISTRATOR)
_SUBJECT = "Say which accounts are still needed"
_SHUT = (
    "Your account was shut: {why}. What you recorded stays. If you still need it, ask the person "
    "who manages accounts to enable it."
)
UNANSWERED = "nobody confirmed that it is still needed"
UNUSED = "it was not used for a long time"


def ask(quarter: date) -> int:
    """Ask of every account that joined before `quarter`, its first day; gives of how many.

    Those who may answer are told how many wait for them.
    """
    # From today, not from the quarter's first day: a service may begin, or be asked, late in it.
    due = london_date(now()) + timedelta(days=ANSWER_DAYS)
    asked = set(
        db.session.scalars(select(AccountCheck.user_id).where(AccountCheck.asked_on == quarter))
    )
    users = [user for user in _here() if user.id not in asked and _joined(user) < quarter]
    db.session.add_all(AccountCheck(user=user, asked_on=quarter, due_on=due) for user in users)
    db.session.flush()
    record(
        AccountAct.ACCOUNTS_ASKED, by=Command(), about=(), quarter=str(quarter), count=len(users)
    )
    for user in _here():
        count = len(waiting(user)) if user.role in _ASKERS else 0
        if count:
            tell(user, _SUBJECT, _letter(count, due), key=f"accounts {quarter}")
    return len(users)


def answer(check: AccountCheck, *, needed: bool, by: User) -> None:
    """Keep the account, or shut it at once. Raises `Refused` where that was answered before."""
    held = select(AccountCheck.needed, AccountCheck.suspended_at).where(AccountCheck.id == check.id)
    if any(one is not None for one in db.session.execute(held.with_for_update()).one()):
        raise Refused("This was answered already, or the time for it is over.")
    if check.user_id == by.id:
        raise Refused("Somebody else must say whether you still need your account.")
    check.needed, check.decided_at = needed, now()
    check.decided_by, check.decided_by_name = by.ref, by.name
    record(AccountAct.ACCOUNT_CONFIRMED, by=by, about=check.user.ref, needed=needed)
    if not needed and check.user.disabled_at is None:
        actions.disable(check.user, by=by)


def suspend(check: AccountCheck) -> None:
    """Shut an account of which nobody said in time that it is needed."""
    check.suspended_at = now()
    shut(check.user, UNANSWERED, key=f"account check {check.ref}")


def shut(user: User, why: str, *, key: str) -> None:
    """Disable an account as the service, and tell its user `why`."""
    user.disabled_at = now()
    actions.end_invitations(user)
    ended = sessions.end_all(user, by=Command())
    facts = {"sessions": ended, "why": why}
    record(
        AccountAct.ACCOUNT_DISABLED, by=Command(), about=user.ref, force=user.force_code, **facts
    )
    tell(user, "Your account was shut", letter(_SHUT.format(why=why)), key=key)


def _letter(count: int, due: date) -> str:
    accounts = "1 account waits" if count == 1 else f"{count} accounts wait"
    return letter(
        f"{accounts} for your word whether it is still needed. Answer by {long_date(due)}: then "
        "what nobody confirmed is shut.",
        "Sign in and open “Account checks”.",
    )


def _here() -> list[User]:
    statement = select(User).where(User.is_active)
    return list(db.session.scalars(statement.order_by(User.id)))


def _joined(user: User) -> date:
    return london_date(user.joined_at) if user.joined_at else date.max
