"""Finished English words are found again in the catalogue; what is not there stays as it is."""

import pytest
from markupsafe import Markup

from dhp.dictionary import DICTIONARY, Given, State, shown
from dhp.language import Language, in_language, say, say_typed
from dhp.language.recognising import welsh_of
from dhp.language.saying import say_sentence

KNOWN = {
    "Date of death": "Dyddiad y farwolaeth",  # a heading made of a phrase
    "9 March 2021 at 17:30": "9 Mawrth 2021 am 17:30",
    "Monday": "Dydd Llun",
    "March 2026": "Mawrth 2026",
    "Suspect 2’s sex": "Rhyw person a ddrwgdybir 2",
    "care given to the victim by the suspect": "gofal a roddwyd i’r dioddefwr gan y sawl a ddrwgdybir",
    "care given by the victim to the suspect": "gofal a roddwyd gan y dioddefwr i’r sawl a ddrwgdybir",
    "completed on 9 March 2021, 2 days late": "wedi’i gwblhau ar 9 Mawrth 2021, 2 ddiwrnod yn hwyr",
    "2 deaths": "2 farwolaeth",  # feminine: soft after 1 and 2
    "3 deaths": "3 marwolaeth",
    "3 questions": "3 chwestiwn",  # masculine: breathed after 3 and 6
    "12 questions": "12 cwestiwn",
    "Physical; Sexual": "Corfforol; Rhywiol",
    "Accident. Outcome": "Damwain. Canlyniad",
    "Give the reason. Do not include names.": "Rhowch y rheswm. Peidiwch â chynnwys enwau.",
    "Choose the victim’s sex.": "Dewiswch ateb: rhyw y dioddefwr.",
    "Suspected kind of death": "Math o farwolaeth a amheuir",
    "Female / Male / Other": "Benyw / Gwryw / Arall",
    "The last week has no figure. The same week last year had 9. 2 weeks are gaps.": (
        "Yr wythnos ddiwethaf: dim ffigur. Yr un wythnos y llynedd: 9. Mae 2 wythnos yn fylchau."
    ),
    "in words, up to 5,000 characters": "mewn geiriau, hyd at 5,000 nod",
    "Confirm: no deaths in June 2025": "Cadarnhau: dim marwolaethau ar gyfer Mehefin 2025",
    "Confirm: these 2 deaths in June 2025": "Cadarnhau: y 2 farwolaeth hyn ar gyfer Mehefin 2025",
}


@pytest.mark.parametrize("english", KNOWN)
def test_words_of_the_house_are_said_in_welsh(english):
    assert say(english) == KNOWN[english]


@pytest.mark.parametrize(
    "words",
    [
        "Nobody has translated this, and nobody will.",
        "Go to the page of a name",  # has the few fixed words of "… to …"
        "CR/77/26",
        "kind",
        "Siân Llŷr",
        "",
    ],
)
def test_what_the_catalogue_does_not_know_stays_as_it_is(words):
    assert say(words) == words


def test_a_sentence_keeps_what_it_does_not_know_in_its_place():
    assert say("The unit asked: Who was there?") == "Gofynnodd yr uned: Who was there?"


def test_of_several_sentences_the_known_ones_are_said():
    assert say("Strange to say. Give the reason.") == "Strange to say. Rhowch y rheswm."


def test_what_a_person_typed_is_never_said_otherwise():
    typed = shown(DICTIONARY["circumstances"], Given(State.ANSWERED, "No"))
    chosen = shown(DICTIONARY["police_link"], Given(State.ANSWERED, "no"))

    assert say_typed(typed) == "No"
    assert say_typed(chosen) == "Na"


def test_a_sentence_escapes_its_values_and_keeps_its_tags():
    tags = {"a": Markup("<a href='/x'>"), "/a": Markup("</a>")}
    drawn = say_sentence("If you have joined already, <a>sign in</a>.", {}, tags)
    valued = say_sentence("Page {number} of {last}.", {"number": "<1>", "last": 2}, {})

    assert (
        drawn == "If you have joined already, <a href='/x'>sign in</a>."
    )  # no Welsh: as it stands
    assert valued == "Tudalen &lt;1&gt; o 2."


def test_a_letter_is_in_the_language_that_was_chosen():
    text = "This is what waits for your force today:\n\n- 2 returns to confirm\n"

    assert in_language(text, Language.WELSH) == (
        "Dyma beth sy’n aros am eich heddlu heddiw:\n\n- 2 datganiad i’w cadarnhau\n"
    )
    assert in_language(text, None) == text


def test_two_sentences_are_not_taken_for_one_that_few_words_tell():
    said = "Hunanladdiad. Gwaith dilynol ar ôl 28 diwrnod"
    assert welsh_of("Suicide. Follow-up after 28 days") == said
