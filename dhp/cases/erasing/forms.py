"""The form that asks for a case to be erased."""

from dhp.cases.erasing.models import Ground
from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice, Text


class EraseForm(Form):
    """Which case, on what ground and why."""

    case_ref = Text(
        "Reference of the case",
        longest=20,
        validators=[Required("Give the reference of the case.")],
    )
    ground = OneOf(
        "On what ground?",
        choices=[SelectChoice(ground.value, ground.label) for ground in Ground],
        validators=[Required("Choose a ground.")],
    )
    reason = LongText(
        "Why?",
        longest=500,
        description="This sentence stays when the case is gone. Name no person in it.",
        validators=[Required("Say why.")],
    )
