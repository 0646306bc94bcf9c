from datetime import date

import pytest

from dhp.cases.models import Source
from dhp.dictionary import DICTIONARY
from dhp.exchange.crosswalks import dhrd_values as values
from dhp.exchange.crosswalks.dhrd import convert
from dhp.exchange.rows import Standing
from tests.exchange.files import sample, sample_sheets, sheet_of

TODAY = date(2026, 3, 2)


def converted(**changed):
    return convert(sample_sheets(**changed), TODAY)


def row_of(key, **changed):
    [row] = [row for row in converted(**changed).rows if row.key == key]
    return row


def told(row):
    return {name: text for name, text in row.cells.items() if text}


def changed(table, number, **cells):
    rows = sample(table)
    rows[number] |= cells
    return {table: rows}


def refused(**tables):
    return [
        (fault.file, fault.row, fault.column)
        for fault in converted(**tables).findings
        if fault.standing is Standing.REFUSED
    ]


def test_a_review_becomes_a_row_of_our_columns():
    row = row_of("INC-9001/VIC-9001")

    assert told(row) == {
        "force": "E23000032",
        "incident_ref": "INC-9001",
        "date_of_death": "2018-09",
        "incident.location_type": "residential",
        "death.da_history_known": "known",
        "death.suspect_identified": "yes",
        "death.suspected_intent": "homicide",
        "victim.age": "35-44",
        "victim.sex": "female",
        "suspect1.age": "45-54",
        "suspect1.sex": "male",
        "suspect1.relationship": "spouse",
    }
    assert (row.file, row.number, row.source) == ("victims.csv", 2, Source.PUBLISHED_REVIEW)


def test_a_tag_that_is_not_set_is_never_a_no():
    row = row_of("INC-9002/VIC-9002")

    assert row.cell("death.da_history_known") == ""


@pytest.mark.parametrize("tag", values.ABUSE)
def test_each_kind_of_abuse_is_a_known_history(tag):
    row = row_of("INC-9002/VIC-9002", **changed("incidents", 1, **{tag: "True"}))

    assert row.cell("death.da_history_known") == "known"


def test_an_incident_whose_victim_is_not_described_is_one_death():
    row = row_of("INC-9004/")

    assert not any(name.startswith("victim.") for name in told(row))
    assert row.cell("suspect1.age") == "20-34"
    assert [
        (fault.file, fault.row) for fault in converted().findings if "No victim" in fault.reason
    ] == [("incidents.csv", 5)]


def test_several_victims_are_several_deaths_with_all_perpetrators_each():
    rows = [row for row in converted().rows if row.cell("incident_ref") == "INC-9005"]

    assert [(row.cell("victim.age"), row.cell("suspect1.relationship")) for row in rows] == [
        ("20-34", "partner"),
        ("0-15", "parent"),
    ]
    assert {row.cell("suspect2.sex") for row in rows} == {"female"}
    assert {row.cell("suspect2.relationship") for row in rows} == {""}


def test_what_the_library_does_not_tell_stays_blank():
    row = row_of("INC-9006/VIC-9007")

    assert told(row) == {
        "force": "btp",
        "incident_ref": "INC-9006",
        "date_of_death": "2017",
        "death.suspect_identified": "yes",
        "victim.sex": "female",
    }


def test_what_has_no_place_is_counted_and_not_refused():
    conversion = converted()

    assert conversion.unmapped == {
        ("relationship_to_perpetrator", "Other (non-relative)"): 1,
        ("csp", "Ambridge (West Midlands)"): 1,
    }
    assert conversion.not_carried["victim_mh_anxiety"] == 1
    assert conversion.not_carried["court_verdict"] == 5
    assert "victim_mh_ptsd" not in conversion.not_carried


def test_a_death_of_an_uncertain_force_keeps_its_region():
    row = row_of("INC-9003/VIC-9003")

    assert (row.cell("force"), row.region) == ("", "West Midlands")


@pytest.mark.parametrize(
    ("library", "sex", "ours"),
    [
        ("Parent", "male", "son"),
        ("Parent", "female", "daughter"),
        ("Parent", "", "child"),
        ("Step-parent", "male", "step-child"),
        ("Son or daughter", "male", "parent"),
        ("Grandparent", "male", "grandchild"),
        ("Spouse (incl civil partner)", "male", "spouse"),
        ("Common-law spouse", "male", "partner"),
        ("Boyfriend or girlfriend", "male", "partner"),
        ("Casual sexual partner", "male", "partner"),
        ("Ex-spouse", "male", "ex-spouse"),
        ("Ex-boyfriend or ex-girlfriend", "male", "ex-partner"),
        ("Sibling", "male", "sibling"),
        ("Half-sibling", "male", "sibling"),
        ("Other (relative)", "male", "other-relative"),
        ("Cohabitant", "male", "co-resident"),
        ("Emotional rival", "male", "acquaintance"),
        ("Unknown", "male", ""),
        ("Other (non-relative)", "male", ""),
    ],
)
def test_the_relationship_is_told_from_the_other_side(library, sex, ours):
    tables = changed("victims", 0, relationship_to_perpetrator=library)
    tables |= changed("perpetrators", 0, sex_of_perpetrator=sex.capitalize() or "Unknown")

    assert row_of("INC-9001/VIC-9001", **tables).cell("suspect1.relationship") == ours


