from datetime import UTC, datetime

import pytest

from dhp.accounts.models import Force
from dhp.cases.models import Source
from dhp.definitions import DeathType
from dhp.exchange.death_rows import Setting, read_death
from dhp.exchange.rows import FileRow, Standing
from tests.exchange.files import death

KENT = Force(code="E23000032", name="Kent", territorial=True)
BTP = Force(code="btp", name="British Transport Police", territorial=False)
SETTING = Setting({"E23000032": KENT, "BTP": BTP}, datetime(2026, 3, 2, 12, tzinfo=UTC))


def read(**given):
    return read_death(FileRow("f.csv", 2, death(**given)), SETTING)


def faults(**given):
    row, findings = read(**given)
    assert row is None
    return [(fault.column, fault.reason) for fault in findings]


def test_a_row_becomes_a_submission():
    row, findings = read(force_ref="AB/1", victim__age="35-44", type="iph", incident_ref=" I1 ")

    assert findings == []
    assert row.submission.force is KENT
    assert row.submission.answers["death.force_ref"].value == "AB/1"
    assert row.submission.answers["victim.age"].value == "35-44"
    assert (row.type, row.incident) == (DeathType.IPH, "I1")
    assert row.submission.source is Source.FORCE


def test_the_day_of_receipt_is_a_day_in_london():
    row, _ = read(date_of_death="2021-06-01", received_on="2021-06-12")

    assert row.submission.received_at == datetime(2021, 6, 11, 23, tzinfo=UTC)
    assert not row.submission.back_record


def test_a_row_without_a_day_of_receipt_is_a_back_record():
    row, findings = read(received_on="", force="")

    assert findings == []
    assert row.submission.back_record
    assert row.submission.force is None
    assert row.submission.received_at == SETTING.at


@pytest.mark.parametrize("code", ["E23000032", " e23000032 "])
def test_a_force_is_found_whatever_the_case_of_its_code(code):
    row, _ = read(force=code)

    assert row.submission.force is KENT


def test_british_transport_police_go_by_their_short_name():
    row, _ = read(force="btp")

    assert row.submission.force is BTP


def test_a_link_to_the_police_restricts_the_case():
    linked, _ = read(death__police_link="yes")
    not_linked, _ = read(death__police_link="no")

    assert (linked.submission.restricted, not_linked.submission.restricted) == (True, False)


def test_unclassified_is_no_type():
    row, _ = read(type="unclassified")

    assert row.type is None


@pytest.mark.parametrize(
    ("given", "column", "said"),
    [
        ({"force": "E99999999"}, "force", "is no force here"),
        ({"force": ""}, "force", "Give the force"),
        ({"received_on": "12/03/2021"}, "received_on", "like 2021-03-09"),
        ({"received_on": "2021-03"}, "received_on", "the whole day"),
        ({"received_on": "2031-03-12"}, "received_on", "today or in the past"),
        ({"received_on": "0021-03-12"}, "received_on", "after 1999"),
        ({"received_on": "2021-03-08"}, "received_on", "before the date of death"),
        ({"death__aware_on": "2021-03-01"}, "death.aware_on", "before the date of death"),
        ({"date_of_death": "2021-02-29"}, "date_of_death", "In a file, write 2021-03-09"),
        ({"date_of_death": "9 March 2021"}, "date_of_death", "real date"),
        ({"date_of_death": "2031"}, "date_of_death", "today or in the past"),
        ({"type": "murder"}, "type", "is not a type of death"),
        ({"victim__sex": "F"}, "victim.sex", "is not a choice"),
        ({"victim__age": "-1"}, "victim.age", "whole number"),
        ({"victim__age": "200"}, "victim.age", "between 0 and 120"),
        ({"victim__age": "٣٤"}, "victim.age", "whole number"),
        ({"victim__sex": "[do_not_know]"}, "victim.sex", "is not a state"),
        ({"suspect1__relationship": "husband"}, "suspect1.relationship", "is not a choice"),
    ],
)
def test_a_faulty_cell_is_refused_once_with_its_column_and_what_to_do(given, column, said):
    [(named, reason)] = faults(**given)

    assert named == column
    assert said in reason


def test_every_fault_of_a_row_is_told_at_once():
    assert [column for column, _ in faults(force="X", victim__age="old", type="?")] == [
        "force",
        "type",
        "victim.age",
    ]


def test_a_row_that_says_nothing_is_refused():
    [(_column, reason)] = faults(date_of_death="", victim__sex="[not_known]")

    assert "says nothing" in reason


def test_a_half_known_date_may_lie_around_the_day_of_receipt():
    row, findings = read(date_of_death="2021", received_on="2021-01-03")

    assert findings == []
    assert row.submission.answers["death.date_of_death"].value == "2021"


def test_a_missing_date_of_death_is_a_warning():
    row, [warning] = read(date_of_death="")

    assert row is not None
    assert (warning.column, warning.standing) == ("date_of_death", Standing.WARNING)
