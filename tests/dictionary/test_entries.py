"""What is asked: enough, once, in plain words, of the right people and at the right time."""

import re
from datetime import date, timedelta

import pytest

from dhp.dictionary import (
    DICTIONARY,
    SECTIONS,
    Column,
    Given,
    Kind,
    Role,
    Sensitivity,
    Stage,
    State,
    Subject,
    asked,
)
from dhp.dictionary.columns import places_of
from dhp.dictionary.entry import IfAnswer, IfDied, IfRole, Option

ENTRIES = [pytest.param(entry, id=entry.code) for entry in DICTIONARY.values()]
DATED = [
    pytest.param(entry, option, id=f"{entry.code}-{option.code}")
    for entry in DICTIONARY.values()
    for option in entry.options
    if option.since or option.until
]
STAGES = list(Stage)
NOTICE = [
    "force_ref",
    "date_of_death",
    "aware_on",
    "suspected_intent",
    "suspect_identified",
    "location_type",
    "sex",
    "age",
    "relationship",
    "da_history_known",
    "circumstances",
    "police_link",
]
# A second question hidden in the first.
DOUBLE = re.compile(
    r"\?.|and/or|\b(?:and|or),? (?:how|what|when|where|why|who|which|did|was|were|had|has|is|are)\b"
)


def test_the_first_notice_asks_no_more_than_its_twelve_questions():
    asked_first = [entry.code for entry in DICTIONARY.values() if entry.needed is Stage.NOTICE]

    assert asked_first == NOTICE


def test_the_record_holds_what_the_project_reports_on():
    later = [entry for entry in DICTIONARY.values() if entry.needed is not Stage.NOTICE]

    assert len(later) == 125
    assert {entry.needed for entry in later} == {Stage.FOLLOW_UP, Stage.SIX_MONTHS, Stage.OUTCOME}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_has_questions(section):
    assert [entry.code for entry in DICTIONARY.values() if entry.section == section]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_question_is_short_and_single(entry):
    assert len(entry.question.split()) <= 25
    assert not DOUBLE.search(entry.question)
    assert entry.question[:1].isupper()


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_later_question_ends_with_a_question_mark(entry):
    if entry.needed is not Stage.NOTICE:
        assert entry.question.endswith("?")


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_hint_is_a_sentence(entry):
    if entry.hint:
        assert entry.hint.endswith(".")


def test_no_two_are_named_or_asked_alike():
    names = [entry.name for entry in DICTIONARY.values()]
    questions = [entry.question for entry in DICTIONARY.values()]

    assert len(set(names)) == len(names)
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("entry", ENTRIES)
def test_some_way_is_open_for_someone_who_does_not_know(entry):
    assert State.NOT_YET_ESTABLISHED in entry.states
    assert State.ANSWERED not in entry.states


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_condition_is_known_before_the_question_is_asked(entry):
    for condition in entry.asked_when:
        if isinstance(condition, IfAnswer):
            first = DICTIONARY[condition.code]
            assert STAGES.index(first.needed) <= STAGES.index(entry.needed)


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_question_can_be_reached_at_every_place(entry):
    places = places_of(entry)
    assert places

    for place in places:
        answers = {"death.suspect_identified": Given(State.ANSWERED, "yes")}
        _satisfy(entry, place, answers)

        assert asked(Column(place, entry), answers), answers


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_conditional_question_is_not_asked_of_everybody(entry):
    if any(not isinstance(condition, IfRole) for condition in entry.asked_when):
        nothing = {"death.suspect_identified": Given(State.ANSWERED, "yes")}

        assert not any(asked(Column(place, entry), nothing) for place in places_of(entry))


@pytest.mark.parametrize(("entry", "option"), DATED)
def test_a_dated_option_is_offered_from_its_day(entry, option):
    assert option.since
    assert option.offered_on(option.since)
    assert not option.offered_on(option.since - timedelta(days=1))
    assert option.offered_on(None)


def test_an_option_that_ends_is_offered_on_its_last_day():
    last = date(2024, 3, 31)
    option = Option("old", "Old", until=last)

    assert option.offered_on(last)
    assert not option.offered_on(last + timedelta(days=1))


