"""The forms for reading agreements: recording one and ending one."""

from collections.abc import Iterable

from dhp.accounts.models import Force
from dhp.identifiers import NAMING
from dhp.recognition import OutgoingForm
from dhp.web.forms import Form
from dhp.web.inputs import Day, LongText, OneOfList, Required, SelectChoice, Text


class AgreementForm(Form):
    """Which force agreed, who said so for it, and for how long."""

    force = OneOfList("Force", validators=[Required("Choose the force that agreed.")])
    given_by = Text(
        "Who agreed for the force?",
        longest=200,
        description="Name or post, such as “Head of Public Protection”.",
        validators=[Required("Say who agreed for the force, by name or post.")],
        render_kw={"autocomplete": "off"},
    )
    given_on = Day("When was it given?", phrase="The day it was given")
    until = Day(
        "Last day on which it holds",
        phrase="The last day",
        description="Leave it empty where the force named none.",
    )

    def offer(self, forces: Iterable[Force]) -> None:
        """Offer these forces."""
        named = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "Choose a force"), *named]


class EndAgreementForm(OutgoingForm):
    """Why an agreement ends: the force reads it, so what names somebody is remarked."""

    leaving = ("reason",)
    only = NAMING

    reason = LongText(
        "Why does it end?",
        longest=2000,
        description="For example: the force took its agreement back. The force can read this.",
        validators=[Required("Say why the agreement ends.")],
    )
