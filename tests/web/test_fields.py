import html
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from dhp.dictionary.answer import read, write
from dhp.dictionary.columns import Column
from dhp.dictionary.entry import Characteristic, Kind, Option, Stage, State, Subject
from dhp.web.fields import QuestionForm, question_form
from dhp.web.forms import form_errors
from tests.harness.examples import SHARING, tries

Ask = Callable[..., "Asked"]
TODAY = date(2026, 7, 2)
OPTIONS = (
    Option("home", "At home"),
    Option("street", "In the street"),
    Option("old", "An old place", until=date(2019, 12, 31)),
)


class Asked:
    """What came of one question, asked and answered."""

    def __init__(self, form: QuestionForm) -> None:
        self.sound = form.validate()
        (self.field,) = form.questions
        self.data = form.answers[self.field.name]
        self.errors = list(self.field.errors)
        self.summary = form_errors(form)
        self.drawn = str(self.field())


def column(kind: Kind, place: str = "death", **given: Any) -> Column:
    subject = Subject.PERSON if place != "death" else Subject.DEATH
    chosen = kind in (Kind.ONE_OF, Kind.ANY_OF)
    details: dict[str, Any] = {
        "question": "What is it?",
        "name": "thing",
        "definition": "",
        "source": "",
        "section": "death",
        "needed": Stage.NOTICE,
        "options": OPTIONS if chosen else (),
        **given,
    }
    entry = Characteristic(code="thing", subject=subject, kind=kind, **details)
    return Column(place, entry)


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Asks one question of `kind`, answered with `sent`; its name in `sent` is left out."""

    def asked(
        kind: Kind,
        sent: Mapping[str, object],
        before: str = "",
        *,
        complete: bool = False,
        died: date | None = None,
        **details: Any,
    ) -> Asked:
        one = column(kind, **details)
        data = {f"{one.name}{part}": value for part, value in sent.items()}
        with app.test_request_context("/", method="POST", data={"other": "x", **data}):
            return Asked(
                question_form([one], {one.name: before}, complete=complete, died=died, today=TODAY)
            )

    return asked


def days(day: str, month: str, year: str) -> dict[str, str]:
    return {".day": day, ".month": month, ".year": year}


@pytest.mark.parametrize(
    ("kind", "sent", "text"),
    [
        (Kind.ONE_OF, {"": "home"}, "home"),
        (Kind.ONE_OF, {"": "[not_known]"}, "[not_known]"),
        (Kind.ONE_OF, {}, ""),
        (Kind.ANY_OF, {"": ["street", "home"]}, "home;street"),
        (Kind.ANY_OF, {"": "[no_confirmed]"}, "[no_confirmed]"),
        (Kind.WHOLE_NUMBER, {"": " 34 "}, "34"),
        (Kind.WHOLE_NUMBER, {"": "", ".state": "[not_yet_established]"}, "[not_yet_established]"),
        (Kind.DATE, days("9", "3", "2021"), "2021-03-09"),
        (Kind.DATE, days("09", "mar", "2021"), "2021-03-09"),
        (Kind.PARTIAL_DATE, days("", "3", "2021"), "2021-03"),
        (Kind.PARTIAL_DATE, days("", "", "2021"), "2021"),
        (Kind.PARTIAL_DATE, days("", "", ""), ""),
        (Kind.PARTIAL_DATE, {**days("", "", ""), ".state": "[not_known]"}, "[not_known]"),
        (Kind.SHORT_TEXT, {"": "Sia\u0302n"}, "Siân"),
        (Kind.LONG_TEXT, {"": "one\r\ntwo\n"}, "one\ntwo"),
    ],
)
def test_an_answer_becomes_the_text_of_its_column(
    ask: Ask, kind: Kind, sent: dict[str, object], text: str
) -> None:
    asked = ask(kind, sent)

    assert asked.errors == []
    assert asked.data == text


@pytest.mark.parametrize(
    ("kind", "sent", "message"),
    [
        (Kind.ONE_OF, {"": "moon"}, "Choose the thing from those shown."),
        (Kind.ONE_OF, {"": "[withheld]"}, "Choose the thing."),
        (Kind.ANY_OF, {"": ["home", "[not_known]"]}, "Thing: give one answer only."),
        (Kind.ANY_OF, {"": ["[not_known]", "[no_confirmed]"]}, "Thing: give one answer only."),
        (Kind.WHOLE_NUMBER, {"": "1_000"}, "Thing must be a whole number, like 34."),
        (Kind.WHOLE_NUMBER, {"": "٣"}, "Thing must be a whole number, like 34."),
        (Kind.WHOLE_NUMBER, {"": "131"}, "Thing must be between 0 and 130."),
        (Kind.WHOLE_NUMBER, {"": "3", ".state": "[not_known]"}, "Thing: give one answer only."),
        (Kind.DATE, days("", "3", "2021"), "Thing must include a day, a month and a year."),
        (Kind.DATE, days("31", "4", "2021"), "Thing must be a real date, like 27 3 2026."),
        (Kind.DATE, days("3", "7", "2026"), "Thing must be today or in the past."),
        (Kind.PARTIAL_DATE, days("9", "", "2021"), "Thing must include a month."),
        (Kind.PARTIAL_DATE, days("9", "3", ""), "Thing must include a year."),
        (
            Kind.PARTIAL_DATE,
            days("9", "3", "21"),
            "Thing must have a year with 4 numbers, like 2026.",
        ),
        (Kind.PARTIAL_DATE, days("9", "no", "2021"), "Thing must be a real date, like 27 3 2026."),
        (Kind.PARTIAL_DATE, days("0", "3", "2021"), "Thing must be a real date, like 27 3 2026."),
        (Kind.SHORT_TEXT, {"": "a" * 201}, "Thing must be 200 characters or fewer."),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    ask: Ask, kind: Kind, sent: dict[str, object], message: str
) -> None:
    asked = ask(kind, sent)

    assert not asked.sound
    assert asked.errors == [message]


@pytest.mark.parametrize(
    ("kind", "sent", "shown"),
    [
        (Kind.WHOLE_NUMBER, {"": "about <40>"}, ['value="about &lt;40&gt;"']),
        (Kind.DATE, days("31", "Feb", "2021"), ['value="31"', 'value="Feb"', 'value="2021"']),
        (Kind.PARTIAL_DATE, days("early", "", "x/y"), ['value="early"', 'value="x/y"']),
        (Kind.SHORT_TEXT, {"": "An\x00a"}, ['value="An\x00a"']),
        (Kind.LONG_TEXT, {"": "\n<i>\x00"}, ["&lt;i&gt;"]),
        (Kind.ONE_OF, {"": "moon"}, ["moon (not in the list)"]),
        (Kind.WHOLE_NUMBER, {"": "3", ".state": "[not_known]"}, ['value="3"', " checked"]),
    ],
)
def test_what_was_typed_is_shown_again_as_it_was(
    ask: Ask, kind: Kind, sent: dict[str, object], shown: list[str]
) -> None:
    drawn = ask(kind, sent).drawn

    assert all(text in drawn for text in shown)


@pytest.mark.parametrize(
    ("kind", "draft"),
    [
        (Kind.DATE, days("31", "2", "2021")),
        (Kind.DATE, days("31", "Feb", "21")),
        (Kind.PARTIAL_DATE, days("9", "", "2021")),
        (Kind.PARTIAL_DATE, days("", "spring", "")),
    ],
)
def test_a_half_typed_date_survives_being_kept_as_a_draft(
    app: Flask, ask: Ask, kind: Kind, draft: dict[str, str]
) -> None:
    kept = ask(kind, draft).data

    with app.test_request_context("/"):
        form = question_form([column(kind)], {"death.thing": kept}, today=TODAY)

    (field,) = form.questions
    assert [value.lstrip("0") for value in field.typed.values] == list(draft.values())


def test_a_blank_is_let_through_until_the_form_must_be_complete(ask: Ask) -> None:
    assert ask(Kind.SHORT_TEXT, {"": "  "}).sound
    assert ask(Kind.SHORT_TEXT, {"": "  "}, complete=True).errors == [
        "Enter the thing, or say that it is not yet established."
    ]


@pytest.mark.parametrize(
    ("states", "message"),
    [
        ((State.NOT_KNOWN,), "Choose the thing, or say that it is not known."),
        ((), "Choose the thing."),
    ],
)
def test_a_message_offers_only_the_ways_out_there_are(
    ask: Ask, states: tuple[State, ...], message: str
) -> None:
    assert ask(Kind.ONE_OF, {}, complete=True, states=states).errors == [message]


@pytest.mark.parametrize(
    ("place", "message"),
    [("victim", "Enter the victim’s thing"), ("suspect2", "Enter suspect 2’s thing")],
)
def test_a_message_says_whose_answer_it_is_about(ask: Ask, place: str, message: str) -> None:
    asked = ask(Kind.SHORT_TEXT, {"": ""}, complete=True, place=place)

    assert asked.errors[0].startswith(message)


def test_a_message_numbers_no_suspect_beside_whom_there_is_no_other(app: Flask) -> None:
    one = column(Kind.SHORT_TEXT, place="suspect1")
    with app.test_request_context("/", method="POST", data={"other": "x"}):
        form = question_form([one], {}, complete=True, alone=True)

        assert not form.validate()
        assert form.questions[0].errors[0].startswith("Enter the suspect’s thing")


@pytest.mark.parametrize("kind", list(Kind))
def test_the_summary_leads_to_a_box_that_is_there(ask: Ask, kind: Kind) -> None:
    asked = ask(kind, {}, complete=True)

    assert asked.summary[0]["href"] == "#death-thing"
    assert asked.drawn.count('id="death-thing"') == 1


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_offers_the_states_of_its_entry(ask: Ask, kind: Kind) -> None:
    drawn = ask(kind, {}).drawn

    assert 'value="[not_yet_established]"' in drawn
    assert 'value="[not_known]"' in drawn
    assert "[withheld]" not in drawn


def test_a_state_that_stood_there_before_is_not_lost(ask: Ask) -> None:
    asked = ask(Kind.ONE_OF, {"": "[withheld]"}, before="[withheld]")

    assert asked.errors == []
    assert "Known, withheld" in asked.drawn


def test_an_option_of_its_time_is_offered_for_deaths_of_that_time(ask: Ask) -> None:
    assert "An old place" in ask(Kind.ONE_OF, {}, died=date(2019, 5, 1)).drawn
    assert "An old place" not in ask(Kind.ONE_OF, {}, died=date(2021, 5, 1)).drawn


def test_an_option_that_was_chosen_stays_when_it_is_no_longer_offered(ask: Ask) -> None:
    asked = ask(Kind.ONE_OF, {"": "old"}, before="old", died=date(2021, 5, 1))

    assert asked.data == "old"
    assert "An old place" in asked.drawn


def test_a_long_list_becomes_one_box_to_search(ask: Ask) -> None:
    many = tuple(Option(f"o{n}", f"Option {n}") for n in range(16))

    assert "data-autocomplete" in ask(Kind.ONE_OF, {"": "o3"}, options=many).drawn
    assert "data-autocomplete" not in ask(Kind.ONE_OF, {"": "home"}).drawn


def test_a_form_that_is_opened_shows_the_answers_so_far(app: Flask) -> None:
    with app.test_request_context("/"):
        form = question_form(
            [column(Kind.PARTIAL_DATE)], {"death.thing": "2021-03", "death.else": "x"}, today=TODAY
        )
        drawn = str(form["death.thing"]())

    assert 'value="3"' in drawn
    assert 'value="2021"' in drawn
    assert form.answers == {"death.thing": "2021-03"}


@settings(SHARING, max_examples=tries(60, thorough=500))
@given(
    kind=st.sampled_from(list(Kind)),
    typed=st.lists(st.text(max_size=40), min_size=3, max_size=3),
    state=st.text(max_size=20),
    complete=st.booleans(),
)
def test_whatever_is_typed_is_an_answer_or_a_fault_beside_the_field(
    ask: Ask, kind: Kind, typed: list[str], state: str, complete: bool
) -> None:
    sent = {"": typed[0], ".state": state, **days(*typed)}

    asked = ask(kind, sent, complete=complete)

    if asked.sound:
        again = read(column(kind).characteristic, asked.data, today=TODAY)
        assert write(again) == asked.data
    else:
        assert asked.summary[0]["text"] in html.unescape(asked.drawn)
