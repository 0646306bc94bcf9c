"""How long a frame of ten characteristics takes, beside a bare reading of the same answers."""

from collections.abc import Iterator

import pandas as pd
import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from flask import Flask

from dhp.calendar import now
from dhp.extensions import db
from dhp.statistics.frame import Unit, frame
from tests.benchmarks.databases import durable_database
from tests.benchmarks.site import Site, _app, fill
from tests.benchmarks.timing import Result, in_turn

pytestmark = pytest.mark.timeout(3600)  # seconds: filling the larger database takes most of it

DEATHS = 10_000
REPEATS = 9
WHAT = "build a frame of 10 characteristics"
CHARACTERISTICS = (
    *("suspected_intent", "suspect_identified", "location_type", "da_history_known", "aware_on"),
    *("victim.sex", "victim.age", "suspect.sex", "suspect.age", "relationship"),
)
_CODES = sorted({name.rpartition(".")[2] for name in CHARACTERISTICS})
_BARE = sa.text(
    "SELECT subject, subject_id, code, state, value, source, recorded_at FROM answers "
    "WHERE superseded_at IS NULL AND code IN :codes"
).bindparams(sa.bindparam("codes", expanding=True))


@pytest.fixture
def ten_thousand(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The service, unserved, on a database of ten thousand deaths."""
    with durable_database(request.config.getoption("--database")) as url:
        app = _app(url, Fernet.generate_key().decode())
        with app.app_context():
            fill(DEATHS)
            yield app
            db.session.remove()
            db.engine.dispose()


def test_a_frame_of_ten_characteristics(ten_thousand: Flask, results: list[Result]):
    _measure(DEATHS, REPEATS, results)


def test_a_frame_grows_with_the_deaths(site: Site, results: list[Result]):
    with site.app.app_context():
        _measure(site.deaths, 3, results)
        db.session.rollback()
    _compare(site.deaths, results)


def _measure(deaths: int, repeats: int, results: list[Result]) -> None:
    """Beside a bare reading of as many answers, at every size."""
    made = _frame()
    assert len(CHARACTERISTICS) == 10
    assert 0.999 * deaths <= len(made) <= deaths  # the last may not be accepted yet
    assert len(_bare()) > 5 * deaths
    times = in_turn(lambda: _frame, _bare, repeats)
    results.append(Result(WHAT, deaths, *times, aim=3))


def _compare(deaths: int, results: list[Result]) -> None:
    """What ten thousand deaths take in a larger frame, beside a frame of as many: 1 is linear."""
    frames = {one.deaths: one for one in results if one.what == WHAT}
    if deaths <= DEATHS or DEATHS not in frames:
        return
    times = tuple(taken * DEATHS / deaths for taken in frames[deaths].times)
    what = f"the same for each {DEATHS:,} deaths"
    results.append(Result(what, deaths, times, frames[DEATHS].times, aim=1.5))


def _frame() -> pd.DataFrame:
    db.session.rollback()
    return frame(Unit.DEATH, CHARACTERISTICS, now())


def _bare() -> pd.DataFrame:
    db.session.rollback()
    return pd.read_sql(_BARE, db.session.connection(), params={"codes": _CODES})
