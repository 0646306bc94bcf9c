"""How long the pages take that people wait for, beside floors that do the least."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from dhp.cases.models import Case
from dhp.extensions import Base, db
from tests.benchmarks.invented import complete
from tests.benchmarks.record import add_drafts
from tests.benchmarks.site import Site, spoc_of
from tests.benchmarks.timing import WARM_UPS, Act, Result, in_turn

# Unlike what a page shows, how long it takes differs by the database.
pytestmark = pytest.mark.only_on("sqlite", "postgresql")
REPEATS = 60


def test_sending_a_notification(site: Site, results: list[Result]):
    refs = iter(_drafts(site, REPEATS + WARM_UPS + 1))
    before = _stored(site)
    _checked(site, next(refs))()
    added = _stored(site) - before

    times = in_turn(lambda: _checked(site, next(refs)), _insert(site, added), REPEATS)

    results.append(Result("send a notification", site.deaths, *times, aim=3))
    assert next(refs, None) is None, "not every draft was sent"


def test_opening_the_case_list(site: Site, results: list[Result]):
    page = site.lead.get("/cases")
    assert page.body.count("<tr") > 50, "the list does not show 50 cases"

    times = in_turn(lambda: lambda: site.lead.get("/cases"), _fifty_rows(site), REPEATS)

    results.append(Result("open the case list", site.deaths, *times, aim=4))


def test_opening_a_case(site: Site, results: list[Result]):
    refs = _cases(site, REPEATS + WARM_UPS)

    times = in_turn(lambda: _opened(site, next(refs)), _fifty_rows(site), REPEATS)

    results.append(Result("open one case", site.deaths, *times, aim=6))


def _drafts(site: Site, how_many: int) -> list[str]:
    with site.app.app_context():
        return add_drafts(db.session(), spoc_of(db.session()), complete(), how_many)


def _checked(site: Site, ref: str) -> Act:
    """Opens the page before sending, and gives the sending."""
    path = f"/notifications/{ref}/check"
    form = site.spoc.get(path).form_with("key")
    return lambda: site.spoc.post(path, form)


def _stored(site: Site) -> int:
    """How many rows all tables of the service hold."""
    with site.app.app_context(), db.engine.connect() as connection:
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        ]
    return sum(count or 0 for count in counts)


def _insert(site: Site, rows: int) -> Act:
    assert rows > 0
    return lambda: site.floor.post("/rows", {"rows": str(rows)})


def _fifty_rows(site: Site) -> Act:
    return lambda: site.floor.get("/deaths")


def _cases(site: Site, how_many: int) -> Iterator[str]:
    """References of cases from all years."""
    with site.app.app_context(), db.engine.connect() as connection:
        refs = connection.scalars(sa.select(Case.ref).order_by(Case.ref).limit(how_many)).all()
    return iter(refs)


def _opened(site: Site, ref: str) -> Act:
    return lambda: site.lead.get(f"/cases/{ref}")
