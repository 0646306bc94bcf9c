"""The form for building a report."""

from collections.abc import Iterable, Iterator
from datetime import date

from wtforms import HiddenField

from dhp.accounts.models import Force
from dhp.calendar import london_date, long_date, now
from dhp.calendar.clock import days_after
from dhp.calendar.issues import RULES, WEEKLY
from dhp.reports.document import Edition
from dhp.web.forms import Form
from dhp.web.inputs import OneOf, OneOfList, Required, SelectChoice

_WEEKS, _OTHERS = 5, 2  # periods offered of each kind


class BuildForm(Form):
    """Which period a report is to be about, and for whom it is."""

    ending = OneOf(
        "Which report?", validators=[Required("Choose the report and the period it is about.")]
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

    force = OneOfList("For which force?", description="Only for a force pack.", default="")

    def offer(self, kinds: Iterable[str], forces: Iterable[Force]) -> "BuildForm":
        """Offer the present period of each kind and those that have just ended, and the forces."""
        named = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "All forces together"), *named]
        self.ending.choices = [choice for kind in kinds for choice in _periods(kind)]
        return self

    @property
    def kind(self) -> str:
        """The chosen kind."""
        return str(self.ending.data).partition(" ")[0]

    @property
    def day(self) -> date:
        """The last day of the chosen period."""
        return date.fromisoformat(self.ending.data.partition(" ")[2])


def _periods(kind: str) -> Iterator[SelectChoice]:
    """The present period of a kind, as it is so far, and the latest that have ended."""
    day = london_date(now())
    for number in range(_WEEKS if kind == WEEKLY else _OTHERS):
        first, last = RULES[kind].period(day)
        days = f"{long_date(first)} to {long_date(last)}{', so far' if not number else ''}"
        yield SelectChoice(
            f"{kind} {last.isoformat()}", f"{kind.replace('-', ' ').capitalize()}: {days}"
        )
        day = days_after(first, -1)


class ReadForm(Form):
    """Which bytes the person has read: what is approved, issued or commented on is these alone."""

    checksum = HiddenField()
