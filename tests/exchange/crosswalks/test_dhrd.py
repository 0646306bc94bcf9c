from datetime import date

import pytest

from dhp.cases.models import Source
from dhp.exchange.crosswalks import dhrd_values as values
from dhp.exchange.crosswalks.dhrd import convert
from dhp.exchange.crosswalks.dhrd_tie import ABUSE_TAGS
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
        "incident.csp": "Kent",
        "incident.location_type": "residential",
        "death.method": "sharp",
        "death.da_history_known": "known",
        "death.suspect_identified": "yes",
        "death.suspected_intent": "homicide",
        "victim.age": "35-44",
        "victim.sex": "female",
        "victim.mental_health": "anxiety",
        "suspect1.age": "45-54",
        "suspect1.sex": "male",
        "suspect1.suspect_status": "charged",
        "suspect1.court_outcome": "murder",
        "suspect1.relationship": "spouse",
        "suspect1.abuse_types": "ccb",
    }
    assert (row.file, row.number, row.source) == ("victims.csv", 2, Source.PUBLISHED_REVIEW)


def test_a_tag_that_is_not_set_is_never_a_no():
    row = row_of("INC-9002/VIC-9002")

    assert row.cell("death.da_history_known") == ""


@pytest.mark.parametrize("tag", ABUSE_TAGS)
def test_each_kind_of_abuse_is_a_known_history(tag):
    row = row_of("INC-9002/VIC-9002", **changed("incidents", 1, **{tag.source: "True"}))

    assert row.cell("death.da_history_known") == "known"
    assert row.cell("suspect1.abuse_types") == tag.answer


def test_an_incident_whose_victim_is_not_described_is_one_death():
    row = row_of("INC-9004/")

    assert not any(name.startswith("victim.") for name in told(row))
    assert row.cell("suspect1.age") == "20-34"
    assert [
        (fault.file, fault.row)
        for fault in converted().findings
        if "none is described" in fault.reason
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
        "incident.csp": "British Transport Police",
        "death.suspect_identified": "yes",
        "victim.sex": "female",
        "suspect1.relationship_detail": "other",
    }


def test_what_has_no_place_is_counted_and_not_refused():
    victims = [row | {"shoe_size": "38"} for row in sample("victims")]

    conversion = converted(victims=victims)

    assert conversion.unmapped == {
        ("relationship_to_perpetrator", "Other (non-relative)"): 1,
        ("csp", "Ambridge (West Midlands)"): 1,
    }
    assert conversion.not_carried == {"shoe_size": 6}
    assert conversion.differing == {}


def test_a_partnership_of_another_region_is_counted_as_a_contradiction():
    conversion = converted(**changed("incidents", 0, region="North West"))

    assert conversion.differing == {("csp", "Kent (North West)"): 1}
    assert conversion.unmapped["csp", "Kent (North West)"] == 0


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


def test_somebody_outside_the_family_who_cared_for_the_victim_is_a_carer():
    conversion = converted(**changed("perpetrators", 6, perpetrator_carer_for_victim="True"))

    row = conversion.rows[-1]
    assert row.cell("suspect1.relationship") == "carer"
    assert row.cell("suspect1.suspect_cares_for_victim") == "yes"
    assert ("relationship_to_perpetrator", "Other (non-relative)") not in conversion.unmapped


def test_a_separation_is_told_of_a_couple_only():
    conversion = converted(
        incidents=[row | {"separation": "True"} for row in sample("incidents")[:2]],
        victims=sample("victims")[:2],
        perpetrators=sample("perpetrators")[:2],
    )

    spouse, parent = conversion.rows
    assert spouse.cell("suspect1.separation_status") == "in_play"
    assert parent.cell("suspect1.separation_status") == ""
    assert conversion.unmapped == {("separation", "True, of two not recorded as a couple"): 1}


@pytest.mark.parametrize(
    ("tags", "condition", "suicidality"),
    [
        ({"mental_health_issues": "True"}, "not_specified", ""),
        ({"mental_health_issues": "True", "mh_selfharm": "True"}, "", "self_harm"),
        (
            {"mental_health_issues": "True", "mh_ptsd": "True", "mh_other": "True"},
            "ptsd;other",
            "",
        ),
        ({"mh_suicidal_thoughts": "True", "mh_suicide_attempts": "True"}, "", "thoughts;attempt"),
    ],
)
@pytest.mark.parametrize(
    ("table", "who", "place"),
    [("victims", "victim", "victim"), ("perpetrators", "perpetrator", "suspect1")],
)
def test_mental_ill_health_is_as_exact_as_the_tags(table, who, place, tags, condition, suicidality):
    cells = {f"{who}_{name}": text for name, text in tags.items()}

    row = row_of("INC-9002/VIC-9002", **changed(table, 1, **cells))

    assert row.cell(f"{place}.mental_health") == condition
    assert row.cell(f"{place}.suicidality") == suicidality


def test_a_pregnancy_of_a_male_victim_is_left_out_and_counted():
    tables = changed("victims", 1, victim_vuln_pregnancy="True")

    assert row_of("INC-9002/VIC-9002", **tables).cell("victim.pregnancy") == ""
    assert converted(**tables).unmapped["victim_vuln_pregnancy", "True, of a male victim"] == 1


def test_a_verdict_means_that_somebody_was_charged_unless_it_is_another():
    other = row_of("INC-9001/VIC-9001", **changed("perpetrators", 0, court_verdict="Other"))
    acquitted = row_of(
        "INC-9001/VIC-9001", **changed("perpetrators", 0, court_verdict="Not guilty")
    )

    assert (other.cell("suspect1.court_outcome"), other.cell("suspect1.suspect_status")) == (
        "other",
        "",
    )
    assert acquitted.cell("suspect1.court_outcome") == "not_guilty"
    assert acquitted.cell("suspect1.suspect_status") == "charged"


def test_a_suspect_who_died_and_was_convicted_is_counted_as_a_contradiction():
    conversion = converted(**changed("incidents", 0, homicide_suicide="True"))

    assert conversion.differing == {("homicide_suicide", "True, and the verdict is Murder"): 1}


def test_tags_of_the_relationship_are_compared_and_not_kept():
    tags = {"intimate_partner_violence": "True", "familial_homicide": "True", "parricide": "True"}

    conversion = converted(**changed("incidents", 0, **tags))
    untold = converted(**changed("incidents", 5, **tags))

    assert conversion.differing == {
        ("familial_homicide", "True, and the suspect is: Husband, wife or civil partner"): 1,
        ("parricide", "True, and the suspect is: Husband, wife or civil partner"): 1,
    }
    assert {
        column
        for column, value in untold.unmapped
        if value == "True, where no relationship is told"
    } == set(tags)
    assert not [name for row in conversion.rows for name in row.cells if name.endswith("parricide")]


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
