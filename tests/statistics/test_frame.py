import subprocess
import sys
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dhp.accounts.models import RegionMembership, RegionSystem
from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import add_answers
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.models import Case, Source
from dhp.cases.people.actions import add_suspect_to, also_suspected
from dhp.definitions import DeathType, Scope
from dhp.dictionary import DICTIONARY, Given, Sensitivity, Stage, State
from dhp.errors import DomainError
from dhp.statistics.frame import NO_PLACE, Unit, Window, frame
from dhp.statistics.held import held
from dhp.statistics.measures import Question, lay_out
from tests.cases.conftest import statements
from tests.harness.record import Death, Judge, at

__all__ = ["statements"]

NOW = at("2025-12-01")


@pytest.fixture
def tell(database):
    """Records answers at an instant: `tell(case, "2025-06-01", victim__sex="female")`."""

    def add(case: Case, when: str, source: Source = Source.FORCE, **told: str) -> None:
        answers = {
            name.replace("__", "."): Given(State(text[1:-1]))
            if text.startswith("[")
            else Given(State.ANSWERED, text)
            for name, text in told.items()
        }
        with clock_at(at(when)):
            add_answers(
                case, answers, by=Command(), source=source, stage=Stage.FOLLOW_UP, reason="So."
            )
            database.session.commit()

    return add


@pytest.fixture
def suspect(database):
    """Adds a suspect to a case at an instant."""

    def add(case: Case, when: str) -> None:
        with clock_at(at(when)):
            add_suspect_to(case, by=Command())
            database.session.commit()

    return add


def test_a_death_is_one_row_with_what_measures_decide_on(death: Death, judge: Judge, force) -> None:
    case = death("2025-05-03T23:30", DeathType.IPH, died="2025-04")
    out = death("2025-05-04", died="2025-05-01", back_record=True)
    judge(out, "2025-05-05", DeathType.UNCLASSIFIED, Scope.OUT)

    found = frame(Unit.DEATH, [], NOW)

    assert list(found["case"]) == [case.id, out.id]
    first = found.iloc[0]
    assert (first["force"], first["type"], first["counts"]) == (force.code, "iph", True)
    assert first["received_on"] == pd.Timestamp("2025-05-04")  # a day later in London
    assert (first["died"], str(first["died_last"].date())) == ("2025-04", "2025-04-30")
    assert (found.iloc[1]["counts"], found.iloc[1]["back_record"]) == (False, True)


def test_categories_are_those_of_the_dictionary_whether_or_not_anybody_has_them(
    death: Death, tell
) -> None:
    tell(death("2025-05-03"), "2025-05-04", victim__sex="female")

    sex = frame(Unit.DEATH, ["sex"], NOW)["sex"]

    options = [option.code for option in DICTIONARY["sex"].options]
    assert list(sex.cat.categories[: len(options)]) == options
    assert sex.value_counts()["male"] == 0
    assert sex.value_counts()["female"] == 1


def test_each_kind_of_not_known_is_a_category_of_its_own(death: Death, tell) -> None:
    for state in ("[not_known]", "[not_yet_established]"):
        tell(death("2025-05-03"), "2025-05-04", victim__sex=state)
    death("2025-05-05")

    assert list(frame(Unit.DEATH, ["sex"], NOW)["sex"]) == [
        "[not_known]",
        "[not_yet_established]",
        "[not_recorded]",
    ]


def test_the_frame_shows_what_was_known_then_and_by_the_source_that_counts(
    death: Death, tell
) -> None:
    case = death("2025-05-03")
    tell(case, "2025-05-04", victim__sex="male")
    tell(case, "2025-06-01", Source.UNIT, victim__sex="female")
    tell(case, "2025-07-01", victim__sex="[not_known]")

    def sex(when: str) -> str:
        return frame(Unit.DEATH, ["sex"], at(when))["sex"].iloc[0]

    assert sex("2025-05-03T01:00") == "[not_recorded]"
    assert sex("2025-05-05") == "male"
    assert sex("2025-06-02") == "female"
    assert sex("2025-07-02") == "female"  # the unit's own determination outweighs the force


