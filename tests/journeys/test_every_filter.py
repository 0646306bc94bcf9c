"""Every filter of every room decides something: left out, somebody is given what is not theirs.

The conditions within the filters of deaths, notices and questions are tried one by one in
`test_filters`; here each filter as a whole, of all rooms, on one record with something in each.
"""

import importlib
import inspect
import pkgutil
import re
from datetime import date

import pytest
import sqlalchemy as sa

import dhp
from dhp.accounts.forces import force_with
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.cases.conflicts.models import Conflict, Tie
from dhp.cases.models import Case
from dhp.exchange.outgoing.models import Export
from dhp.extensions import db
from dhp.retention.groups import Group
from dhp.retention.models import RetentionReview
from dhp.retention.rules import Choice, Why
from tests.accounts.people import add_user
from tests.journeys.world import world_built

pytestmark = pytest.mark.only_on("sqlite")  # the second wall is tried by `test_row_security`
NAME = re.compile(r"(\w+_)?visible_to(_force)?|readable_by")
# Filters that have no rows here to count, and what tries them instead.
ELSEWHERE = {
    "context.queries.visible_to": "it gives forces of a week: tests/context",
    "coding.marks.queries.decisions_visible_to": "nobody decided here: tests/coding/marks",
}
STRANGER = "stranger"
SPOC, CODER, LEAD, ANALYST, READER, ADMINISTRATOR, AUDITOR = (role.value for role in RoleName)
ALL_BUT_ONE = (SPOC, CODER, LEAD, ANALYST, READER, AUDITOR, STRANGER)
# How many rows each is given by each filter; who is not here is given none.
GIVEN = {
    "accounts.approval_queries.visible_to": {LEAD: 1},
    "accounts.upkeep.queries.visible_to": {LEAD: 5, ADMINISTRATOR: 6},
    "cases.conflicts.queries.visible_to": {LEAD: 1},
    "cases.emergency.queries.visible_to": {SPOC: 1, CODER: 1, LEAD: 1},
    "cases.erasing.queries.visible_to": {LEAD: 1},
    "cases.forces.parts.offers_visible_to": {SPOC: 1},
    "cases.queries.readable_by": {CODER: 3, LEAD: 3, ANALYST: 2},
    "cases.queries.visible_to": {CODER: 3, LEAD: 3, ANALYST: 2},
    "cases.queries.visible_to_force": {SPOC: 3},
    "coding.codebook.queries.visible_to": {CODER: 1, LEAD: 2, ANALYST: 1, READER: 1},
    "coding.marks.queries.marks_visible_to": {CODER: 1, LEAD: 1},
    "context.insight_queries.visible_to": {CODER: 1, LEAD: 1},
    "evidence.queries.visible_to": {CODER: 1, LEAD: 1},
    "exchange.incoming.looking.visible_to": {SPOC: 1},
    "exchange.outgoing.queries.visible_to": {LEAD: 1},
    "learning.alert_queries.visible_to": {CODER: 1, LEAD: 1},
    "learning.finding_queries.visible_to": {
        SPOC: 1,
        CODER: 1,
        LEAD: 1,
        ANALYST: 1,
        READER: 1,
        AUDITOR: 1,
        STRANGER: 1,
    },
    "learning.queries.rows_visible_to": {
        SPOC: 1,
        CODER: 1,
        LEAD: 1,
        ANALYST: 1,
        READER: 1,
        AUDITOR: 1,
    },
    "learning.queries.visible_to": {
        SPOC: 1,
        CODER: 1,
        LEAD: 1,
        ANALYST: 1,
        READER: 1,
        AUDITOR: 1,
        STRANGER: 1,
    },
    "notifications.queries.visible_to": {SPOC: 4, CODER: 3, LEAD: 3},
    "notifications.rehearsing.queries.visible_to": {SPOC: 1},
    "oversight.flagging.visible_to": {LEAD: 1, AUDITOR: 1},
    "practice.queries.visible_to": {SPOC: 1, CODER: 1, LEAD: 1, ANALYST: 1, READER: 1, STRANGER: 1},
    "questions.queries.visible_to": {SPOC: 2, CODER: 2, LEAD: 2},
    "reports.packs.queries.visible_to": {SPOC: 1},
    "reports.queries.visible_to": {CODER: 3, LEAD: 3, ANALYST: 1, READER: 1},
    "retention.queries.visible_to": {LEAD: 1},
    "returns.queries.lines_visible_to": {SPOC: 3, CODER: 3, LEAD: 3, ANALYST: 2},
    "returns.queries.visible_to": {SPOC: 1, CODER: 1, LEAD: 1, ANALYST: 1},
    "statistics.explore.issued.visible_to": {CODER: 1, LEAD: 1, ANALYST: 1, READER: 1},
    "statistics.releases.queries.visible_to": {CODER: 2, LEAD: 2},
    "statistics.watch.queries.visible_to": {CODER: 1, LEAD: 1},
    "statistics.years.queries.visible_to": {SPOC: 1, CODER: 1, LEAD: 1, ANALYST: 1},
    "subjects.queries.visible_to": {LEAD: 1},
    "training.queries.visible_to": {CODER: 1},
}


