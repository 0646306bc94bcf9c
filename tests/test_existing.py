"""The one thing that an address names, or that there is no such thing."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, select

from dhp.accounts.forces import BRITISH_TRANSPORT_POLICE, load_forces
from dhp.accounts.models import Force
from dhp.errors import Absent
from dhp.existing import the_one
from dhp.extensions import db

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_it_is_found_or_there_is_none() -> None:
    load_forces(db.session)

    assert the_one(select(Force).where(Force.code == BRITISH_TRANSPORT_POLICE)).territorial is False
    with pytest.raises(Absent):
        the_one(select(Force).where(Force.code == "nowhere"))


def test_what_is_no_reference_is_not_looked_for() -> None:
    asked: list[object] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call))

    with pytest.raises(Absent):
        the_one(select(Force), "' or 1=1")
    assert not asked
