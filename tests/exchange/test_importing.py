import pytest
from sqlalchemy import func, select

from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.audit.trail import Command
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Answer, Case, Classification, Incident, Source
from dhp.cases.people.standing import places_of
from dhp.definitions import DeathType, Scope
from dhp.errors import Refused
from dhp.exchange.importing import BY_FILE, BY_RULE, keep, rehearse
from dhp.exchange.models import ImportedRow
from dhp.exchange.rows import Standing
from dhp.exchange.schemes import DEATHS_FILE, SCHEMES
from dhp.extensions import db
from tests.exchange.files import death, sample, sample_sheets, sheet_of

pytestmark = pytest.mark.usefixtures("forces")


def imported(*rows, name="deaths.csv"):
    rehearsal = rehearse(DEATHS_FILE, [sheet_of(*rows, name=name)])
    keep(rehearsal, by=Command())
    db.session.commit()
    return rehearsal.outcome


def imported_reviews(**changed):
    rehearsal = rehearse(SCHEMES["dhrd"], sample_sheets(**changed))
    keep(rehearsal, by=Command())
    db.session.commit()
    return rehearsal.outcome


def refused(*rows):
    outcome = rehearse(DEATHS_FILE, [sheet_of(*rows)]).outcome
    return [(fault.row, fault.column, fault.reason) for fault in outcome.refused]


def cases():
    return list(db.session.scalars(select(Case).order_by(Case.id)))


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def everything():
    return [
        count(model) for model in (Case, Incident, Answer, Classification, TrailEvent, ImportedRow)
    ]


def test_a_row_becomes_a_case_with_its_answers():
    imported(death(force_ref="AB/1", victim__age="34", suspect1__sex="male"))

    [case] = cases()
    answers = places_of([case])[case.id].answers(read_answers([case]))
    assert case.force.code == "E23000032"
    assert case.force_ref == "AB/1"
    assert answers["victim.age"].value == "34"
    assert answers["suspect1.sex"].value == "male"
    assert (case.type, case.scope) == (DeathType.UNCLASSIFIED, None)


def test_nobody_is_classified_by_a_rule_from_a_deaths_file():
    row = death(
        death__suspected_intent="homicide", victim__age="34", suspect1__relationship="spouse"
    )

    imported(row)

    assert count(Classification) == 0


def test_a_type_in_the_file_is_recorded_beside_what_the_rule_proposes():
    row = death(
        type="afh",
        death__suspected_intent="homicide",
        victim__age="34",
        suspect1__relationship="spouse",
    )

    outcome = imported(row)

    [judgement] = db.session.scalars(select(Classification))
    assert (judgement.scope, judgement.type) == (Scope.IN, DeathType.AFH)
    assert judgement.reason == BY_FILE
    assert '"type": "iph"' in judgement.proposal
    assert [warning.column for warning in outcome.having(Standing.WARNING)] == ["type"]


def test_rows_of_one_incident_become_one_incident():
    imported(
        death(incident_ref="I1", force_ref="1"),
        death(incident_ref="I2", force_ref="2"),
        death(incident_ref="I1", force_ref="3", incident__location_type="water"),
        death(force_ref="4"),
        death(force_ref="5"),
    )

    found = [
        case.force_ref
        for incident in db.session.scalars(select(Incident))
        for case in incident.cases
    ]
    assert sorted(found) == ["1", "2", "3", "4", "5"]
    assert count(Incident) == 4
    places = db.session.scalars(select(Answer.value).where(Answer.code == "location_type"))
    assert list(places) == ["water"]


def test_a_later_row_of_the_same_force_joins_the_incident_of_an_earlier_import():
    imported(death(incident_ref="I1", force_ref="1", incident__location_type="water"))
    imported(death(incident_ref="I1", force_ref="2", incident__location_type="water"))
    imported(death(incident_ref="I1", force_ref="3", force="E23000001"))

    first, second, third = cases()
    assert first.incident_id == second.incident_id
    assert third.incident_id != first.incident_id


def test_one_refused_row_stops_all():
    rehearsal = rehearse(DEATHS_FILE, [sheet_of(death(), death(victim__sex="F"))])
    before = everything()

    with pytest.raises(Refused):
        keep(rehearsal, by=Command())

    assert everything() == before


def test_a_fault_in_one_file_stops_the_others():
    sheets = [sheet_of(death(), name="a.csv"), sheet_of(death(type="?"), name="b.csv")]

    outcome = rehearse(DEATHS_FILE, sheets).outcome

    assert [(fault.file, fault.row) for fault in outcome.refused] == [("b.csv", 2)]


def test_importing_again_changes_nothing():
    rows = [death(force_ref="1"), death(), death(), death(incident_ref="I1"), death(type="iph")]
    imported(*rows)
    before = everything()

    outcome = imported(*rows[::-1], name="another name.csv")

    assert everything() == before
    assert len(outcome.having(Standing.UNCHANGED)) == 5
    assert (outcome.new, outcome.run) == (0, "")


def test_only_the_new_rows_of_a_longer_file_are_imported():
    imported(death(), death(force_ref="1"))

    outcome = imported(death(), death(force_ref="1"), death(), death(force_ref="2"))

    assert outcome.new == 2
    assert len(cases()) == 4


