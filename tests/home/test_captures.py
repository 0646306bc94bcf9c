import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.context.models import Capture
from dhp.context.strands import load_strands, strands
from dhp.extensions import db
from tests.cases.conftest import MakeUser
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday; the last whole week ended on the 19th
LAST_WEEK = datetime(2026, 11, 19, tzinfo=UTC).date()


@pytest.fixture
def spoc(make_user: MakeUser) -> User:
    return make_user(RoleName.SPOC, "Sam Spoc")


def home(client: PageClient) -> str:
    with time_machine.travel(AT, tick=False):
        page = client.get("/").get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_a_force_sees_which_week_is_due_and_how_many_figures_it_lacks(
    database: SQLAlchemy, client: PageClient, spoc: User, sign_in: SignIn
) -> None:
    load_strands(db.session())
    for strand in strands()[1:]:
        figure = Capture(
            force_id=spoc.force_id,
            strand_id=strand.id,
            week_end=LAST_WEEK,
            count=3,
            source="typed",
            returned_at=AT,
            recorded_by=spoc.ref,
            recorded_at=AT,
        )
        db.session.add(figure)
    asked = len(strands())
    db.session.commit()
    sign_in(spoc)

    page = home(client)

    assert f"Week to 19 November 2026 1 of {asked} figures not sent yet" in page
    assert "by the end of Thursday 26 November 2026" in page


def test_the_unit_has_its_own_page_for_that(
    database: SQLAlchemy, client: PageClient, coder: User, sign_in: SignIn
) -> None:
    load_strands(db.session())
    db.session.commit()
    sign_in(coder)

    assert "Send weekly figures" not in home(client)
