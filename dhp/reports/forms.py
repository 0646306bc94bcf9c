"""The form for building a report."""

from datetime import date

from wtforms import HiddenField

from dhp.calendar import long_date, now, reporting_week
from dhp.reports.document import Edition
from dhp.web.forms import Form
from dhp.web.inputs import OneOf, Required, SelectChoice


class BuildForm(Form):
    """Which week a weekly briefing is to be about, and for whom it is."""

    ending = OneOf(
        "Which week?", validators=[Required("Choose the week that the briefing is about.")]
    )

    edition = OneOf(
        "For whom?",
        choices=[
            SelectChoice(Edition.RESTRICTED.value, "Named recipients: every number"),
            SelectChoice(Edition.SHAREABLE.value, "Everybody: small numbers withheld"),
        ],
        default=Edition.RESTRICTED.value,
        description="What is withheld has to be signed off by a lead who did not build it.",
    )

    def offer_weeks(self, weeks: int = 4) -> "BuildForm":
        """Offer the present week and those before it."""
        week = reporting_week(now())
        choices = [
            SelectChoice(week.end.isoformat(), f"This week, to {long_date(week.end)}, so far")
        ]
        for _ in range(weeks):
            week = week.previous
            choices.append(SelectChoice(week.end.isoformat(), f"Week ending {long_date(week.end)}"))
        self.ending.choices = choices
        return self

    @property
    def day(self) -> date:
        """The last day of the chosen week."""
        return date.fromisoformat(self.ending.data)


class ReadForm(Form):
    """Which bytes the person has read: what is approved, issued or commented on is these alone."""

    checksum = HiddenField()