def test_a_row_that_changed_is_refused_and_names_the_import():
    first = imported(death(force_ref="AB 1", victim__age="34"))

    [(row, _column, reason)] = refused(death(force_ref="ab1", victim__age="35"))

    assert row == 2
    assert first.run[:5] in reason
    assert "Correct the case instead" in reason


def test_deaths_of_one_incident_may_share_a_reference():
    rows = [death(force_ref="1", incident_ref="I1", victim__age=age) for age in ("30", "4")]

    imported(*rows)
    again = imported(*rows)

    assert len(cases()) == 2
    assert again.new == 0


def test_the_same_reference_twice_is_refused():
    [(row, column, reason)] = refused(death(force_ref="1"), death(force_ref="1", victim__age="3"))

    assert (row, column) == (3, "force_ref")
    assert "row 2" in reason


def test_the_same_reference_of_two_forces_is_no_fault():
    assert refused(death(force_ref="1"), death(force_ref="1", force="E23000001")) == []


def test_a_row_told_twice_is_refused():
    [(row, _column, reason)] = refused(*[death(force_ref="1", incident_ref="I1")] * 2)

    assert row == 3
    assert reason == "This row repeats row 2. Remove one of them."


def test_rows_of_one_incident_must_agree_on_it():
    rows = [death(incident_ref="I1", incident__location_type=place) for place in ("water", "hotel")]

    [(row, column, _reason)] = refused(*rows)

    assert (row, column) == (3, "incident.location_type")


def test_ten_faults_are_told_in_ten_messages():
    rows = [
        death(force="E00000000"),
        death(date_of_death="2021-02-30"),
        death(received_on="2021-03-01"),
        death(type="homicide"),
        death(victim__sex="woman"),
        death(victim__age="121"),
        death(incident__location_type="[perhaps]"),
        death(force=""),
        death(force_ref="9"),
        death(force_ref="9"),
        death(victim__hair="grey"),
    ]

    found = refused(*rows)

    assert [(row, column) for row, column, _reason in sorted(found)] == [
        (1, "victim.hair"),
        (2, "force"),
        (3, "date_of_death"),
        (4, "received_on"),
        (5, "type"),
        (6, "victim.sex"),
        (7, "victim.age"),
        (8, "incident.location_type"),
        (9, "force"),
        (11, "force_ref"),
    ]
    assert all(reason.endswith(".") for _row, _column, reason in found)


def test_an_import_is_one_event_beside_those_of_its_cases():
    outcome = imported(death(), death(type="iph"))

    acts = list(db.session.scalars(select(TrailEvent.act).order_by(TrailEvent.seq)))
    assert acts == [Act.CASE_OPENED, Act.CASE_OPENED, Act.CASE_CLASSIFIED, Act.IMPORT_COMMITTED]
    body = db.session.scalar(select(TrailEvent.body).order_by(TrailEvent.seq.desc()).limit(1))
    assert outcome.run in body


def test_reviews_become_back_records_classified_where_the_rule_can_tell():
    outcome = imported_reviews()

    found = cases()
    assert len(found) == 7
    assert count(Incident) == 6
    assert all(case.back_record for case in found)
    assert set(db.session.scalars(select(Answer.source))) == {Source.PUBLISHED_REVIEW}
    assert [case.type for case in found] == [
        DeathType.IPH,
        DeathType.AFH,
        DeathType.SVSDA,
        DeathType.UNCLASSIFIED,
        DeathType.IPH,
        DeathType.CHILD,
        DeathType.UNCLASSIFIED,
    ]
    assert set(db.session.scalars(select(Classification.reason))) == {BY_RULE}
    assert outcome.judged.open == 2
    assert outcome.judged.lacking["relationship"] == 2


def test_a_review_without_a_certain_force_keeps_its_region():
    imported_reviews()

    [case] = [case for case in cases() if case.force is None]
    assert case.region == "West Midlands"


def test_importing_reviews_again_changes_nothing():
    imported_reviews()
    before = everything()

    outcome = imported_reviews()

    assert everything() == before
    assert len(outcome.having(Standing.UNCHANGED)) == 7


def test_a_review_that_changed_is_refused():
    imported_reviews()
    victims = sample("victims")
    victims[0]["age_at_death"] = "45-54"

    outcome = rehearse(SCHEMES["dhrd"], sample_sheets(victims=victims)).outcome

    assert [(fault.file, fault.row) for fault in outcome.refused] == [("victims.csv", 2)]


def test_ten_faults_in_reviews_are_told_in_ten_messages():
    incidents, victims, perpetrators = (
        sample("incidents"),
        sample("victims"),
        sample("perpetrators"),
    )
    incidents[0]["death_date"] = "Septober 2018"
    incidents[1]["stalking"] = "Perhaps"
    incidents[2]["incident_id"] = ""
    incidents[5]["incident_id"] = "INC-9005"
    victims[0]["age_at_death"] = "middle"
    victims[1]["victim_id"] = ""
    victims[4]["victim_suicide"] = "0.5"
    perpetrators[0]["age_at_fatal_incident"] = "54-45"
    perpetrators[4]["perpetrator_id"] = "SUS-9004"
    perpetrators[5]["perpetrator_mh_ptsd"] = "X"

    sheets = sample_sheets(incidents=incidents, victims=victims, perpetrators=perpetrators)
    outcome = rehearse(SCHEMES["dhrd"], sheets).outcome

    assert len(outcome.refused) == 10
    assert len({(fault.file, fault.row, fault.column) for fault in outcome.refused}) == 10
