"""Fields for forms that do not come from the dictionary, each with its GOV.UK widget."""

import re
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovFileInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice
    BooleanField,
    Field,
    FileField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, ValidationError

from dhp.web.widgets import Checkbox, Checkboxes, DateInput, PasswordInput, Radios

__all__ = [
    "Day",
    "LongText",
    "ManyOf",
    "OneOf",
    "OneOfList",
    "Password",
    "Required",
    "SelectChoice",
    "Text",
    "Tick",
    "Upload",
    "WholeNumber",
]


class Required(DataRequired):
    """Refuses a blank with `message`, a sentence such as "Enter your name."."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        # No `required` attribute: the browser's own bubble would come before our error summary.
        self.field_flags = {}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raise for a blank; what was typed and could not be read is told as such already."""
        if not field.process_errors:
            super().__call__(form, field)


class _Listed(Field):
    """Says what to do where the choice is on the list no more."""

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError("Choose from the list.") from None


class Text(StringField):
    """One line of text, at most `longest` characters."""

    widget = GovTextInput()

    def __init__(self, *arguments: Any, longest: int = 200, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.longest = longest


class LongText(TextAreaField):
    """Several lines of text, at most `longest` characters."""

    widget = GovTextArea()

    def __init__(self, *arguments: Any, longest: int = 10_000, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.longest = longest


class Password(PasswordField):
    """A password: never drawn again, never stripped."""

    widget = PasswordInput()
    longest = 256  # characters; longer ones cost time to hash


class OneOf(_Listed, RadioField):
    """Radio buttons. Give `choices` as `SelectChoice(value, label)`."""

    widget = Radios()


class OneOfList(_Listed, SelectField):
    """One choice from a drop-down list. Give `choices` as `SelectChoice(value, label)`."""

    widget = GovSelect()


class ManyOf(_Listed, SelectMultipleField):
    """Checkboxes. Give `choices` as `SelectChoice(value, label)`."""

    widget = Checkboxes()


class Tick(BooleanField):
    """One checkbox."""

    widget = Checkbox()


class Upload(FileField):
    """A file."""

    widget = GovFileInput()


class WholeNumber(Field):
    """A whole number from `least` to `most`; `data` is an int, or None for a blank.

    `phrase` names the number in messages, where a page asks for several.
    """

    widget = GovTextInput()
    longest = 12  # characters
    data: int | None

    def __init__(
        self, *arguments: Any, least: int = 0, most: int, phrase: str = "", **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.least, self.most, self.phrase = least, most, phrase

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read plain digits only: int() alone would take "1_000" and other scripts."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not re.fullmatch("-?[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            least, most = f"{self.least:,}", f"{self.most:,}"
            raise ValueError(
                f"{self.phrase} must be a whole number from {least} to {most}."
                if self.phrase
                else f"Enter a whole number from {least} to {most}."
            )
        self.data = int(text)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


class Day(Field):
    """A whole date in three boxes; `data` is a date, or None for a blank.

    `phrase` names the date in messages, such as "The last day".
    """

    widget = DateInput()
    data: date | None

    def __init__(self, *arguments: Any, phrase: str = "The date", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.phrase = phrase

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read day, month and year as plain digits."""
        parts = [part.strip() for part in valuelist[:3]]
        self.data = None
        if not any(parts):
            return
        if len(parts) < 3 or not all(re.fullmatch("[0-9]{1,4}", part) for part in parts):
            raise ValueError(f"{self.phrase} must have a day, a month and a year, like 27 3 2026.")
        if len(parts[2]) != 4:
            raise ValueError(f"{self.phrase} must have a year with 4 numbers, like 2026.")
        try:
            self.data = date(int(parts[2]), int(parts[1]), int(parts[0]))
        except ValueError:
            raise ValueError(f"{self.phrase} must be a real date, like 27 3 2026.") from None

    def _value(self) -> str:
        return ""  # the widget reads the parts
