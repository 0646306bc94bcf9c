"""The form that says what a force does with an entry."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from dhp.accounts.models import Force
from dhp.calendar import london_date, now
from dhp.errors import DomainError
from dhp.practice.actions import LONGEST_REASON, Adopted
from dhp.practice.rules import STANDINGS, Standing, check_past
from dhp.recognition import OutgoingForm
from dhp.web.inputs import Day, LongText, OneOf, OneOfList, Required, SelectChoice


class AdoptionForm(OutgoingForm):
    """What one force does with an entry."""

    leaving = ("note",)

    force = OneOfList("Force", validators=[Required("Choose a force.")])
    standing = OneOf(
        "What does the force do with it?",
        choices=[SelectChoice(one.value, words) for one, words in STANDINGS.items()],
        validators=[Required("Choose what the force does with it.")],
    )
    since = Day(
        "Since when?",
        phrase="The day",
        description="For example, 27 3 2026.",
        validators=[Required("Enter the day.")],
    )
    note = LongText(
        "What should others know? (optional)",
        longest=LONGEST_REASON,
        description="For example what had to be changed, or why it was dropped.",
    )

    def offer(self, forces: Sequence[Force]) -> None:
        """Let the person choose among `forces`; where there is one only, nothing is asked."""
        listed = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "Choose a force"), *listed]
        if len(forces) == 1:
            del self.force

    def checks(self) -> Iterator[Callable[[], object]]:
        """The day."""
        if self.since.data:
            yield partial(check_past, self.since.data, london_date(now()), "since")

    def adopted(self, forces: Sequence[Force]) -> Adopted:
        """What was said; call it when the form is valid. Raises `DomainError` without a day."""
        if self.since.data is None:
            raise DomainError("Enter the day.", "since")
        chosen = self.force.data if "force" in self else forces[0].code
        return Adopted(
            next(force for force in forces if force.code == chosen),
            Standing(self.standing.data),
            self.since.data,
            self.note.data or "",
        )
