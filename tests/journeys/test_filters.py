"""Who is given which deaths, notices and questions; each condition of the filters is needed for it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases import queries as cases
from dhp.cases.actions import open_case
from dhp.cases.conflicts.models import Conflict, Tie
from dhp.cases.emergency.models import EmergencyOpening
from dhp.cases.forces.models import ForcePart, ForceRole
from dhp.cases.models import Case, CaseReader
from dhp.cases.opening.submission import Submission
from dhp.extensions import db
from dhp.notifications import queries as notifications
from dhp.notifications.models import Notification
from dhp.questions import queries as questions
from dhp.questions.models import Question
from tests.accounts.people import add_user
from tests.cases.conftest import HOMICIDE
from tests.journeys.mutants import mutants

pytestmark = pytest.mark.only_on("sqlite")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
KENT, ESSEX, SURREY = "E23000032", "E23000028", "E23000031"
# Who looks, with their force, if they have one.
PEOPLE = {
    "lead": (RoleName.LEAD, None),
    "coder": (RoleName.CODER, None),
    "named coder": (RoleName.CODER, None),
    "hour": (RoleName.CODER, None),  # has a case open in an emergency
    "past": (RoleName.CODER, None),  # had two open, until the end and until it was ended
    "tied": (RoleName.CODER, None),  # declared a conflict; the named coder's was ended
    "sam": (RoleName.SPOC, KENT),
    "cal": (RoleName.SPOC, KENT),
    "named sam": (RoleName.SPOC, KENT),
    "stan": (RoleName.SPOC, ESSEX),
    "reader": (RoleName.READER, None),
    "administrator": (RoleName.ADMINISTRATOR, None),
    "auditor": (RoleName.AUDITOR, None),
}
# Each death with its force: two are restricted, one merged, in two another force has or had a part.
CASES = {
    "kent": KENT,
    "essex": ESSEX,
    "hidden": KENT,
    "secret": KENT,
    "merged": KENT,
    "shared": KENT,
    "former": KENT,
}
# Each notice: who started it and who saved it, whether it is sent, restricted, and its case.
NOTICES = {
    "draft": ("sam", "sam", False, False, None),
    "sent": ("sam", "sam", True, False, None),
    "kept": ("sam", "cal", True, True, None),
    "saved": ("cal", "named sam", True, True, None),
    "of kent": ("cal", "cal", True, False, "kent"),
    "of hidden": ("cal", "cal", True, False, "hidden"),
    "of secret": ("cal", "cal", True, False, "secret"),
    "theirs": ("stan", "stan", False, False, None),
}
# Each question: the case that it is about, and the force that it is put to.
QUESTIONS = {
    **{name: (name, KENT) for name in ("kent", "hidden", "secret", "merged", "former")},
    "shared": ("shared", ESSEX),
    "moved": ("essex", KENT),
    "once theirs": ("former", ESSEX),
}
# What each is given, by name; who is not here is given nothing.
GIVEN = {
    cases.visible_to: {
        "lead": {"kent", "essex", "hidden", "secret", "shared", "former"},
        "coder": {"kent", "essex", "shared", "former"},
        "named coder": {"kent", "essex", "hidden", "shared", "former"},
        "hour": {"kent", "essex", "secret", "shared", "former"},
        "past": {"kent", "essex", "shared", "former"},
        "tied": {"essex", "shared", "former"},
    },
    cases.visible_to_force: {
        "sam": {"kent", "shared", "former"},
        "cal": {"kent", "shared", "former"},
        "named sam": {"kent", "hidden", "shared", "former"},
        "stan": {"essex", "shared"},
    },
    notifications.visible_to: {
        "lead": NOTICES.keys() - {"draft", "theirs"},
        "coder": {"sent", "of kent"},
        "named coder": {"sent", "of kent", "of hidden"},
        "hour": {"sent", "of kent", "of secret"},
        "past": {"sent", "of kent"},
        "tied": {"sent"},
        "sam": {"draft", "sent", "kept", "of kent"},
        "cal": NOTICES.keys() - {"theirs"},
        "named sam": {"draft", "sent", "saved", "of kent", "of hidden"},
        "stan": {"theirs"},
    },
    questions.visible_to: {
        "lead": QUESTIONS.keys() - {"merged"},
        "coder": {"kent", "former", "shared", "moved", "once theirs"},
        "named coder": {"kent", "hidden", "former", "shared", "moved", "once theirs"},
        "hour": {"kent", "secret", "former", "shared", "moved", "once theirs"},
        "past": {"kent", "former", "shared", "moved", "once theirs"},
        "tied": {"former", "shared", "moved", "once theirs"},
        "sam": {"kent", "former"},
        "cal": {"kent", "former"},
        "named sam": {"kent", "hidden", "former"},
        "stan": {"shared"},
    },
}


def build():
    """The people, deaths, notices and questions, such that each condition decides something."""
    load_forces(db.session())
    people = {
        name: add_user(role, email=name.replace(" ", "."), force=code and force_with(code))
        for name, (role, code) in PEOPLE.items()
    }
    deaths = {
        name: open_case(Submission(force_with(code), now(), HOMICIDE), by=people["lead"])
        for name, code in CASES.items()
    }
    deaths["hidden"].restricted = deaths["secret"].restricted = True
    deaths["merged"].survivor_id = deaths["kent"].id
    for name, code, until in (
        ("shared", ESSEX, None),
        ("former", ESSEX, now()),
        ("essex", SURREY, None),
    ):
        role = {"part": ForcePart.OF_DEATH, "since": until or now(), "recorded_by": "A"}
        case, force = deaths[name].id, force_with(code).id
        db.session.add(ForceRole(case_id=case, force_id=force, until=until, **role))
    for name in ("named coder", "named sam", "stan"):
        db.session.add(CaseReader(case_id=deaths["hidden"].id, user_id=people[name].id))
    for name, case, lasts, ended in (
        ("hour", "secret", HOUR, None),
        ("past", "secret", MINUTE, None),
        ("past", "hidden", HOUR, now()),
    ):
        began = now() - MINUTE * 2
        opening = EmergencyOpening(case=deaths[case], user=people[name], reason="Danger.")
        opening.opened_at, opening.until, opening.ended_at = began, began + lasts, ended
        db.session.add(opening)
    for name, ended in (("tied", None), ("named coder", now())):
        conflict = Conflict(case=deaths["kent"], user=people[name], tie=Tie.KNOWN)
        conflict.ended_at, conflict.ended_by = ended, ended and "A"
        db.session.add(conflict)
    for name, (starts, saves, sent, restricted, case) in NOTICES.items():
        found = Notification(force=people[starts].force, start_key=name, reason=name)
        found.started_by, found.saved_by = people[starts], people[saves]
        found.sent_at, found.restricted = now() if sent else None, restricted
        found.case_id = case and deaths[case].id
        db.session.add(found)
    for name, (case, code) in QUESTIONS.items():
        force = force_with(code).id
        given = {"about": name, "asked": name, "asked_by": "A"}
        db.session.add(Question(case_id=deaths[case].id, force_id=force, **given))
    db.session.flush()


def names(statement):
    """What a statement gives, by its names."""
    found = db.session.scalars(statement.execution_options(populate_existing=True)).all()
    return {name_of(one) for one in found}


def name_of(one):
    """What a death, a notice or a question is called here."""
    if isinstance(one, Case):
        return list(CASES)[one.id - 1]
    return one.reason if isinstance(one, Notification) else one.asked


@pytest.fixture
def people(once):
    once(build)
    found = {user.email: user for user in db.session.scalars(sa.select(User))}
    return {name: found[name.replace(" ", ".")] for name in PEOPLE}


@pytest.mark.parametrize("name", GIVEN, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_each_is_given_what_is_theirs_and_no_condition_is_needless(people, name):
    given = {who: name(user) for who, user in people.items()}
    seen, noticed = set(), set()
    for who, statement in given.items():
        theirs = GIVEN[name].get(who, set())
        assert names(statement) == theirs, who
        for left_out, mutant in mutants(statement):
            seen.add(left_out)
            if names(mutant) != theirs:
                noticed.add(left_out)

    # The lead reads restricted deaths too: to say so nothing is asked of the row.
    assert seen - noticed <= {"true"}
    assert len(noticed) >= 7
