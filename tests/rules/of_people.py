"""The rules of accounts, of the keys of programs and of reading."""

from datetime import timedelta

from dhp.accounts import rules
from dhp.accounts.api_keys import rules as keys
from dhp.accounts.models import Region, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.detection import rules as detection
from dhp.audit.detection.facts import Known, Seen
from tests.harness.telling import thing, tried
from tests.rules.times import NOW


def _user(number: int, role: RoleName = RoleName.ADMINISTRATOR, **known: object) -> User:
    known = {"joined_at": NOW, "password_hash": "a hash"} | known
    return User(id=number, ref=f"U{number}", role=role, **known)


ADMINISTRATOR = _user(1)
LEAD = _user(2, RoleName.LEAD)
CODER = _user(3, RoleName.CODER)
PEOPLE = {
    "in use": _user(4),
    "invited": _user(5, joined_at=None, password_hash=None),
    "disabled": _user(6, disabled_at=NOW),
    "of an organisation": _user(7, password_hash=None),
    "who asks": ADMINISTRATOR,
}
OFFICE = {"administrator": ADMINISTRATOR, "lead": LEAD, "coder": CODER}
OPENED = [Seen(1, NOW, Act.EMERGENCY_OPENED, "U3", "coder", ("a case",))]
DAY = timedelta(days=1)

TRIED = [
    tried(rules.state_of, user=PEOPLE),
    tried(rules.normal_email, email=["Maya.Okafor@Example.police.uk", "\tA@B.org "]),
    tried(
        rules.check_email,
        email={
            "of a person": "maya@example.police.uk",
            "without an at": "maya.example.org",
            "without a point": "maya@example",
            "with two at": "a@b@c.org",
            "with a space": "m aya@example.org",
            "of 254 signs": "a" * 242 + "@example.org",
            "of 255 signs": "a" * 243 + "@example.org",
        },
    ),
    tried(
        rules.check_force_follows_role, role=RoleName, force={"none": None, "one": thing(code="x")}
    ),
    tried(
        rules.check_region_follows_role,
        role=RoleName,
        region={"none": None, "one": Region(RegionSystem.ROCU, "Wales")},
    ),
    tried(
        rules.check_may_change_region, user={"analyst": _user(8, RoleName.ANALYST), "lead": LEAD}
    ),
    tried(rules.check_may_disable, user=PEOPLE, by={"administrator": ADMINISTRATOR}),
    tried(rules.check_may_enable, user=PEOPLE),
    tried(rules.check_may_invite_again, user=PEOPLE),
    tried(rules.check_may_ask_recovery, user=PEOPLE, by=OFFICE),
    tried(rules.needs_second_person, role=RoleName),
    tried(
        rules.check_may_let_in,
        role=(RoleName.ADMINISTRATOR, RoleName.CODER),
        by=OFFICE | {"command": thing(ref="command")},
    ),
    tried(
        rules.check_may_decide,
        approval={
            "asked by another": thing(agreed=None, asked_by="U1", user=CODER),
            "asked by the lead": thing(agreed=None, asked_by="U2", user=CODER),
            "about the lead": thing(agreed=None, asked_by="U1", user=LEAD),
            "agreed": thing(agreed=True, asked_by="U1", user=CODER),
            "declined": thing(agreed=False, asked_by="U1", user=CODER),
        },
        by={"lead": LEAD, "administrator": ADMINISTRATOR},
    ),
    tried(
        keys.state_of,
        key={
            "in use": thing(revoked_at=None, expires_at=NOW + DAY),
            "expired now": thing(revoked_at=None, expires_at=NOW),
            "revoked now": thing(revoked_at=NOW, expires_at=NOW),
            "to be revoked": thing(revoked_at=NOW + DAY, expires_at=NOW + 2 * DAY),
        },
        at={"now": NOW},
    ),
    tried(
        keys.check_life,
        life={"none": 0 * DAY, "a day": DAY, "two years": 730 * DAY, "a day more": 731 * DAY},
    ),
    tried(keys.check_room, in_use=(4, 5)),
    tried(
        keys.check_in_use,
        key={
            "in use": thing(revoked_at=None, expires_at=NOW + DAY),
            "revoked": thing(revoked_at=NOW, expires_at=NOW + DAY),
        },
        at={"now": NOW},
    ),
    tried(
        detection.find, events={"an emergency": OPENED, "nothing": ()}, known={"nothing": Known()}
    ),
]
