from datetime import UTC, date, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dhp.cases.answers.book import Target, given_of
from dhp.cases.answers.table import Telling, history_of, read_answers, record_answers, standing_in
from dhp.cases.models import Answer, Case, Source
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, Given, Stage, State, Subject, column_named
from tests.cases.conftest import HOMICIDE, MakeCase, Statements
from tests.harness.examples import SHARING, tries

LATER = datetime(2030, 1, 1, tzinfo=UTC)  # after every case is opened, whenever the tests run
AGE = "victim.age"


def tell(
    case: Case,
    name: str,
    answer: Given,
    *,
    at: datetime = LATER,
    source: Source = Source.FORCE,
) -> list[str]:
    column = column_named(name, DICTIONARY)
    assert column is not None
    target = places_of([case])[case.id].target(column)
    telling = Telling(source, Stage.FOLLOW_UP, "somebody", at)
    return record_answers(case, [(target, column.characteristic, answer)], telling)


def read(case: Case, name: str, as_at: datetime | None = None) -> Given:
    return places_of([case])[case.id].answers(read_answers([case], as_at))[name]


def answered(text: str) -> Given:
    return Given(State.ANSWERED, text)


def test_a_new_answer_supersedes_the_old_one_which_stays(make_case: MakeCase) -> None:
    case = make_case()

    changed = tell(case, AGE, answered("35"))

    ages = [a for a in history_of([case]) if a.code == "age" and a.value in ("34", "35")]
    assert changed == ["age"]
    assert [(a.value, a.superseded_at) for a in ages] == [("34", LATER), ("35", None)]


def test_the_same_answer_told_again_changes_nothing(make_case: MakeCase) -> None:
    case = make_case()
    before = len(history_of([case]))

    changed = tell(case, AGE, answered("34"))

    assert changed == []
    assert len(history_of([case])) == before


def test_a_blank_is_not_an_answer_and_takes_nothing_away(make_case: MakeCase) -> None:
    case = make_case()

    changed = tell(case, AGE, Given(State.NOT_RECORDED))

    assert changed == []
    assert read(case, AGE) == answered("34")


def test_another_source_does_not_supersede_and_the_unit_has_the_last_word(
    make_case: MakeCase,
) -> None:
    case = make_case()

    tell(case, AGE, answered("35"), source=Source.UNIT)
    tell(case, AGE, answered("36"), source=Source.PUBLISHED_REVIEW)

    victim = places_of([case])[case.id].people["victim"]
    rivals = read_answers([case]).rivals[Subject.PERSON, victim, "age"]
    assert [(a.source, a.value) for a in rivals] == [
        (Source.UNIT, "35"),
        (Source.FORCE, "34"),
        (Source.PUBLISHED_REVIEW, "36"),
    ]


def test_what_was_known_at_an_instant_can_be_read_back(make_case: MakeCase) -> None:
    case = make_case()
    tell(case, AGE, answered("35"), at=LATER)
    tell(case, AGE, Given(State.NOT_KNOWN), at=LATER + timedelta(days=1))

    assert read(case, AGE, case.opened_at - timedelta(seconds=1)) == Given(State.NOT_RECORDED)
    assert read(case, AGE, case.opened_at) == answered("34")
    assert read(case, AGE, LATER) == answered("35")
    assert read(case, AGE) == Given(State.NOT_KNOWN)


def test_an_answer_given_twice_at_once_is_recorded_once_as_meant_last(
    make_case: MakeCase,
) -> None:
    case = make_case()
    column = column_named(AGE, DICTIONARY)
    assert column is not None
    target = places_of([case])[case.id].target(column)
    rows = [(target, column.characteristic, answered(text)) for text in ("40", "41")]

    record_answers(case, rows, Telling(Source.UNIT, Stage.NOTICE, "somebody", LATER))

    assert read(case, AGE) == answered("41")


def test_a_clock_that_runs_behind_never_ends_an_answer_before_it_began(
    make_case: MakeCase,
) -> None:
    case = make_case()
    tell(case, AGE, answered("35"), at=LATER)

    tell(case, AGE, answered("36"), at=LATER - timedelta(hours=1))

    rows = [a for a in history_of([case]) if a.value == "35"]
    assert rows[0].superseded_at == LATER
    assert read(case, AGE, LATER) == answered("36")


def test_an_answer_on_the_incident_belongs_to_each_of_its_deaths(make_case: MakeCase) -> None:
    first = make_case()
    second = make_case(
        {name: g for name, g in HOMICIDE.items() if "location" not in name},
        incident=first.incident,
    )

    tell(second, "incident.location_type", answered("water"))

    assert read(first, "incident.location_type") == answered("water")
    assert read(second, "incident.location_type") == answered("water")
    assert "water" in [a.value for a in history_of([first])]


def test_two_deaths_of_one_incident_may_tell_of_it_alike(make_case: MakeCase) -> None:
    first = make_case()

    second = make_case(incident=first.incident)

    assert read(second, "incident.location_type") == answered("victim_home")


