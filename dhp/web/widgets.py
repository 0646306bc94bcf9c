"""How a field is drawn: the GOV.UK widgets, mended where they fall short."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovDateInput
from wtforms import Field


class DateInput(GovDateInput):  # type: ignore[misc]  # its package has no types
    """Day, month and year boxes that survive a request with fewer or more than three parts."""

    def map_gov_params(self, field: Field, **values: Any) -> Any:
        """The parameters of the GOV.UK date input; what was typed is shown as typed."""
        raw = field.raw_data
        if raw is not None and len(raw) != 3:
            field.raw_data = ([*raw, "", "", ""])[:3]
        return super().map_gov_params(field, **values)
