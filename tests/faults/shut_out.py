"""Who may be shut out of what, or let in, and how: each change with the answers before and after it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from dhp.accounts import actions as accounts
from dhp.accounts import sessions
from dhp.accounts.agreement_queries import agreements
from dhp.accounts.agreements import record_agreement, withdraw_agreement
from dhp.accounts.api_keys.actions import make_key, revoke_key
from dhp.accounts.api_keys.models import ApiKey
from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import Region, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import london_date, now
from dhp.cases.actions import open_case
from dhp.cases.emergency.actions import open_in_emergency
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.forces.restricting import lift, name_reader, remove_reader, restrict
from dhp.cases.models import Case
from dhp.cases.opening.submission import Submission
from dhp.extensions import db
from dhp.notifications.drafting import start
from dhp.notifications.models import Notification
from tests.accounts.people import add_user
from tests.cases.conftest import HOMICIDE
from tests.harness import shared

ESSEX = "E23000028"
LEAD, CODER, ANALYST, SPOC = (
    f"{role.value}@example.org"
    for role in (RoleName.LEAD, RoleName.CODER, RoleName.ANALYST, RoleName.SPOC)
)


def build() -> None:
    """One of each who is shut out, a case of Kent that is open and one that is restricted, a key."""
    load_forces(db.session())
    lead, _coder, _analyst, spoc = (
        add_user(role) for role in (RoleName.LEAD, RoleName.CODER, RoleName.ANALYST, RoleName.SPOC)
    )
    _open, hidden = (
        open_case(Submission(spoc.force, now(), HOMICIDE), by=lead) for _again in range(2)
    )
    restrict(hidden, "A suspect is an officer.", by=lead)
    record_agreement(spoc.force, "Head of crime", london_date(now()), by=lead)
    start(spoc.force, "a-first-draft", by=spoc)
    text = make_key(spoc.force, "Crime recording", by=Command())[1]
    db.session.commit()
    _kept_key().write_text(text, encoding="utf-8")


def api_key() -> str:
    """The key of the force's system."""
    return _kept_key().read_text(encoding="utf-8")


def _kept_key() -> Path:
    return shared.folder() / "az09.key"


def person(email: str) -> User:
    """The one of the people with this address."""
    return db.session.scalars(sa.select(User).where(User.email == email)).one()


def a_case(number: int = 0) -> Case:
    """The open case, or the restricted one."""
    return db.session.scalars(sa.select(Case).order_by(Case.id)).all()[number]


def cases_page(number: int = 0) -> Callable[[], str]:
    return lambda: f"/cases/{a_case(number).ref}"


def draft_page() -> str:
    ref = db.session.scalars(sa.select(Notification.ref).order_by(Notification.id)).first()
    return f"/notifications/{ref}"


def disable(user: User) -> None:
    accounts.disable(user, by=person(LEAD))


def become_reader(user: User) -> None:
    user.role = RoleName.READER


def move_to_essex(user: User) -> None:
    user.force = force_with(ESSEX)


def move_to_the_north_east(user: User) -> None:
    region = Region(RegionSystem.HOME_OFFICE, "North East")
    accounts.change_region(user, region, by=person(LEAD))


def sign_out_everywhere(user: User) -> None:
    sessions.end_all(user, by=user)


def restrict_it(_user: User) -> None:
    restrict(a_case(), "A suspect is an officer.", by=person(LEAD))


def lift_it(_user: User) -> None:
    lift(a_case(1), "It was a mistake.", by=person(LEAD))


def name(user: User) -> None:
    name_reader(a_case(1), user, by=person(LEAD))


def unname(user: User) -> None:
    remove_reader(a_case(1), user, by=person(LEAD))


def open_it(user: User) -> None:
    open_in_emergency(a_case(1).ref, "Her sister is in danger now.", by=user)


def let_it_end(_user: User) -> None:
    ended = now() - timedelta(seconds=1)
    times = {"opened_at": ended - timedelta(hours=1), "until": ended}
    db.session.execute(sa.update(EmergencyOpening).values(times))


def end_agreement(_user: User) -> None:
    withdraw_agreement(agreements()[0], "The force asked for it.", by=person(LEAD))


def revoke(_user: User) -> None:
    revoke_key(db.session.scalars(sa.select(ApiKey)).one(), by=Command())


@dataclass(frozen=True)
class Change:
    """Who is concerned, where they ask, what they are answered before and after, and what is done."""

    email: str
    address: Callable[[], str]
    before: set[int]
    after: set[int]
    make: Callable[[User], None]
    writes: bool = False
    beforehand: Callable[[User], None] | None = None


OUT, GONE, SHUT = {302, 401}, {404}, {403}
NO_KEY = {401, 429}  # whoever goes on with a revoked key is told so, and soon to wait
CHANGES = {
    "account disabled": Change(SPOC, draft_page, {200}, OUT, disable),
    "account disabled while it writes": Change(
        SPOC, lambda: "/notifications/start", {303}, OUT, disable, writes=True
    ),
    "signed out everywhere while it writes": Change(
        SPOC, lambda: "/notifications/start", {303}, OUT, sign_out_everywhere, writes=True
    ),
    "role changed": Change(CODER, cases_page(), {200}, SHUT, become_reader),
    "force changed": Change(SPOC, draft_page, {200}, GONE, move_to_essex),
    "region changed": Change(ANALYST, cases_page(), {200}, GONE, move_to_the_north_east),
    "case restricted": Change(CODER, cases_page(), {200}, GONE, restrict_it),
    "restriction lifted": Change(CODER, cases_page(1), GONE, {200}, lift_it),
    "named for a case": Change(CODER, cases_page(1), GONE, {200}, name),
    "named no longer": Change(CODER, cases_page(1), {200}, GONE, unname, beforehand=name),
    "emergency over": Change(CODER, cases_page(1), {200}, GONE, let_it_end, beforehand=open_it),
    "agreement ended": Change(ANALYST, cases_page(), {200}, GONE, end_agreement),
    "key revoked": Change("", lambda: "/api/v1/notifications", {201}, NO_KEY, revoke, writes=True),
}
