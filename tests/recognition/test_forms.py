"""A text that may point to a person is sent once somebody changed it, or said that they read why."""

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from dhp.identifiers import NAMING
from dhp.recognition import OutgoingForm, look_over
from dhp.web.inputs import LongText

NAMED = "Tell Kasia Nowicka, aged 34."
PLAIN = "Search every system."


class Letter(OutgoingForm):
    leaving = ("words",)
    words = LongText("What was learnt?")


class Note(Letter):
    only = NAMING


@pytest.fixture
def form_of(app):
    def make(kind=Letter, **typed):
        return kind(MultiDict(typed), meta={"csrf": False})

    with app.test_request_context(method="POST"):
        yield make


def test_a_harmless_text_needs_no_confirmation(form_of):
    form = form_of(words=PLAIN)

    assert form.validate()
    assert form.look.count == 0


def test_a_text_with_remarks_is_refused_until_exactly_it_is_confirmed(form_of):
    mark = form_of(words=NAMED).look.mark

    assert not form_of(words=NAMED).validate()
    assert not form_of(words=NAMED, look_mark=mark).validate()
    assert not form_of(words=NAMED, look_read="y").validate()
    assert form_of(words=NAMED, look_mark=mark, look_read="y").validate()


def test_a_confirmation_of_other_words_does_not_count(form_of):
    mark = form_of(words=NAMED).look.mark
    form = form_of(words=NAMED + " And 07700 900123.", look_mark=mark, look_read="y")

    assert not form.validate()
    assert form.errors["look_read"] == [
        "The text has changed. Read what is marked in it now, and tick that you have read it."
    ]
    assert form.look_read.data is False


def test_kept_texts_are_looked_over_as_typed_ones_are(form_of):
    form = form_of(words=PLAIN)
    form.look_at({"Title": NAMED}, known=["system"])

    assert not form.validate()
    assert form.look.kinds == {"age": 1, "known": 1, "name": 1}


def test_readers_who_hold_the_case_are_spared_all_but_names(form_of):
    assert form_of(Note, words=NAMED).look.kinds == {"name": 1}
    assert form_of(Note, words="She was aged 34.").validate()


def test_the_mark_of_texts_changes_with_their_words_and_their_order():
    first, second = {"A": "x", "B": "y"}, {"B": "y", "A": "x"}

    assert look_over(first).mark != look_over(second).mark
    assert look_over(first).mark == look_over(dict(first)).mark


def test_hostile_words_stay_words_where_they_are_marked(form_of):
    form = form_of(
        words="<script>alert(1)</script> Kasia <b>34-year-old</b> & “he said <i>so</i> to me”"
    )
    page = render_template_string(
        "{% from 'components/look.html' import look %}{{ look(form) }}", form=form
    )

    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    mark = '<mark class="app-look__mark">34-year-old<span class="app-look__why"> [2'
    assert f'{mark}<span class="govuk-visually-hidden">: an exact age</span>]' in page
