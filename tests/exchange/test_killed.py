"""An import whose process dies at any moment has written all or nothing."""

import os
import signal

import pytest
import sqlalchemy as sa

from dhp import create_app
from dhp.accounts.models import Force
from dhp.audit.trail import Command
from dhp.cases.models import Answer, Case
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.models import ImportedRow
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.exchange.files import death, sheet_of
from tests.harness.databases import settings

pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.usefixtures("forces")]
ROWS = 40


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def import_and_die(url, moment):
    """Import in this process, and die at `moment`: before that row, at the commit, or never."""

    def watched(deaths):
        for number, one in enumerate(deaths):
            if number == moment:
                die()
            yield one

    with create_app(settings(url)).app_context():
        sheet = sheet_of(*(death(force_ref=str(number)) for number in range(ROWS)))
        keep(rehearse(DEATHS_FILE, [sheet]), by=Command(), watch=watched)
        if moment == "commit":
            # As late as can be: all is written, and the database is about to be told to keep it.
            sa.event.listen(db.engine, "commit", lambda _connection: die())
        db.session.commit()


def after_death_at(url, moment):
    """What stands in the database after a process that imported is dead."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:  # never returns into the tests
        try:
            import_and_die(url, moment)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    counts = [
        db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in (Case, Answer, ImportedRow)
    ]
    return os.WIFSIGNALED(status), counts


@pytest.mark.parametrize("moment", [0, 1, ROWS - 1, "commit"])
def test_an_import_that_is_killed_has_written_nothing_and_can_be_repeated(app, moment):
    url = app.config["SQLALCHEMY_DATABASE_URI"]

    assert after_death_at(url, moment) == (True, [0, 0, 0])

    killed, counts = after_death_at(url, None)
    assert not killed
    assert counts[0] == counts[2] == ROWS
    assert counts[1] > ROWS
    assert db.session.query(Force).count() > 0
