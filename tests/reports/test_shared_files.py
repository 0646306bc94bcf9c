"""What everybody may open of any kind of report: no number that was not cleared, and no word of a case."""

import re

import pytest

from dhp.calendar import clock_at
from dhp.reports.building import KINDS, build
from dhp.reports.document import Edition
from dhp.reports.files import FORMS
from dhp.reports.outline import outline
from tests.reports import tried
from tests.reports.decoding import decoded, numbers
from tests.reports.test_leaks import FURNITURE, OF_THE_FORMAT

# A file is made of its document; what is counted for that is tried on both elsewhere.
pytestmark = pytest.mark.usually_on("sqlite")

SHARED = [kind for kind, one in KINDS.items() if Edition.SHAREABLE in one.editions]
STAMP = re.compile(r"\d{14}")  # the document's own instant, run together


@pytest.fixture
def crowd(once):
    once(tried.crowd)
    with clock_at(tried.TODAY):
        yield


@pytest.mark.parametrize("kind", SHARED)
def test_its_files_hold_nothing_but_what_its_document_says(kind, crowd):
    document = build(tried.order(kind, Edition.SHAREABLE))
    whole = " ".join([document.to_json(), *(entry.number for entry in outline(document))])
    allowed = numbers(whole) | FURNITURE | {str(page) for page in range(1, 60)}

    for ending, (_type, render) in FORMS.items():
        said = decoded(ending, render(document))
        more = numbers(STAMP.sub(" ", said)) - allowed - OF_THE_FORMAT.get(ending, set())
        assert more == set(), ending
        assert tried.TOLD not in said, ending


@pytest.mark.parametrize("kind", SHARED)
def test_its_document_tells_no_small_number_and_none_that_was_hidden(kind, crowd):
    document = build(tried.order(kind, Edition.SHAREABLE))

    cells = [
        (column.of, cell)
        for table in document.blocks
        if table.kind == "table"
        for row in table.rows
        for column in table.columns
        for cell in (row.cells[column.key],)
    ]
    counts = {cell.value for of, cell in cells if of is None and isinstance(cell.value, int)}

    assert [cell for _of, cell in cells if cell.mark == "c" and cell.value is not None] == []
    assert max(counts) > 100
    assert counts & {1, 2} == set()
