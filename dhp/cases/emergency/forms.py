"""The form of somebody who must open a restricted case in an emergency."""

from dhp.web.forms import Form
from dhp.web.inputs import LongText, Required, Text


class EmergencyForm(Form):
    """Which case, and what the emergency is."""

    case_ref = Text(
        "Reference of the case",
        longest=20,
        description="It is not in any list that you can see. Whoever asks you to act has it.",
        validators=[Required("Give the reference of the case.")],
    )
    reason = LongText(
        "What is the emergency?",
        longest=500,
        description="Who is in danger, or what cannot wait for a lead or for the people named.",
        validators=[Required("Say what the emergency is, in a sentence.")],
    )
