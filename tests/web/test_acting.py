"""Trying what a form asks for: a refusal is told on the form, and leaves nothing half done."""

from collections.abc import Iterator

import pytest
from flask import Flask, flash, get_flashed_messages
from sqlalchemy import text

from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.extensions import db
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.forms import Form
from dhp.web.inputs import Required, Text


class NoteForm(Form):
    words = Text("Words", validators=[Required("Write something.")])


@pytest.fixture(autouse=True)
def request_of(app: Flask) -> Iterator[None]:
    with app.test_request_context("/save", method="POST", data={"words": "kept"}):
        yield


def keep(words: str) -> None:
    db.session.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words})


def notes() -> list[str]:
    db.session.commit()  # as the page does that records its reading
    return list(db.session.scalars(text("SELECT words FROM notes")))


def test_what_is_sound_and_allowed_is_done() -> None:
    form = NoteForm()
    with trying(form) as tried:
        check_sound(form)
        keep(form.words.data)

    assert (tried.refused, tried.stale, notes()) == (0, False, ["kept"])


def test_faults_of_any_form_end_it_and_all_are_shown() -> None:
    first, second = NoteForm(None), NoteForm(None, prefix="other")
    with trying(first) as tried:
        check_sound(first, second)
        keep("never")

    assert tried.refused == 422
    assert first.words.errors == second.words.errors == ["Write something."]
    assert not first.form_errors
    assert notes() == []


@pytest.mark.parametrize(
    ("error", "status", "stale"),
    [
        (Refused("Not now.", "words"), 422, False),
        (DomainError("Not so.", "words"), 422, False),
        (Stale("Changed meanwhile.", "words"), 409, True),
    ],
)
def test_a_refusal_is_beside_its_field_and_what_was_begun_is_undone(
    error: DomainError, status: int, stale: bool
) -> None:
    form = NoteForm()
    with trying(form) as tried:
        check_sound(form)
        keep("half of it")
        raise error

    assert (tried.refused, tried.stale) == (status, stale)
    assert form.words.errors == [error.message]
    assert notes() == []


def test_what_is_not_there_is_answered_as_everywhere() -> None:
    with pytest.raises(Absent), trying(NoteForm()):
        raise Absent


def test_what_is_done_is_said_on_the_next_page() -> None:
    answer = say_done("The note is kept.", "start", show="all", _anchor="top")

    assert (answer.status_code, answer.location) == (303, "/?show=all#top")
    assert get_flashed_messages(with_categories=True) == [("success", "The note is kept.")]


def test_the_cookie_stays_small_however_much_is_said_without_a_page_to_say_it_on() -> None:
    for number in range(100):
        flash(f"Done {number}.", "success")

    assert get_flashed_messages() == [f"Done {number}." for number in range(96, 100)]
