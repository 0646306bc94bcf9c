"""A reader's files hold nothing but what was cleared, however they are taken apart."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dhp.reports import building
from dhp.reports.actions import front_block
from dhp.reports.building import Order, built
from dhp.reports.contents import weekly
from dhp.reports.contents.contents import TableOf
from dhp.reports.document import Document, Edition
from dhp.reports.files import FORMS
from dhp.reports.outline import outline
from tests.reports.decoding import decoded, numbers
from tests.statistics.disclosure.tables import listed

TYPES = ["iph", "afh", "child", "svsda", "unexpected", "other", "unclassified"]
PLANTED = 1717  # hidden, so that the number of two beside it cannot be worked out
COUNTS = [3101, PLANTED, 4004, 2, 9009, 7007, 2020]
OF_THE_FORMAT = {  # its namespaces and versions, and the document's own instant run together
    "pdf": {"0", "02", "16", "22", "27", "8", "1999", "20251121000000"},
    "xlsx": {"0", "0000", "2000", "2006", "1999", "16"},
}
FURNITURE = {str(number) for number in range(1, 12)}  # numbers of pages, sections and notes


@pytest.fixture
def shareable(app, database, monkeypatch):
    """Builds the shareable weekly from invented counts, a number by type."""

    def build(counts) -> Document:
        table = listed(dict(zip(TYPES, counts, strict=True)), column="year", id="S1")
        invented = replace(weekly.WEEKLY, tables=(TableOf("S1", None, shared=lambda _: table),))
        monkeypatch.setattr(building, "KINDS", {"weekly": invented})
        front = front_block(app.config, "Cerys", Edition.SHAREABLE)
        as_at = datetime(2025, 11, 21, tzinfo=UTC)
        order = Order("weekly", date(2025, 11, 20), front, as_at, edition=Edition.SHAREABLE)
        return built(order).document

    return build


def allowed(document):
    """Every number that the cleared document itself says, and those that count its own parts."""
    said = " ".join([document.to_json(), *(entry.number for entry in outline(document))])
    return numbers(said) | FURNITURE


@pytest.mark.parametrize("ending", FORMS)
def test_a_file_holds_no_number_that_was_not_cleared(shareable, ending):
    document = shareable(COUNTS)

    said = numbers(decoded(ending, FORMS[ending][1](document)))

    assert {"4004", "9009"} <= said
    assert not {str(PLANTED), str(PLANTED + 2)} & said
    assert said - allowed(document) - OF_THE_FORMAT.get(ending, set()) == set()


@pytest.mark.parametrize("ending", FORMS)
def test_records_that_differ_in_what_is_hidden_alone_give_the_same_file(shareable, ending):
    render = FORMS[ending][1]
    file = render(shareable(COUNTS))

    other = [*COUNTS[:1], PLANTED + 1, COUNTS[2], 1, *COUNTS[4:]]

    assert sum(other) == sum(COUNTS)
    assert render(shareable(other)) == file


@pytest.mark.parametrize("ending", FORMS)
def test_a_number_that_is_planted_is_found(shareable, ending):
    document = shareable(COUNTS)
    planted = replace(document, subtitle=f"Of these {PLANTED:,} were")

    assert str(PLANTED) in numbers(decoded(ending, FORMS[ending][1](planted)))
