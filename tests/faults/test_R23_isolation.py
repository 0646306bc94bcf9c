"""R23: all forces ask at once on few connections, some requests fail, and none is told another's word."""

import pytest
import sqlalchemy as sa

from dhp.accounts.row_security import reach
from tests.faults.forces import OWN, ask_together, askers, build, failing, plan
from tests.harness.examples import sample, tries
from tests.journeys.unfiltered import filters, without

pytestmark = [
    pytest.mark.faults,
    pytest.mark.database,
    pytest.mark.only_on("postgresql"),
]
SEED = 23
EVERY = tries(4, thorough=1)  # one in so many forces asks; the words of all are looked for
ALONE = "the second wall alone"


@pytest.fixture
def people(app, database, once, copies, monkeypatch):
    """Every force, on a pool of two that comes as the application does and tells nothing by default."""
    once(build)
    app.config["API_CALLS_PER_MINUTE"] = 1_000_000
    found = askers(app)
    monkeypatch.setitem(
        app.view_functions,
        "notifications.index",
        failing(app.view_functions["notifications.index"]),
    )
    engines = database.engines
    database.session.remove()
    engine = sa.create_engine(
        copies.url, pool_size=2, max_overflow=0, pool_timeout=60, hide_parameters=True
    )
    ordinary, engines[None] = engines[None], engine
    yield found
    engines[None] = ordinary
    engine.dispose()


def report(tell, words, told):
    tell(
        f"R23 {words} (seed {SEED}): {told.answers} answers on 2 connections, {told.faults} "
        f"failed on purpose, {len(told.foreign)} foreign words"
    )


@pytest.mark.parametrize("walls", sample(["both walls", ALONE], [ALONE]))
def test_r23_no_force_is_told_a_word_of_another(app, people, tell, walls):
    with without(filters() if walls == ALONE else {}):
        told = ask_together(app, people, plan(people[::EVERY], people, SEED))

    asking = len(people[::EVERY])
    report(tell, f"{walls}, {asking * 43} ordered pairs x {len(OWN)} lists", told)
    assert told.foreign == []
    assert (told.faults, told.own) == (asking, asking * len(OWN))


def test_r23_a_setting_that_outlives_its_transaction_is_noticed(app, people, tell, monkeypatch):
    monkeypatch.setattr(reach, "_TELL", reach._TELL.replace("true", "false"))

    told = ask_together(app, people, plan(people[:4], [], SEED))

    report(tell, "control, SET", told)
    assert len(told.foreign) > 0


def test_r23_a_missing_wall_is_noticed(app, people, tell, monkeypatch):
    monkeypatch.setattr(reach, "_reach_of", lambda _user: reach.Reach.SERVICE)

    with without(filters()):
        told = ask_together(app, people, plan(people[:3], [], SEED))

    report(tell, "control, no wall", told)
    assert len(told.foreign) > 10
