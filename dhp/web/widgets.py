"""How a field is drawn: the GOV.UK widgets, mended where they fall short."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovDateInput,
    GovPasswordInput,
    GovRadioInput,
)
from wtforms import Field

from dhp.language import say
from dhp.language.languages import speaks_welsh


class DateInput(GovDateInput):  # type: ignore[misc]  # its package has no types
    """Day, month and year boxes that survive a request with fewer or more than three parts."""

    def map_gov_params(self, field: Field, **values: Any) -> Any:
        """The parameters of the GOV.UK date input; what was typed is shown as typed."""
        raw = field.raw_data
        if raw is not None and len(raw) != 3:
            field.raw_data = ([*raw, "", "", ""])[:3]
        return super().map_gov_params(field, **values)


def _small(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """`values` for a widget whose boxes or buttons are as small as those of the dictionary."""
    params = values.get("params", {})
    classes = f"govuk-{kind}--small {params.get('classes', '')}".strip()
    return values | {"params": params | {"classes": classes}}


class Radios(GovRadioInput):  # type: ignore[misc]
    """Radio buttons, of one size on every page."""

    def map_gov_params(self, field: Field, **values: Any) -> Any:
        """The parameters of the GOV.UK radios, small."""
        return super().map_gov_params(field, **_small("radios", values))


class Checkboxes(GovCheckboxesInput):  # type: ignore[misc]
    """Checkboxes, of one size on every page."""

    def map_gov_params(self, field: Field, **values: Any) -> Any:
        """The parameters of the GOV.UK checkboxes, small."""
        return super().map_gov_params(field, **_small("checkboxes", values))


class Checkbox(GovCheckboxInput, Checkboxes):  # type: ignore[misc]
    """One checkbox, as large as those of a list."""


# What the button beside a password says, and what is said when it was pressed.
_SHOWN = {
    "showPasswordText": "Show",
    "hidePasswordText": "Hide",
    "showPasswordAriaLabelText": "Show password",
    "hidePasswordAriaLabelText": "Hide password",
    "passwordShownAnnouncementText": "Your password is visible",
    "passwordHiddenAnnouncementText": "Your password is hidden",
}


class PasswordInput(GovPasswordInput):  # type: ignore[misc]
    """A password with its button, whose words are the library's own in English."""

    def __call__(self, field: Field, **kwargs: Any) -> Any:
        """Draw it, for a reader of Welsh with Welsh words."""
        if speaks_welsh():
            words = {name: say(text) for name, text in _SHOWN.items()}
            kwargs["params"] = words | kwargs.get("params", {})
        return super().__call__(field, **kwargs)
