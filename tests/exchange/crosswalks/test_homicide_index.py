from datetime import date

import pytest

from dhp.audit.trail import Command
from dhp.cases.models import Case
from dhp.definitions import DeathType
from dhp.dictionary import DICTIONARY, column_named, read
from dhp.exchange.crosswalks.homicide_index import HOMICIDE_INDEX, TABLE
from dhp.exchange.importing import keep, rehearse
from dhp.extensions import db
from tests.exchange.files import sheet_of

TODAY = date(2026, 3, 2)


def entry(**given):
    return {
        "index_ref": "HI/1",
        "force": "E23000032",
        "date_of_death": "09/03/2021",
        "victim_sex": "Female",
        "victim_age": "34",
        "relationship": "Spouse",
        "method": "Sharp instrument",
        "location": "House or dwelling",
        "suspect_sex": "Male",
        "suspect_age": "36",
        "suspect_outcome": "Convicted of murder",
    } | given


def converted(*rows):
    return HOMICIDE_INDEX.convert([sheet_of(*rows)], TODAY)


def test_a_row_becomes_answers_of_the_dictionary():
    [row] = converted(entry()).rows

    assert dict(row.cells) == {
        "death.suspected_intent": "homicide",
        "force": "E23000032",
        "date_of_death": "2021-03-09",
        "victim.age": "34",
        "victim.sex": "female",
        "suspect1.age": "36",
        "suspect1.sex": "male",
        "suspect1.relationship": "spouse",
        "death.method_primary": "sharp",
        "incident.location_type": "residential",
        "suspect1.court_outcome": "murder",
        "suspect1.suspect_status": "charged",
    }


@pytest.mark.parametrize(
    ("theirs", "ours"), [("Son or daughter", "parent"), ("Parent", "child"), ("Spouse", "spouse")]
)
def test_the_relationship_is_turned_round(theirs, ours):
    [row] = converted(entry(relationship=theirs)).rows

    assert row.cell("suspect1.relationship") == ours


def test_a_group_of_several_options_is_counted_and_never_guessed():
    found = converted(entry(relationship="Partner or ex-partner", circumstances="Quarrel"))

    assert dict(found.unmapped) == {("relationship", "Partner or ex-partner"): 1}
    assert dict(found.not_carried) == {"circumstances": 1}
    assert "suspect1.relationship" not in found.rows[0].cells


def test_every_value_that_is_declared_can_be_read_by_its_question():
    for place, mapped in TABLE.mapped:
        for answers in mapped.values.values():
            for code, text in zip(mapped.to, answers, strict=True):
                column = column_named(f"{place}.{code}", DICTIONARY)
                assert column is not None
                if text:
                    assert read(column.characteristic, text, today=TODAY).value == text


def test_a_reference_that_is_missing_or_told_twice_is_refused():
    found = converted(entry(), entry(), entry(index_ref=""))

    assert [(one.row, one.column) for one in found.findings] == [(3, "index_ref"), (4, "index_ref")]


def test_a_table_without_a_needed_column_is_refused_whole():
    found = converted({"index_ref": "1", "force": "btp"})

    assert [one.column for one in found.findings] == ["date_of_death"]
    assert found.rows == []


@pytest.mark.usefixtures("forces")
def test_an_import_makes_back_records_that_the_rule_classifies():
    for _ in range(2):
        rehearsal = rehearse(HOMICIDE_INDEX, [sheet_of(entry())])
        keep(rehearsal, by=Command())
        db.session.commit()

    [case] = db.session.query(Case).all()
    assert (case.back_record, case.type) == (True, DeathType.IPH)
