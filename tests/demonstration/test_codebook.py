"""The invented life of the codebook: three versions, in order, through the lead's actions."""

from datetime import date

from dhp.calendar import clock_at
from dhp.coding.codebook import book
from dhp.coding.codebook.loading import load_codebook
from dhp.coding.codebook.models import CodebookVersion
from dhp.coding.codebook.publishing import changes
from dhp.coding.codebook.queries import code_with, pointing_nowhere
from dhp.coding.codebook.rules import Outcome, VersionState
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.codebook import codebook_acts
from dhp.demonstration.order import Order

ORDER = Order(years=1, per_year=20, seed=1, end=date(2026, 3, 11))


def test_the_codebook_grows_by_a_version_and_another_is_under_way(database):
    load_codebook(database.session())  # as `flask reference load` does, today
    with clock_at(ORDER.begins):
        open_accounts()
    database.session.commit()

    for at, act in codebook_acts(ORDER, staff()):
        with clock_at(at):
            act()
            database.session.commit()

    versions = database.session.query(CodebookVersion).order_by(CodebookVersion.number).all()
    assert [one.state for one in versions] == [VersionState.PUBLISHED] * 2 + [VersionState.OPEN]
    assert ORDER.begins == versions[0].published_at < versions[1].published_at < ORDER.ends
    assert book().resolve(code_with("5.03.01").id).outcome is Outcome.SPLIT
    assert pointing_nowhere(book()) == []
    assert changes(3) == 2
    assert [at for at, _act in codebook_acts(ORDER, staff())][1:] == []  # nothing is done again