def test_answers_on_one_death_are_not_those_of_the_other(make_case: MakeCase) -> None:
    first = make_case()
    second = make_case(incident=first.incident)

    tell(second, AGE, answered("2"))

    assert read(first, AGE) == answered("34")
    assert "2" not in [a.value for a in history_of([first])]


def test_the_case_repeats_the_date_of_death_and_the_forces_reference(
    database: SQLAlchemy, make_case: MakeCase
) -> None:
    case = make_case()

    tell(case, "death.date_of_death", answered("2026-02"))
    tell(case, "death.force_ref", answered("43/1"))
    database.session.commit()

    assert (case.died_first, case.died_last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert case.force_ref == "43/1"


def test_the_case_repeats_the_answer_that_stands_not_the_one_told_last(
    make_case: MakeCase,
) -> None:
    case = make_case()
    tell(case, "death.date_of_death", answered("2026-02-02"), source=Source.UNIT)

    tell(case, "death.date_of_death", answered("2026-02-03"), source=Source.FORCE)

    assert case.died_first == date(2026, 2, 2)


def test_a_date_that_turns_out_not_to_be_known_is_taken_from_the_case(make_case: MakeCase) -> None:
    case = make_case()

    tell(case, "death.date_of_death", Given(State.NOT_KNOWN))

    assert (case.died_first, case.died_last) == (None, None)


def test_recording_makes_the_versions_of_open_forms_stale(
    database: SQLAlchemy, make_case: MakeCase
) -> None:
    case = make_case()
    before = case.version

    tell(case, AGE, answered("35"))
    database.session.commit()

    assert case.version == before + 1


def test_identifying_answers_are_kept_in_the_protected_column(
    database: SQLAlchemy, make_case: MakeCase
) -> None:
    make_case()

    answer = database.session.scalars(select(Answer).where(Answer.code == "force_ref")).one()

    assert (answer.value, answer.protected) == (None, "42/7")


def test_recording_takes_one_look_one_change_and_one_insert(
    make_case: MakeCase, statements: Statements
) -> None:
    case = make_case()
    places = places_of([case])[case.id]
    rows = [
        (places.target(column), column.characteristic, answered(text))
        for name, text in ((AGE, "40"), ("victim.sex", "male"), ("suspect1.age", "50"))
        if (column := column_named(name, DICTIONARY))
    ]
    statements.clear()

    record_answers(case, rows, Telling(Source.FORCE, Stage.NOTICE, "somebody", LATER))

    assert [text.split()[0] for text in statements] == ["SELECT", "UPDATE", "INSERT"]


def test_what_stands_can_be_had_from_the_history_alone(make_case: MakeCase) -> None:
    case = make_case()
    tell(case, AGE, answered("35"))
    tell(case, AGE, answered("36"), source=Source.UNIT)

    book = standing_in(history_of([case]))

    asked = read_answers([case])
    assert {key: [a.id for a in rivals] for key, rivals in book.rivals.items()} == {
        key: [a.id for a in rivals] for key, rivals in asked.rivals.items()
    }


ANSWERS = st.sampled_from(
    [answered("30"), answered("31"), Given(State.NOT_KNOWN), Given(State.NOT_RECORDED)]
)
TELLINGS = st.lists(
    st.tuples(
        st.integers(1, 5),  # minutes since the one before
        st.sampled_from(["age", "sex"]),
        st.sampled_from(list(Source)),
        ANSWERS,
    ),
    max_size=12,
)


@settings(SHARING, max_examples=tries(20, thorough=200))
@given(tellings=TELLINGS)
def test_any_sequence_of_recordings_can_be_read_as_at_each_instant(
    database: SQLAlchemy,
    make_case: MakeCase,
    tellings: list[tuple[int, str, Source, Given]],
) -> None:
    case = make_case({})
    victim = places_of([case])[case.id].people["victim"]
    at, known, moments = LATER, {}, []
    for minutes, code, source, answer in tellings:
        at += timedelta(minutes=minutes)
        target = Target(case.id, Subject.PERSON, victim)
        telling = Telling(source, Stage.NOTICE, "somebody", at)
        record_answers(case, [(target, DICTIONARY[code], answer)], telling)
        if answer.state is not State.NOT_RECORDED:
            known[code, source] = answer
        moments.append((at, dict(known)))

    for moment, expected in moments:
        book = read_answers([case], moment)
        found = {
            (code, a.source): given_of(a)
            for (_subject, _id, code), rivals in book.rivals.items()
            for a in rivals
        }
        assert found == expected
    database.session.rollback()


@pytest.mark.parametrize("instant", [None, LATER])
def test_reading_is_one_statement_for_any_number_of_cases(
    make_case: MakeCase, statements: Statements, instant: datetime | None
) -> None:
    cases = [make_case() for _ in range(3)]
    statements.clear()

    read_answers(cases, instant)

    assert len(statements) == 1
