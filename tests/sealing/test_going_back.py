"""A release that knows of no keys never gets texts that are under some."""

from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from dhp import create_app
from dhp.extensions import db
from dhp.sealing.models import CaseKey
from tests.harness import databases


def test_texts_under_keys_of_cases_are_not_left_to_a_release_that_cannot_read_them(
    database: SQLAlchemy, copies: Any
) -> None:
    database.session.execute(sa.insert(CaseKey.__table__), {"name": "a" * 22, "wrapped": "00"})
    database.session.commit()
    database.session.remove()
    owner = create_app(databases.settings(copies.owner_url))

    with owner.app_context():
        with pytest.raises(SystemExit, match="Leave with everything"):
            flask_migrate.downgrade(revision="0009")
        db.engine.dispose()

    assert "case_keys" in sa.inspect(database.engine).get_table_names()