def test_offences_are_offered_from_the_day_of_their_law():
    since = {
        f"{entry.code}.{option.code}": option.since
        for entry in DICTIONARY.values()
        for option in entry.options
        if option.since
    }

    assert since == {
        "ccb_basis.charged": date(2015, 12, 29),
        "ccb_basis.recorded": date(2015, 12, 29),
        "charge_offence.ccb": date(2015, 12, 29),
        "ccb_basis.charged_apart": date(2023, 4, 5),
        "ccb_basis.recorded_apart": date(2023, 4, 5),
        "charge_offence.ccb_apart": date(2023, 4, 5),
        "nfs_basis.offence": date(2022, 6, 7),
        "charge_offence.nfs": date(2022, 6, 7),
        "dhr_regime.dvcva_2004": date(2011, 4, 13),
    }


@pytest.mark.parametrize(
    ("died", "expected"),
    [("2020-03-22", False), ("2020-03-23", True), ("2022-12-31", True), ("2023-01-01", False)],
)
def test_the_pandemic_is_asked_about_only_for_its_years(died, expected):
    answers = {"death.date_of_death": Given(State.ANSWERED, died)}

    assert asked(Column("incident", DICTIONARY["covid_relation"]), answers) is expected


@pytest.mark.parametrize(
    ("intent", "yes", "no"),
    [
        ("suicide", {"note_left", "unexpected_death_policy", "rtsss_linked"}, {"overkill"}),
        ("homicide", {"overkill", "hi_linked"}, {"note_left", "unexpected_death_policy"}),
        ("unexplained", {"unexpected_death_policy", "hi_linked", "rtsss_linked"}, {"overkill"}),
    ],
)
def test_what_is_asked_follows_the_kind_of_death(intent, yes, no):
    answers = {"death.suspected_intent": Given(State.ANSWERED, intent)}

    assert {code for code in yes | no if asked(Column("death", DICTIONARY[code]), answers)} == yes


@pytest.mark.parametrize(
    "code", ["sex", "disability", "ethnicity_19", "ethnicity_sde", "ethnicity_observed", "age"]
)
def test_victims_and_suspects_are_asked_about_alike(code):
    assert DICTIONARY[code].roles == (Role.VICTIM, Role.SUSPECT)


def test_a_suspects_question_turns_on_the_suspects_own_answer():
    column = Column("suspect1", DICTIONARY["drugs_treatment"])
    known = {"death.suspect_identified": Given(State.ANSWERED, "yes")}
    problem = Given(State.ANSWERED, "problem")

    assert not asked(column, known | {"victim.drugs": problem})
    assert asked(column, known | {"suspect1.drugs": problem})


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_is_told_of_a_person_is_sensitive(entry):
    free = entry.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT)
    personal = entry.subject in (Subject.PERSON, Subject.RELATIONSHIP)

    if entry.code in ("ethnicity_source", "personally_connected_ground"):
        assert entry.sensitivity is Sensitivity.PLAIN  # says nothing without the answer beside it
    elif free or personal:
        assert entry.sensitivity is not Sensitivity.PLAIN


def test_the_harmonised_list_has_nineteen_groups_and_the_police_list_eighteen_and_one():
    harmonised = DICTIONARY["ethnicity_19"].options
    police = DICTIONARY["ethnicity_sde"].options

    assert len([one for one in harmonised if not one.code.endswith("_not_stated")]) == 19
    assert len(police) == 19
    assert police[-1].code == "ns"


def _satisfy(entry, place, answers):
    """Answer whatever must be answered for `entry` to be asked at `place`."""
    for condition in entry.asked_when:
        if isinstance(condition, IfDied):
            day = condition.since or condition.until
            answers["death.date_of_death"] = Given(State.ANSWERED, day.isoformat())
        elif isinstance(condition, IfAnswer):
            first = DICTIONARY[condition.code]
            at = place if place in places_of(first) else places_of(first)[0]
            answers.setdefault(f"{at}.{first.code}", Given(State.ANSWERED, condition.options[0]))
            _satisfy(first, at, answers)
