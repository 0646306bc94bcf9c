"""Full text finds the same entries on both databases, whatever somebody types."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhp.accounts.permissions import RoleName
from dhp.practice.actions import review, revise, submit
from dhp.practice.models import PracticeWording
from dhp.practice.queries import Wanted, library
from dhp.practice.rules import Label
from dhp.practice.searching import index_everything, put_in_index, words_of
from tests.accounts.people import add_user
from tests.harness.examples import SHARING, tries
from tests.practice.conftest import judged, words

ENTRIES = {
    "Strangulation clinics": "Clinics for people who were strangled, within two days.",
    "Café mornings for carers": "Carers meet a specialist. Older people are asked about fear.",
    "A second look at falls": "A detective asks about coercive control after a fall from height.",
    "Training on control": "Half a day of training. Officers forget it within a year.",
    "Risk e-mails": "The force's risk-assessment goes to GP's by e-mail (secure@example.org).",
}


def build():
    coder, lead = add_user(RoleName.CODER), add_user(RoleName.LEAD)
    for title, done in ENTRIES.items():
        told = words(title=title, summary="What it is.", done=done, found="Not known.")
        review(submit(told, "A charity", by=coder), 1, judged(), by=lead)


@pytest.fixture
def reader(once):
    once(build)
    return add_user(RoleName.READER)


def titles(user, asked):
    return [one.wording.title for one in library(user, Wanted(words=asked))]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("strangled", ["Strangulation clinics"]),
        ("CLINIC", ["Strangulation clinics"]),
        ("cafe", ["Café mornings for carers"]),
        ("the officers of the training", ["Training on control"]),
        ("fall height", ["A second look at falls"]),
        ("risk-assessment", ["Risk e-mails"]),
        ("secure@example.org", ["Risk e-mails"]),
        ("clinic training", []),
        ("nothing-of-the-kind", []),
    ],
)
def test_each_word_has_to_be_there_in_any_form(reader, asked, found):
    assert titles(reader, asked) == found


def test_a_word_of_the_title_counts_for_more(reader):
    assert titles(reader, "control") == ["Training on control", "A second look at falls"]


def test_no_words_show_everything_by_title(reader):
    assert titles(reader, "  ") == sorted(ENTRIES)


@pytest.mark.parametrize(
    "asked",
    [
        "'; DROP TABLE practices; --",
        '"clinics',
        "title:clinics",
        "clinics OR training",
        "NEAR(clinics training)",
        "clin*",
        "clinics & !training | (",
        "-clinics",
        "%",
        "the and of",
        "\\",
        "🙂",
        "x" * 5_000,
        "clinics " * 400,
    ],
)
def test_nonsense_is_only_ever_words(reader, asked):
    assert titles(reader, asked) in ([], ["Strangulation clinics"])
    assert len(titles(reader, "")) == len(ENTRIES)


@settings(SHARING, max_examples=tries(10, thorough=200))
@given(
    asked=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)
)
def test_whatever_is_typed_is_answered(reader, asked):
    assert set(titles(reader, asked)) <= set(ENTRIES)


def test_a_search_finds_the_words_that_stand_and_none_that_stood(reader, database):
    coder, lead = (
        add_user(role, email=f"{role}.two@example.org") for role in (RoleName.CODER, RoleName.LEAD)
    )
    practice = submit(words(title="Door chains"), "A charity", by=coder)
    review(practice, 1, judged(), by=lead)
    revise(practice, 1, words(title="Window locks"), "Misnamed.", by=lead)
    database.session.commit()

    assert titles(reader, "door chains") == []
    assert titles(reader, "window") == ["Window locks"]


def test_searching_does_not_show_what_is_not_for_the_person(reader, database):
    coder = add_user(RoleName.CODER, email="two@example.org")
    submit(words(title="Door chains"), "A charity", by=coder)
    database.session.commit()

    assert titles(reader, "door") == []
    assert titles(coder, "door") == ["Door chains"]


def test_the_index_can_be_built_anew(reader, database):
    cafe = library(reader, Wanted(words="cafe"))[0]
    nothing = {"summary": "", "done": "", "found": "", "themes": ()}
    put_in_index(cafe, PracticeWording(title="Gone", **nothing))
    lost = titles(reader, "cafe")

    count = index_everything()

    assert (lost, count) == ([], len(ENTRIES))
    assert titles(reader, "cafe") == [cafe.wording.title]


def test_filters_narrow_a_search(reader):
    asked = Wanted(words="control", label=Label.WORKED)

    assert library(reader, asked) == []


def test_words_lose_case_accents_and_signs():
    assert words_of("Café–ÉTÉ, it’s 3_000 naïve!") == [
        "cafe",
        "ete",
        "it",
        "s",
        "3",
        "000",
        "naive",
    ]