@pytest.mark.parametrize("mapped", [values.RELATIONSHIP, values.VICTIM_SEX, values.LOCATION])
def test_every_value_has_an_option_in_the_dictionary(mapped):
    entry = DICTIONARY[mapped.to.rpartition(".")[2]]

    assert [code for code in mapped.values.values() if entry.option(code) is None] == []


@pytest.mark.parametrize(
    ("suicide", "verdict", "cause", "tag", "intent"),
    [
        ("True", "Manslaughter", "sharp instrument", "False", "suicide"),
        ("False", "Murder", "unknown", "False", "homicide"),
        ("False", "Not guilty", "sharp instrument", "False", "homicide"),
        ("False", "Unknown", "unknown", "True", "homicide"),
        ("False", "Not guilty", "fall to a hard surface", "False", ""),
        ("False", "Unknown", "strangulation with ligature", "False", ""),
    ],
)
def test_the_kind_of_death_follows_what_the_review_says(suicide, verdict, cause, tag, intent):
    tables = changed("victims", 0, victim_suicide=suicide)
    tables |= changed("perpetrators", 0, court_verdict=verdict)
    tables |= changed("incidents", 0, cause_of_death=cause, homicide_suicide=tag)

    assert row_of("INC-9001/VIC-9001", **tables).cell("death.suspected_intent") == intent


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("35-44", "35-44"),
        ("65+", "65+"),
        ("65 and over", "65+"),
        ("Under 16", "0-15"),
        ("34", "34"),
        ("Unknown", ""),
        ("Not known", ""),
        ("", ""),
    ],
)
def test_ages_stay_the_bands_that_they_are(text, ours):
    assert values.age(text, TODAY) == ours


@pytest.mark.parametrize(
    ("text", "ours"),
    [("September 2018", "2018-09"), ("2015", "2015"), ("3 May 2019", "2019-05-03"), ("", "")],
)
def test_dates_stay_as_exact_as_they_are(text, ours):
    assert values.date_of_death(text, TODAY) == ours


@pytest.mark.parametrize("text", ["Febuary 2018", "31 April 2018", "May 2031", "18", "May 0000"])
def test_an_impossible_date_is_refused(text):
    assert refused(**changed("incidents", 1, death_date=text)) == [
        ("incidents.csv", 3, "death_date")
    ]


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("victims", "age_at_death", "forty"),
        ("perpetrators", "age_at_fatal_incident", "44-35"),
        ("incidents", "stalking", "Maybe"),
        ("victims", "victim_mh_ptsd", "2"),
        ("perpetrators", "perpetrator_vuln_alcohol", "sometimes"),
    ],
)
def test_a_broken_cell_is_refused_in_its_own_file_and_column(table, column, text):
    assert refused(**changed(table, 1, **{column: text})) == [(f"{table}.csv", 3, column)]


@pytest.mark.parametrize(
    ("table", "cells", "column"),
    [
        ("incidents", {"incident_id": ""}, "incident_id"),
        ("incidents", {"incident_id": "INC-9001"}, "incident_id"),
        ("victims", {"incident_id": "INC-9999"}, "incident_id"),
        ("victims", {"incident_id": ""}, "incident_id"),
        ("victims", {"victim_id": "VIC-9001"}, "victim_id"),
        ("perpetrators", {"perpetrator_id": ""}, "perpetrator_id"),
    ],
)
def test_a_broken_key_is_told_once_and_not_for_everything_that_hangs_on_it(table, cells, column):
    assert refused(**changed(table, 1, **cells)) == [(f"{table}.csv", 3, column)]


def test_a_missing_table_is_named():
    [fault] = convert(sample_sheets()[:2], TODAY).findings

    assert "perpetrators file is missing" in fault.reason


def test_a_file_of_something_else_is_refused():
    sheets = [*sample_sheets(), sheet_of({"a": "1"}, name="other.csv")]

    assert [f.file for f in convert(sheets, TODAY).findings if f.standing is Standing.REFUSED] == [
        "other.csv"
    ]


def test_the_order_of_the_files_does_not_matter():
    forwards, backwards = convert(sample_sheets(), TODAY), convert(sample_sheets()[::-1], TODAY)

    assert forwards.rows == backwards.rows
