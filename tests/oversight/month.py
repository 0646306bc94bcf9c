"""A month of twenty invented people at work, with ten stories of misuse in it, written to the trail.

Ordinary work has its noise: a colleague is covered for, a reference is mistyped, a lead exports,
somebody reads late once, and busy days are twice as long as quiet ones.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit import trail
from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.audit.trail import Surroundings, surroundings
from dhp.calendar import LONDON, clock_at
from dhp.extensions import db
from dhp.references import new_reference

FIRST = date(2026, 3, 2)  # a Monday
DAYS = [FIRST + timedelta(days=n) for n in range(28) if (FIRST + timedelta(days=n)).weekday() < 5]
ROLES = {RoleName.CODER: 12, RoleName.LEAD: 2, RoleName.SPOC: 5, RoleName.ADMINISTRATOR: 1}


@dataclass
class Month:
    """The people, what each works on, and who did what wrong on which day, by story."""

    rng: Random
    people: dict[RoleName, list[User]] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)
    stories: dict[str, tuple[str, date]] = field(default_factory=dict)
    acts: dict[datetime, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    guilty: set[tuple[str, date]] = field(default_factory=set)

    def does(self, day, hour, person, act, ref, **more):
        """Plan one act at an hour of a day, London time; `hour` may have a fraction."""
        at = datetime.combine(day, time(0), LONDON) + timedelta(hours=hour)
        self.acts[at].append((person, act, ref, more))

    def tells(self, story, person, day):
        """Note that what `person` did on `day` must be flagged by the rule that `story` names."""
        self.stories[story] = (person.ref, day)

    def blames(self, person, day):
        """Leave a day of a person out of the clean ones."""
        self.guilty.add((person.ref, day))


def staffed(seed):
    """The people, with accounts, and their own work."""
    month = Month(Random(seed))
    force = Force(code="E23000032", name="Kent Police", territorial=True)
    db.session.add(force)
    for role, number in ROLES.items():
        month.people[role] = [_user(role, n, force) for n in range(number)]
        db.session.add_all(month.people[role])
    db.session.flush()
    for user in everybody(month):
        month.own[user.ref] = [new_reference() for _ in range(45)]
    return month


def everybody(month):
    return [user for users in month.people.values() for user in users]


def _user(role, number, force):
    names = ("Abara", "Bexley", "Corder", "Dunmore", "Everly", "Fenwick")
    name = f"Kim {names[number % 6]}{'son' * (number // 6)}"
    return User(
        ref=new_reference(),
        email=f"{role}{number}@example.org",
        name=name,
        role=role,
        force=force if role is RoleName.SPOC else None,
        joined_at=datetime(2026, 1, 1, tzinfo=LONDON),
    )


def ordinary(month):
    """What everybody does on every working day."""
    for user in everybody(month):
        month.does(FIRST - timedelta(days=20), 9, user, Act.ANSWER_RECORDED, month.own[user.ref])
    for day in DAYS:
        for role in (RoleName.CODER, RoleName.LEAD, RoleName.SPOC):
            for user in month.people[role]:
                _work(month, user, day)
        admin = month.people[RoleName.ADMINISTRATOR][0]
        if month.rng.random() < 0.2:
            month.does(day, 11, admin, AccountAct.ACCOUNT_INVITED, new_reference())


def _work(month, user, day):
    rng = month.rng
    reads = {RoleName.CODER: (4, 18), RoleName.LEAD: (5, 20), RoleName.SPOC: (0, 4)}[user.role]
    for _ in range(rng.randint(*reads)):
        hour = rng.choice([9.5, 11, 14, 16])
        month.does(day, hour, user, Act.CASE_READ, rng.choice(month.own[user.ref]))
    others = [one for one in month.people[user.role] if one is not user]
    if user.role is not RoleName.SPOC and rng.random() < 0.15:  # covers for a colleague
        colleague = rng.choice(others)
        for _ in range(rng.randint(1, 4)):
            month.does(day, 14, user, Act.CASE_READ, rng.choice(month.own[colleague.ref]))
    if rng.random() < 0.05:  # mistypes a reference
        refused = {"result": trail.DENIED}
        month.does(day, 10, user, AccountAct.ACCESS_REFUSED, new_reference(), **refused)
    if rng.random() < 0.02:  # works late once
        month.does(day, 23.2, user, Act.CASE_READ, month.own[user.ref][0])
    if user.role is RoleName.LEAD and rng.random() < 0.1:
        month.does(day, 15, user, Act.EXPORT_MADE, new_reference())


def write(month):
    """Write the month's acts to the trail, each at its time; gives nothing back."""
    for at in sorted(month.acts):
        with clock_at(at):
            for user, act, ref, more in month.acts[at]:
                source = more.pop("source", "10.0.0.7")
                where = Surroundings("page", "second factor", "", source, source[-6:])
                token = surroundings.set(where)
                trail.record(act, by=user, about=ref, **more)
                if source != "10.0.0.7":
                    db.session.commit()
                surroundings.reset(token)
            token = surroundings.set(Surroundings("page", "second factor", "", "10.0.0.7", "one"))
            db.session.commit()
            surroundings.reset(token)
