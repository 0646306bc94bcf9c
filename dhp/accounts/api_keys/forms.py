"""The form of a new key."""

from collections.abc import Iterable
from datetime import timedelta

from dhp.accounts.models import Force
from dhp.web.forms import Form
from dhp.web.inputs import OneOf, OneOfList, Required, SelectChoice, Text

_LIVES = {"90": "90 days", "180": "180 days", "365": "1 year"}


class KeyForm(Form):
    """For which force and system, and for how long."""

    force = OneOfList("Force", validators=[Required("Choose the force whose system will call.")])
    name = Text(
        "Which system is it for?",
        longest=80,
        description="For example, crime recording. It tells keys of one force apart.",
        validators=[Required("Say which system the key is for.")],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    days = OneOf(
        "How long may it be used?",
        choices=[SelectChoice(days, label) for days, label in _LIVES.items()],
        validators=[Required("Choose how long the key may be used.")],
    )

    def offer(self, forces: Iterable[Force]) -> None:
        """Offer these forces."""
        named = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "Choose a force"), *named]

    @property
    def life(self) -> timedelta:
        """The chosen life. Only after `validate` succeeded."""
        return timedelta(days=int(self.days.data))
