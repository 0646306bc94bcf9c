"""The forms of answering again: drawing a sample, and settling a difference."""

from dhp.coding.abstracting.actions import MOST
from dhp.coding.abstracting.models import Finding
from dhp.web.forms import Form
from dhp.web.inputs import ManyOf, OneOf, Required, SelectChoice, WholeNumber

DEATHS, PERCENT = "deaths", "percent"


class DrawForm(Form):
    """Draws a sample. `people` are users' references."""

    number = WholeNumber(
        "How many?", least=1, most=MOST, validators=[Required("Enter how many to draw.")]
    )
    unit = OneOf(
        "Of what?",
        choices=[SelectChoice(DEATHS, "Deaths"), SelectChoice(PERCENT, "Of each 100 deaths")],
        default=DEATHS,
        validators=[Required("Say of what.")],
    )
    people = ManyOf("Who answers?", validators=[Required("Choose who answers.")])

    def wanted(self, eligible: int) -> int:
        """How many deaths, of so many from which they are drawn; one at least."""
        number = int(self.number.data or 0)
        if self.unit.data == PERCENT:
            number = max(1, round(eligible * min(number, 100) / 100))
        return min(number, MOST)


class RuleForm(Form):
    """Settles one difference."""

    finding = OneOf(
        "Which is right?",
        choices=[SelectChoice(one.value, one.value[:1].upper() + one.value[1:]) for one in Finding],
        validators=[Required("Say which is right.")],
    )
