"""What every dictionary question shares as a form field: its text, its states, its faults."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms import Field, ValidationError
from wtforms.utils import unset_value

from dhp.dictionary.answer import Given, Unreadable, read, write
from dhp.dictionary.columns import Column, states_offered
from dhp.dictionary.entry import Kind, State
from dhp.errors import DomainError
from dhp.web.templating import draw
from dhp.web.text import clean_text

_CHOSEN = (Kind.ONE_OF, Kind.ANY_OF)


@dataclass(frozen=True)
class Choice:
    """A radio button, checkbox or list entry as it is drawn."""

    value: str
    label: str
    checked: bool
    id: str


@dataclass(frozen=True)
class Typed:
    """What stands in a field's boxes, exactly as typed, and which states are ticked beside them."""

    values: tuple[str, ...]
    states: tuple[str, ...] = ()


class QuestionField(Field):
    """A question whose `data` is the text of its column, as `dhp.dictionary.answer` defines it.

    What cannot be read stays in `typed` and is drawn again as it was. `today` (London) bounds
    dates, `died` decides which options are offered, `complete` refuses a blank. `alone` where the page
    tells of one suspect at most, whom messages then call "the suspect", as the page does.
    """

    def __init__(
        self,
        column: Column,
        *,
        today: date,
        died: date | None,
        complete: bool,
        alone: bool = False,
        **options: Any,
    ) -> None:
        # The entry under a name that says whose answer it is, so that messages do too.
        self.characteristic = replace(column.characteristic, name=column.phrased(alone=alone))
        self.numbered = column.is_named and not alone  # "suspect 2’s age" takes no article
        self.today = today
        self.died = died
        self.complete = complete
        self.typed = Typed(())
        self.before = ""
        identity = column.name.replace(".", "-")
        super().__init__(self.characteristic.question, id=identity, **options)
        self.description = self.characteristic.hint

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the form as sent, or the column's text from before."""
        self.before = "" if data is unset_value or data is None else str(data)
        self.object_data = self.before
        self.process_errors = []
        self.typed = self._split(self.before)
        if formdata is not None:
            self.typed = self._take(formdata)
        self.data = self._text()

    def pre_validate(self, form: Any) -> None:
        """Say what is wrong, or put the canonical text into `data`."""
        if self.process_errors:
            return
        if self.typed.states and (len(self.typed.states) > 1 or self._value()):
            raise ValidationError(f"{_upper(self.characteristic.name)}: give one answer only.")
        given = self._given()
        offered = {State.ANSWERED, State.NOT_RECORDED, *self._states()}
        if given.state not in offered:
            raise ValidationError(f"{self._ask()}.")
        if self.complete and given.state is State.NOT_RECORDED:
            raise ValidationError(f"{self._ask()}{self._way_out()}.")
        self.data = write(given)

    @property
    def template(self) -> str:
        """The fragment that draws it."""
        raise NotImplementedError

    @property
    def states(self) -> list[Choice]:
        """The states to choose from, after the values."""
        return [
            Choice(
                f"[{state}]", state.label, f"[{state}]" in self.typed.states, f"{self.id}-{state}"
            )
            for state in self._states()
        ]

    def __call__(self, **_options: object) -> Markup:
        """The question drawn."""
        return draw(self.template, field=self)

    def _states(self) -> tuple[State, ...]:
        offered = states_offered(self.characteristic)
        here = next((state for state in State if self.before == f"[{state}]"), None)
        return offered if here is None or here in offered else (*offered, here)

    def _given(self) -> Given:
        try:
            return read(self.characteristic, self.data, today=self.today)
        except Unreadable as error:
            raise ValidationError(self._wrong() or str(error)) from None

    def _text(self) -> str:
        try:
            value = clean_text(self._value()).strip()
        except DomainError as error:
            self.process_errors = [error.message]
            return self._value()
        return value if value or len(self.typed.states) != 1 else self.typed.states[0]

    def _ask(self) -> str:
        verb = "Choose" if self.characteristic.kind in _CHOSEN else "Enter"
        article = "" if self.numbered else "the "
        return f"{verb} {article}{self.characteristic.name}"

    def _way_out(self) -> str:
        offered = states_offered(self.characteristic)
        if State.NOT_YET_ESTABLISHED in offered:
            return ", or say that it is not yet established"
        return ", or say that it is not known" if State.NOT_KNOWN in offered else ""

    def _wrong(self) -> str | None:
        """What is wrong, where the field can say it better than the dictionary."""
        return None

    def _take(self, formdata: Any) -> Typed:
        """What was sent for this field."""
        raise NotImplementedError

    def _split(self, text: str) -> Typed:
        """The column's text laid out over the boxes."""
        raise NotImplementedError

    def _value(self) -> str:
        """The text of the boxes, without the states."""
        raise NotImplementedError


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def is_state(text: str) -> bool:
    """Whether `text` is a state in square brackets."""
    return any(text == f"[{state}]" for state in State)
