"""An import whose process dies at any moment has written all or nothing."""

import os
import random
import signal
import time

import pytest
import sqlalchemy as sa

from dhp import create_app
from dhp.accounts.models import Force
from dhp.audit.trail import Command
from dhp.cases.models import Answer, Case
from dhp.exchange import importing
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.models import ImportedRow
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.exchange.files import death, sheet_of
from tests.harness.databases import settings

pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.usefixtures("forces")]
ROWS = 40
NOTHING = [0, 0, 0]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """Cases are opened a few at a time, so that an import has many moments in which to die."""
    monkeypatch.setattr(importing, "_AT_ONCE", 4)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def import_and_die(url, moment, *, careless=False, begun=None):
    """Import in this process, and die at `moment`: before that row, at the commit, or never.

    A `careless` import commits as it goes. `begun` is told when the rows are about to be kept.
    """

    def watched(deaths):
        for number, one in enumerate(deaths):
            if number == moment:
                die()
            if careless:
                db.session.commit()
            yield one

    with create_app(settings(url)).app_context():
        sheet = sheet_of(*(death(force_ref=str(number)) for number in range(ROWS)))
        rehearsal = rehearse(DEATHS_FILE, [sheet])
        if begun is not None:
            os.write(begun, b"!")
        keep(rehearsal, by=Command(), watch=watched)
        if moment == "commit":
            # As late as can be: all is written, and the database is about to be told to keep it.
            sa.event.listen(db.engine, "commit", lambda _connection: die())
        db.session.commit()


def in_a_child(act):
    """Do `act` in a process of its own; gives the number of that."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:  # never returns into the tests
        try:
            act()
        finally:
            os._exit(0)
    return child


def after_death_at(url, moment, *, careless=False):
    """Whether a process that imported was killed, and what stands in the database then."""
    child = in_a_child(lambda: import_and_die(url, moment, careless=careless))
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status), standing()


def standing():
    return [
        db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in (Case, Answer, ImportedRow)
    ]


@pytest.mark.parametrize("moment", [0, ROWS // 2, ROWS - 1, "commit"])
def test_an_import_that_is_killed_has_written_nothing_and_can_be_repeated(app, moment):
    url = app.config["SQLALCHEMY_DATABASE_URI"]

    assert after_death_at(url, moment) == (True, NOTHING)

    killed, counts = after_death_at(url, None)
    assert not killed
    assert counts[0] == counts[2] == ROWS
    assert counts[1] > ROWS
    assert db.session.query(Force).count() > 0


def test_an_import_that_commits_as_it_goes_is_found_out(app):
    killed, counts = after_death_at(app.config["SQLALCHEMY_DATABASE_URI"], ROWS // 2, careless=True)

    assert killed
    assert 0 < counts[0] < ROWS


def test_killed_from_outside_at_any_instant_it_has_written_all_or_nothing(app):
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    chance = random.Random(20261121)
    longest = 0.08  # seconds, about what the rows take

    for _ in range(5):
        reading, begun = os.pipe()
        child = in_a_child(lambda begun=begun: import_and_die(url, None, begun=begun))
        os.close(begun)
        assert os.read(reading, 1) == b"!"
        os.close(reading)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        counts = standing()
        assert counts == NOTHING or (counts[0] == counts[2] == ROWS and counts[1] > ROWS)
