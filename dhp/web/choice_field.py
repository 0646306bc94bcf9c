"""The dictionary's questions that are answered by choosing: radio buttons, lists, checkboxes."""

from typing import Any

from dhp.dictionary.entry import Kind
from dhp.web.question_fields import Choice, QuestionField, Typed, is_state

LONG_LIST = 15  # options; longer lists become one box that can be searched


class ChoiceField(QuestionField):
    """One of a few options as radio buttons, of many as a list, or any number as checkboxes."""

    @property
    def many(self) -> bool:
        """Whether several options may be chosen."""
        return self.characteristic.kind is Kind.ANY_OF

    @property
    def template(self) -> str:
        """The fragment that draws it."""
        long = not self.many and len(self.characteristic.options) > LONG_LIST
        return "fields/list.html" if long else "fields/choices.html"

    @property
    def choices(self) -> list[Choice]:
        """The options offered for this death, and those chosen although no longer offered."""
        chosen = self.typed.values
        known = [
            Choice(option.code, option.label, option.code in chosen, f"{self.id}-{option.code}")
            for option in self.characteristic.options
            if option.offered_on(self.died) or option.code in chosen
        ]
        strange = [text for text in chosen if self.characteristic.option(text) is None]
        known += [
            Choice(text, f"{text} (not in the list)", True, f"{self.id}-typed-{place}")
            for place, text in enumerate(strange)
        ]
        # The first has the field's own id, so that the error summary leads to it.
        return [Choice(known[0].value, known[0].label, known[0].checked, str(self.id)), *known[1:]]

    def _take(self, formdata: Any) -> Typed:
        sent = [text for text in formdata.getlist(self.name) if text.strip()]
        return _parted(sent)

    def _split(self, text: str) -> Typed:
        return _parted([part for part in text.split(";") if part])

    def _value(self) -> str:
        return ";".join(self.typed.values)

    def _wrong(self) -> str:
        return f"{self._ask()} from those shown."


def _parted(texts: list[str]) -> Typed:
    states = tuple(text for text in texts if is_state(text))
    return Typed(tuple(text for text in texts if text not in states), states)
