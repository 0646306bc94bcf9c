"""The forms of conflicts of interest."""

from wtforms import HiddenField

from dhp.cases.conflicts.models import Tie
from dhp.web.forms import Form
from dhp.web.inputs import OneOf, Required, SelectChoice, Text


class ConflictForm(Form):
    """With which case, and what the tie is."""

    case_ref = Text(
        "Reference of the case",
        longest=20,
        validators=[Required("Give the reference of the case.")],
    )
    tie = OneOf(
        "What is the conflict?",
        choices=[SelectChoice(tie.value, tie.label) for tie in Tie],
        description="No more is asked. Do not tell anybody the name.",
        validators=[Required("Choose what the conflict is.")],
    )


class EndForm(Form):
    """Which conflict is ended."""

    conflict = HiddenField()
