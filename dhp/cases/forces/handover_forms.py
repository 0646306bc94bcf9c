"""The forms for handing a part in a case to another force."""

from collections.abc import Iterable

from dhp.accounts.models import Force
from dhp.cases.forces.models import ForcePart
from dhp.cases.forms import LONGEST_REASON
from dhp.identifiers import NAMING
from dhp.recognition import Look, OutgoingForm, look_over
from dhp.web.inputs import LongText, OneOf, OneOfList, Required, SelectChoice


class OfferForm(OutgoingForm):
    """Which part is offered to which force, and why: the other force may not read the case yet."""

    leaving = ("reason",)
    only = NAMING

    part = OneOf("What is handed over?", validators=[Required("Choose what is handed over.")])
    force = OneOfList(
        "To which force?", validators=[Required("Choose the force that should take it.")]
    )
    reason = LongText(
        "Why should they take it?",
        longest=LONGEST_REASON,
        description="The other force reads this before it answers. Do not include names.",
        validators=[Required("Say why the other force should take this.")],
    )

    def offer_choices(self, parts: Iterable[ForcePart], forces: Iterable[Force]) -> None:
        """What may be chosen: `parts`, and `forces` in the order given."""
        offered = [SelectChoice(part.value, part.label) for part in parts]
        self.part.choices = [*offered]
        if len(offered) == 1 and not self.is_submitted():
            self.part.data = offered[0].value
        named = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "Choose a force"), *named]


class OfferAnswerForm(OutgoingForm):
    """Whether the force takes what it is offered. Why it does not, another force reads."""

    leaving = ("reason",)
    only = NAMING

    answer = OneOf(
        "Does your force take it?",
        choices=[
            SelectChoice("accept", "Yes, we take it"),
            SelectChoice("decline", "No, and we say why"),
        ],
        validators=[Required("Choose whether your force takes it.")],
    )
    reason = LongText(
        "If not, why?",
        longest=LONGEST_REASON,
        description="The other force and the unit read this. Do not include names.",
    )

    @property
    def accepts(self) -> bool:
        """Whether the force takes it; no reason is then kept."""
        return bool(self.answer.data == "accept")

    @property
    def look(self) -> Look:
        """What is remarked on the reason that would be kept."""
        return look_over({}) if self.accepts else super().look
