"""The forms for deciding about two cases."""

from dhp.cases.forms import LONGEST_REASON
from dhp.web.forms import Form
from dhp.web.inputs import LongText, Required, Text


class CompareForm(Form):
    """Which case to compare with."""

    case_ref = Text(
        "Reference of the other case",
        description="14 letters and numbers. Use it for a case that is not in the list.",
        longest=20,
        validators=[Required("Enter the reference of the other case.")],
    )


class UndoForm(Form):
    """Why a decision is undone."""

    reason = LongText(
        "Why was the decision wrong?",
        longest=LONGEST_REASON,
        description="Do not include names.",
        validators=[Required("Say why the decision was wrong.")],
    )
