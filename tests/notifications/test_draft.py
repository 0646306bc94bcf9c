"""A draft laid out: gaps, open answers and problems are three different things."""

from datetime import date

from dhp.dictionary import NOTICE_SECTIONS
from dhp.notifications.draft import Draft, differences, draft_of
from tests.notifications.deaths import ANSWERS

TODAY = date(2026, 3, 20)


def laid_out(suspects: int = 1, **changes: str) -> Draft:
    changed = {name.replace("__", "."): text for name, text in changes.items()}
    return draft_of(ANSWERS | changed, suspects, today=TODAY)


def names(lines) -> list[str]:
    return [line.column.name for line in lines]


def test_a_complete_draft_has_no_gaps_no_open_answers_and_no_problems():
    draft = laid_out()

    assert (draft.gaps, draft.open, draft.problems, draft.warnings) == ((), (), (), ())
    assert draft.sendable == ANSWERS


def test_a_blank_is_a_gap_and_not_yet_established_is_not():
    draft = laid_out(victim__age="", victim__sex="[not_yet_established]")

    assert names(draft.gaps) == ["victim.age"]
    assert names(draft.open) == ["victim.sex"]


def test_what_cannot_be_read_is_a_problem_named_by_whose_it_is():
    draft = laid_out(victim__age="old")

    [(line, message)] = draft.problems
    assert line.column.name == "victim.age"
    assert message.startswith("Victim’s age must be a whole number")
    assert "victim.age" not in draft.sendable


def test_a_state_that_the_question_does_not_offer_is_a_problem():
    assert names(line for line, _ in laid_out(victim__age="[withheld]").problems) == ["victim.age"]


def test_dates_after_today_are_a_problem():
    draft = laid_out(death__date_of_death="2026-03-21")

    assert names(line for line, _ in draft.problems) == ["death.date_of_death"]


def test_suspects_are_asked_about_only_when_one_is_identified():
    draft = laid_out(death__suspect_identified="no", suspect1__age="nonsense")

    assert not [name for name in draft.sendable if name.startswith("suspect1")]
    assert draft.problems == ()
    assert [line.column.name for line, _ in draft.warnings] == ["death.suspect_identified"]


def test_a_further_suspect_of_whom_nothing_is_said_is_no_gap():
    assert laid_out(suspects=3).gaps == ()


def test_a_further_suspect_of_whom_something_is_said_is_asked_about_wholly():
    draft = laid_out(suspects=2, suspect2__sex="male")

    assert names(draft.gaps) == ["suspect2.age", "suspect2.relationship"]


def test_the_pages_ask_everything_once_and_people_in_turn():
    draft = laid_out(suspects=2)

    asked = [name for section in draft.sections for name in names(section.lines)]
    people = names(draft.section("people").lines)
    assert [section.code for section in draft.sections] == list(NOTICE_SECTIONS)
    assert sorted(asked) == sorted({*asked})
    assert [name.partition(".")[0] for name in people] == (
        ["victim"] * 2 + ["death"] + ["suspect1"] * 3 + ["suspect2"] * 3
    )


def test_a_page_says_how_far_it_is():
    draft = laid_out(victim__age="", death__aware_on="soon")

    statuses = {section.code: section.status for section in draft.sections}
    assert statuses == {
        "death": "Needs correcting",
        "people": "5 of 6 answered",
        "background": "Completed",
    }
    assert draft_of({}, 1, today=TODAY).section("death").status == "Not started"


def test_the_day_of_death_is_known_only_when_it_is_whole():
    assert laid_out().died == date(2026, 3, 9)
    assert laid_out(death__date_of_death="2026-03").died is None


def test_two_versions_are_told_apart_question_by_question():
    pairs = differences(laid_out(victim__age="35"), laid_out(victim__age="52"))

    assert [(saved.text, typed.text) for saved, typed in pairs] == [("35", "52")]
