"""What one lead asks waits on the first page of another, and accounts on that of whoever knows them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.approval_models import Asked
from dhp.accounts.approvals import ask as ask_leads
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.upkeep.actions import ask as ask_checks
from dhp.calendar import london_date, now
from dhp.cases.erasing.models import Erasure, Ground
from dhp.home.deciding import deciding_panels
from dhp.subjects.models import SubjectRequest
from tests.cases.conftest import MakeCase, MakeUser, Statements

Told = Callable[[User], dict[str, str]]


@pytest.fixture
def leads(make_user: MakeUser) -> tuple[User, User]:
    return make_user(RoleName.LEAD, "Lead One"), make_user(RoleName.LEAD, "Lead Two")


@pytest.fixture
def told(app) -> Told:
    """What waits for a person, by its words."""

    def tell(user: User) -> dict[str, str]:
        with app.test_request_context():
            return {
                item.text: item.detail for panel in deciding_panels(user) for item in panel.items
            }

    return tell


@pytest.fixture
def asked(
    database: SQLAlchemy, leads: tuple[User, User], make_user: MakeUser, make_case: MakeCase
) -> None:
    """What the first lead and an administrator asked: one erasure, one bundle, one account."""
    first, _second = leads
    administrator = make_user(RoleName.ADMINISTRATOR, "Alex Admin")
    ask_leads(make_user(RoleName.READER, "Rae Reader"), Asked.ENABLE, by=administrator)
    erasure = {"asked_by": first.ref, "asked_by_name": first.name}
    database.session.add_all(
        [
            Erasure(case=make_case(), ground=next(iter(Ground)), reason="Not needed.", **erasure),
            SubjectRequest(
                sought="{}",
                requester="By letter.",
                asked_by=first.ref,
                put_by=first.ref,
                put_at=now(),
            ),
        ]
    )
    database.session.commit()


def test_the_other_lead_decides_what_one_asked(asked, leads, told):
    assert told(leads[0]) == {"Access to the service": "1 waiting"}
    assert told(leads[1]) == {
        "Access to the service": "1 waiting",
        "Erasing cases": "1 waiting",
        "What people are given about themselves": "1 waiting",
    }


def test_a_coder_decides_nothing_of_this(asked, coder, told):
    assert told(coder) == {}


def test_accounts_wait_for_whoever_may_say_that_they_are_needed(database, leads, make_user, told):
    spoc, colleague = (make_user(RoleName.SPOC, name) for name in ("Sam Spoc", "Kim Spoc"))
    with time_machine.travel(now() + timedelta(days=100)):
        ask_checks(london_date(now()))
        database.session.commit()

        assert told(spoc) == {"Accounts to confirm": "1 waiting"}
        colleague.disabled_at = now()
        database.session.commit()
        assert told(spoc) == {}
        assert told(leads[0]) == {"Accounts to confirm": "1 waiting"}


def test_it_takes_one_statement(asked, leads, told, statements: Statements):
    statements.clear()

    told(leads[1])

    assert len(statements.of_the_page) == 1