def test_a_death_without_a_suspect_has_nothing_to_record_of_one(
    death: Death, tell, suspect
) -> None:
    death("2025-05-03")
    case = death("2025-05-04")
    suspect(case, "2025-05-05")
    tell(case, "2025-05-06", suspect1__sex="male", suspect1__relationship="son")

    found = frame(Unit.DEATH, ["suspect.sex", "relationship", "suspect2.sex"], NOW)

    assert list(found["suspect.sex"]) == ["[not_applicable]", "male"]
    assert list(found["relationship"]) == ["[not_applicable]", "son"]
    assert list(found["suspect2.sex"]) == ["[not_applicable]"] * 2


def test_numbers_keep_their_ranges_apart_and_derived_values_follow(death: Death, tell) -> None:
    for age in ("34", "30-38", "[not_known]"):
        tell(death("2025-05-03"), "2025-05-04", victim__age=age)

    found = frame(Unit.DEATH, ["age", "age_band"], NOW)

    assert list(found["age"].astype(object)) == [34, pd.NA, pd.NA]
    assert list(found["age.least"].astype(object)) == [34, 30, pd.NA]
    assert list(found["age.state"]) == ["[answered]", "[answered]", "[not_known]"]
    assert list(found["age_band"]) == ["25-34", "[not_known]", "[not_known]"]


def test_a_suspect_of_two_deaths_is_one_person_and_two_pairs(
    death: Death, tell, suspect, database
) -> None:
    first, second = death("2025-05-03"), death("2025-05-04")
    suspect(first, "2025-05-05")
    with clock_at(at("2025-05-06")):
        finding = Finding(first, second, LinkKind.SAME_INCIDENT, "One event.", {})
        link(finding, by=Command())
        also_suspected(first, "suspect1", second, by=Command())
        database.session.commit()
    tell(first, "2025-05-07", suspect1__sex="male", suspect1__relationship="son")
    tell(second, "2025-05-07", suspect1__relationship="sibling")

    people = frame(Unit.PERSON, ["sex"], NOW)
    pairs = frame(Unit.PAIR, ["relationship", "suspect.sex"], NOW)
    incidents = frame(Unit.INCIDENT, ["location_type"], NOW)

    assert list(people["role"]) == ["victim", "suspect", "victim"]
    assert list(people[people["role"] == "suspect"]["sex"]) == ["male"]
    assert list(pairs["relationship"]) == ["son", "sibling"]
    assert list(pairs["suspect.sex"]) == ["male", "male"]
    assert list(incidents["deaths"]) == [2]
    assert frame(Unit.INCIDENT, [], at("2025-05-05"))["deaths"].tolist() == [1, 1]


def test_a_window_by_both_clocks_holds_every_death_of_its_people(
    death: Death, tell, suspect, database
) -> None:
    first = death("2022-05-03", died="2022-05-01")
    suspect(first, "2022-05-05")
    second = death("2025-05-04", died="2025-05-01")
    with clock_at(at("2025-05-06")):
        link(Finding(first, second, LinkKind.SAME_INCIDENT, "One event.", {}), by=Command())
        also_suspected(first, "suspect1", second, by=Command())
        database.session.commit()
    tell(first, "2025-05-07", suspect1__sex="male")
    elsewhere = death("2021-05-03", died="2021-05-01")
    window = Window("both", date(2025, 1, 1), date(2025, 12, 1))

    with held(1):
        deaths = frame(Unit.DEATH, [], NOW, window)
        people = frame(Unit.PERSON, ["sex"], NOW, window)
    everybody = frame(Unit.PERSON, ["sex"], NOW)
    theirs = everybody[everybody["case"] != elsewhere.id]

    assert deaths["case"].tolist() == [first.id, second.id]
    assert people[people["role"] == "suspect"]["case"].tolist() == [first.id]
    assert people.to_dict("records") == theirs.to_dict("records")


