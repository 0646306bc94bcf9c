"""What templates and letters call: a value, a sentence or a whole letter in the reader's language."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, cast

from markupsafe import Markup, escape

from dhp.dictionary.answer import HouseWords
from dhp.language import counting, recognising
from dhp.language.languages import Language, speaks_welsh

_MARK = re.compile(r"<(/?)(\w+)>|\{(\w+)\}")


def say(value: object) -> object:
    """`value` in Welsh where it is words that the house wrote; anything else as it is."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return recognising.welsh_of(value) or value


def say_typed(value: object) -> object:
    """The same where people's own words stand: only what is marked as the house's is put in Welsh."""
    return say(str(value)) if isinstance(value, HouseWords) else value


def say_sentence(english: str, values: Mapping[str, object], tags: Mapping[str, Markup]) -> Markup:
    """A sentence of a page in Welsh, else in English, with its values and inner tags in place.

    In `english` a value stands as `{name}`, an inner tag as `<name>` and `</name>`.
    """

    def put(mark: re.Match[str]) -> Markup:
        closing, tag, value = mark.groups()
        return tags[closing + tag] if tag else escape(values[value])

    text = counting.welsh_for(english, values) or english
    out, done = [], 0
    for mark in _MARK.finditer(text):
        out += [Markup(text[done : mark.start()]), put(mark)]  # noqa: S704 - our own catalogue
        done = mark.end()
    return Markup("").join([*out, Markup(text[done:])])  # noqa: S704 - our own catalogue


def in_language(text: str, language: Language | None) -> str:
    """A letter, or its subject, in the language that its reader chose."""
    return str(say(text)) if language is Language.WELSH else text


class Sayable(Protocol):
    """What says itself in other words, such as a picture with words in it."""

    def said(self, say: Callable[[str], str]) -> "Sayable":
        """The same in the words that `say` gives for each text."""


def in_its_words(value: object) -> object:
    """`value` in Welsh, for a reader of Welsh and where it says itself in other words."""
    if speaks_welsh() and hasattr(value, "said"):
        return cast(Sayable, value).said(lambda text: str(say(text)))
    return value


def markup_of(pieces: Iterable[object]) -> Markup:
    """Pieces of markup and values, joined; the values are escaped."""
    return Markup("").join(escape(piece) for piece in pieces)
