"""A new entry of the dictionary is all that a new question takes: every list follows from it."""

import gc
from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.models import Answer, Case
from dhp.dictionary import (
    DICTIONARY,
    SECTIONS,
    Characteristic,
    Kind,
    Option,
    Stage,
    Subject,
    Unreadable,
    read,
)
from dhp.dictionary.document import guide
from dhp.exchange.deaths_file import template
from dhp.notifications.models import Receipt
from dhp.statistics.measures import Question, lay_out
from tests.journeys.answers import ABOUT_THE_PEOPLE, BACKGROUND, about_the_death

ENTRY = Characteristic(
    code="found_by",
    subject=Subject.DEATH,
    section="death",
    kind=Kind.ONE_OF,
    question="Who found the person?",
    name="finder",
    definition="Who first found the person after the fatal event.",
    source="An invented convention",
    needed=Stage.NOTICE,
    options=(Option("neighbour", "A neighbour"), Option("police", "A police officer")),
)


@pytest.fixture
def entry():
    """The dictionary with one entry more, for as long as the test runs."""
    (entries,) = gc.get_referents(DICTIONARY)
    entries[ENTRY.code] = ENTRY
    yield ENTRY
    del entries[ENTRY.code]


def test_a_new_characteristic_follows_everywhere(entry, arrive, database):
    sam = arrive(RoleName.SPOC, "Sam Spoc")
    cora = arrive(RoleName.CODER, "Cora Coder")

    sam.open("/notifications/blank")
    assert entry.question in sam.text

    sam.open("/").press("Notify a death")
    assert entry.question in sam.text
    sam.fill(about_the_death() | {"death.found_by": "neighbour"}).press("Save and continue")
    sam.fill(ABOUT_THE_PEOPLE).press("Save and continue")
    sam.fill(BACKGROUND).press("Save and continue")
    assert "A neighbour" in sam.text
    sam.press("Send notification")
    assert "death.found_by" in database.session.scalars(sa.select(Receipt)).one().answers

    cora.open("/").follow_reference().press("Accept and open a case")
    stored = database.session.scalars(sa.select(Answer).where(Answer.code == entry.code)).one()
    assert stored.value == "neighbour"
    case = database.session.get_one(Case, stored.case_id)
    cora.open(f"/cases/{case.ref}")
    assert "A neighbour" in cora.text

    counted = lay_out("deaths", Question(now(), by=(entry.code,)))
    assert {row.key: row.cells["count"].value for row in counted.rows} == {
        "neighbour": 1,
        "police": 0,
        "[not_known]": 0,
        "[not_yet_established]": 0,
        "[not_recorded]": 0,
        "total": 1,
    }

    assert "death.found_by" in template()
    assert entry.definition in guide(DICTIONARY, SECTIONS, "1")


def test_its_options_are_checked_by_their_codes(entry):
    with pytest.raises(Unreadable, match="Choose one of: neighbour, police"):
        read(entry, "a stranger", today=date(2026, 3, 1))
