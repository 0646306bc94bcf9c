"""What a PostgreSQL server says of a refused row stays out of the log."""

import logging
import sys
from typing import Any

import pytest
import sqlalchemy as sa

from dhp.web.log_lines import JsonLines


@pytest.mark.only_on("postgresql")
def test_a_database_s_detail_is_not_told_and_its_constraint_is(database: Any) -> None:
    run = database.session.connection().exec_driver_sql
    run("CREATE TEMPORARY TABLE held (name text CONSTRAINT held_once UNIQUE)")
    run("INSERT INTO held VALUES ('Xq7Canary')")
    try:
        run("INSERT INTO held VALUES ('Xq7Canary')")
    except sa.exc.IntegrityError:
        record = logging.LogRecord("dhp", 40, __file__, 1, "failed", (), sys.exc_info())
    database.session.rollback()

    assert "Xq7Canary" in logging.Formatter().format(record), "the control"
    assert "Xq7Canary" not in JsonLines().format(record)
    assert "held_once" in JsonLines().format(record)