def test_tables_of_a_report_share_what_is_read_of_their_deaths(
    death: Death, tell, statements
) -> None:
    tell(death("2025-05-03"), "2025-06-01", victim__sex="female")
    months = [Question(NOW, ("victim.sex",), (), date(2025, n, 1), NOW.date()) for n in (2, 3, 4)]
    suspects = replace(months[0], by=("sex",))

    with held(1):
        for question in months:
            lay_out("deaths", question)
        statements.clear()
        lay_out("deaths", months[0])
        lay_out("delay", replace(months[1], by=()))
        lay_out("suspects", suspects)

    assert len(statements) <= 2, statements  # what is answered of suspects alone was not read yet


def test_an_answer_chosen_from_a_linked_case_counts(death: Death, tell, database) -> None:
    keep, other = death("2025-05-03"), death("2025-05-04")
    tell(keep, "2025-05-05", victim__sex="male")
    tell(other, "2025-05-05", victim__sex="female")
    with clock_at(at("2025-06-01")):
        choice = {"victim.sex": other.id}
        link(Finding(keep, other, LinkKind.SAME_DEATH, "One.", choice), by=Command())
        database.session.commit()

    assert frame(Unit.DEATH, ["sex"], NOW)["sex"].tolist() == ["female"]
    assert frame(Unit.DEATH, ["sex"], at("2025-05-06"))["sex"].tolist() == ["male", "female"]


def test_a_region_is_that_of_the_day_of_death(death: Death, force, database) -> None:
    old = database.session.query(RegionMembership).filter_by(force_id=force.id).all()
    for membership in old:
        database.session.delete(membership)
    days = (("North", "2019-04-01", "2025-04-30"), ("South", "2025-05-01", None))
    for region, since, until in days:
        database.session.add(
            RegionMembership(
                force_id=force.id,
                system=RegionSystem.HOME_OFFICE,
                region=region,
                since=at(since).date(),
                until=at(until).date() if until else None,
            )
        )
    database.session.commit()
    for died in ("2025-04-30", "2025-05-01", "2012-01-01"):
        death("2025-05-03", died=died)

    found = frame(Unit.DEATH, ["region", "rocu_region"], NOW)

    assert found["region"].tolist() == ["North", "South", "North"]
    assert found["rocu_region"].tolist() == [NO_PLACE] * 3


def test_only_what_is_asked_for_is_read_and_in_as_few_statements_for_many(
    death: Death, tell, statements
) -> None:
    names = ["sex", "age", "suspect.sex", "relationship", "method", "location_type"]

    def asked() -> list[str]:
        statements.clear()
        frame(Unit.DEATH, names, NOW)
        return list(statements)

    death("2025-05-03")
    few = asked()
    for day in range(4, 12):
        tell(death(f"2025-05-{day:02}"), "2025-06-01", victim__sex="female")
    statements.clear()

    assert len(asked()) == len(few) <= 9
    statements.clear()
    plain = frame(Unit.DEATH, [], NOW)
    assert not any("FROM answers \nWHERE answers.code IN" in one for one in statements)
    assert "sex" not in plain


def test_what_may_identify_somebody_is_in_no_frame(database) -> None:
    for code in ("circumstances", "force_ref", "police_employee"):
        with pytest.raises(DomainError, match="identify"):
            frame(Unit.DEATH, [code], NOW)


def test_every_other_characteristic_is_a_column_of_some_frame(database) -> None:
    entries = [e for e in DICTIONARY.values() if e.sensitivity is not Sensitivity.IDENTIFYING]

    found = frame(Unit.DEATH, [entry.code for entry in entries], NOW)

    assert {entry.code for entry in entries} <= set(found.columns)


def test_a_name_that_is_no_column_says_where_to_look(database) -> None:
    for name in ("shoe_size", "death.sex", "person.sex", "victim.relationship"):
        with pytest.raises(DomainError, match=r"data-dictionary|another unit"):
            frame(Unit.DEATH, [name], NOW)


def test_starting_the_service_loads_no_analysis_library() -> None:
    program = (
        "import sys, config, wsgi\n"
        "print(sorted({'pandas', 'scipy', 'numpy'} & {name.split('.')[0] for name in sys.modules}))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == "[]", done.stderr
