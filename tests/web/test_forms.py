from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from dhp.errors import Refused
from dhp.web.forms import Form, form_errors
from dhp.web.inputs import (
    Day,
    LongText,
    ManyOf,
    OneOf,
    Password,
    Required,
    SelectChoice,
    Text,
    Tick,
    WholeNumber,
)

Fill = Callable[..., "Sample"]


class Sample(Form):
    name = Text("Name", [Required("Enter the name.")], longest=10)
    story = LongText("Story")
    secret = Password("Password")
    kind = OneOf("Kind", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")], default="a")
    last_day = Day("Last day", phrase="The last day")
    days = WholeNumber("Days", least=1, most=28)
    due = Day("Due", [Required("Enter the day.")])


@pytest.fixture
def fill(app: Flask) -> Any:
    def filled(**sent: object) -> Sample:
        with app.test_request_context(
            "/",
            method="POST",
            data={"name": "Ana", "kind": "a", "due": ["27", "3", "2026"], **sent},
        ):
            form = Sample()
            form.validate()
            form.drawn = "".join(str(field()) for field in form)
            return form

    return filled


def test_texts_are_stripped_and_put_into_one_form(fill: Fill) -> None:
    form = fill(name="  Sia\u0302n ", story="one\r\ntwo\n")

    assert (form.name.data, form.story.data) == ("Siân", "one\ntwo")


def test_a_password_is_taken_as_it_is(fill: Fill) -> None:
    assert fill(secret=" with blanks ").secret.data == " with blanks "


def test_a_refused_text_stays_as_typed_with_the_fault_beside_it(fill: Fill) -> None:
    form = fill(name="An\x00a<b>")

    assert "hidden character" in form.name.errors[0]
    assert form.name.data == "An\x00a<b>"
    assert "a&lt;b&gt;" in form.drawn


def test_a_text_longer_than_its_field_is_refused(fill: Fill) -> None:
    assert fill(name="a" * 11).name.errors == ["Shorten this by 1 character: it can hold 10."]


def test_a_blank_is_refused_in_our_words_and_not_by_the_browser(fill: Fill) -> None:
    form = fill(name="   ")

    assert form.name.errors == ["Enter the name."]
    assert "required" not in form.drawn


def test_a_domain_error_is_shown_beside_the_field_it_names(fill: Fill) -> None:
    form = fill()

    form.fail(Refused("Choose another name.", "name"))

    assert form_errors(form) == [{"text": "Choose another name.", "href": "#name"}]


def test_a_domain_error_without_a_field_is_shown_at_the_top(fill: Fill) -> None:
    form = fill()

    form.fail(Refused("The return is closed."))

    assert form_errors(form) == [{"text": "The return is closed.", "href": None}]


def test_a_fault_in_a_date_leads_to_its_first_box(fill: Fill) -> None:
    form = fill(last_day=["31", "2", "2021"])

    assert form_errors(form) == [
        {"text": "The last day must be a real date, like 27 3 2026.", "href": "#last_day-day"}
    ]
    assert 'id="last_day-day"' in form.drawn


@pytest.mark.parametrize("parts", [["1"], ["1", "2"], ["1", "2", "2021", "9"], ["", "", ""]])
def test_a_date_sent_in_other_than_three_parts_is_no_fault_of_ours(
    fill: Fill, parts: list[str]
) -> None:
    assert "last_day-year" in fill(last_day=parts).drawn


def test_a_date_is_read(fill: Fill) -> None:
    assert fill(last_day=["9", "3", "2021"]).last_day.data == date(2021, 3, 9)


@pytest.mark.parametrize(
    "parts", [["٣", "3", "2021"], ["1_0", "3", "2021"], ["9", "3", "21"], ["0", "3", "2021"]]
)
def test_a_strange_date_is_refused(fill: Fill, parts: list[str]) -> None:
    assert fill(last_day=parts).last_day.errors


def test_a_date_that_is_asked_for_and_cannot_be_read_is_told_why(app: Flask) -> None:
    class Asked(Form):
        day = Day("Since when?", phrase="The day", validators=[Required("Enter the day.")])

    with app.test_request_context(method="POST", data={"day": ["31", "2", "2026"]}):
        strange = Asked()
        assert not strange.validate()
    with app.test_request_context(method="POST", data={"day": ["", "", ""]}):
        blank = Asked()
        assert not blank.validate()

    assert strange.day.errors == ["The day must be a real date, like 27 3 2026."]
    assert blank.day.errors == ["Enter the day."]


@pytest.mark.parametrize("typed", ["0", "29", "1_0", "٣", "1e3", "NaN", "9" * 12])
def test_a_strange_number_is_refused_and_kept_as_typed(fill: Fill, typed: str) -> None:
    form = fill(days=typed)

    assert form.days.errors == ["Enter a whole number from 1 to 28."]
    assert f'value="{typed}"' in form.drawn


def test_a_date_that_cannot_be_read_is_not_taken_for_a_blank(fill: Fill) -> None:
    assert fill(due=["", "", ""]).due.errors == ["Enter the day."]
    assert fill(due=["31", "2", "2026"]).due.errors == [
        "The date must be a real date, like 27 3 2026."
    ]


def test_a_choice_that_is_not_on_the_list_is_answered_with_what_to_do(fill: Fill) -> None:
    assert fill(kind="gone").kind.errors == ["Choose from the list."]


def test_buttons_and_boxes_to_choose_from_have_one_size(app: Flask) -> None:
    class Choosing(Form):
        one = OneOf("One", choices=[SelectChoice("a", "A")])
        many = ManyOf("Many", choices=[SelectChoice("a", "A")])
        tick = Tick("Tick")

    with app.test_request_context("/"):
        form = Choosing()
        drawn = [
            str(form.one()),
            str(form.many(params={"classes": "app-columns"})),
            str(form.tick()),
        ]

    assert 'class="govuk-radios govuk-radios--small"' in drawn[0]
    assert 'class="govuk-checkboxes govuk-checkboxes--small app-columns"' in drawn[1]
    assert 'class="govuk-checkboxes govuk-checkboxes--small"' in drawn[2]