def filters():
    """Every function of ours that says which rows a person may see, by where it is written."""
    found = {}
    for one in pkgutil.walk_packages(dhp.__path__, "dhp."):
        for name, value in vars(importlib.import_module(one.name)).items():
            written_here = getattr(value, "__module__", "") == one.name
            if inspect.isfunction(value) and written_here and NAME.fullmatch(name):
                found[f"{one.name.removeprefix('dhp.')}.{name}"] = value
    return found


def add_what_few_may_know_of():
    """What the record of the crawls lacks: a stranger, and a thing of each room that has none there."""
    add_user(RoleName.SPOC, email="stranger@example.org", force=force_with("E23000028"))
    lead = person(LEAD)
    first = db.session.scalars(sa.select(Case).order_by(Case.id)).all()[0]
    other = add_user(RoleName.CODER, email="tied@example.org")
    review = {"group": Group.ONE, "due_on": date(2026, 1, 1), "why": Why.YEARS, "reviewed_by": "A"}
    kept = {"choice": Choice.KEEP, "until": date(2036, 1, 1), "reason": "Needed."}
    export = {"purpose": "A", "parts": "cases", "form": "csv", "identifying": False, "digest": "a"}
    counts = {"rows": 1, "cases": 1, "restricted": 0}
    db.session.add_all(
        (
            Conflict(case=first, user=other, tie=Tie.KNOWN),
            RetentionReview(case_id=first.id, **review, **kept),
            Export(made_by=lead.ref, **export, **counts),
        )
    )


def person(name):
    """Somebody of the record, by what they are called here."""
    return db.session.scalars(sa.select(User).where(User.email == f"{name}@example.org")).one()


def number(statement):
    """How many rows a statement gives."""
    return len(db.session.scalars(statement).unique().all())


def widened(statement):
    """The statement without any of its conditions."""
    wide = statement._generate()
    wide._where_criteria = ()
    return wide


@pytest.fixture
def people(once):
    world_built(once)
    add_what_few_may_know_of()
    return {name: person(name) for name in (*map(str, RoleName), STRANGER)}


def test_every_filter_of_every_room_is_tried():
    assert filters().keys() == GIVEN.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("name", GIVEN)
def test_each_is_given_what_is_theirs_and_without_the_filter_somebody_is_given_more(people, name):
    given = {who: filters()[name](user) for who, user in people.items()}

    numbers = {who: number(statement) for who, statement in given.items()}
    without_it = {who: number(widened(statement)) for who, statement in given.items()}

    assert {who: count for who, count in numbers.items() if count} == GIVEN[name]
    assert without_it != numbers, (
        "It lets nobody find less, so nobody would notice that it is gone."
    )
    assert all(without_it[who] >= count for who, count in numbers.items())
