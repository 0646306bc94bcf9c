"""The forms of returns: confirming with disputes, taking back, settling, and the terms."""

from collections.abc import Iterable

from wtforms import HiddenField

from dhp.returns.actions import LONGEST
from dhp.returns.periods import Rhythm
from dhp.returns.showing import Row
from dhp.web.forms import Form
from dhp.web.inputs import Day, LongText, OneOf, Required, SelectChoice, WholeNumber


class ReturnForm(Form):
    """Confirms a period; made by `return_form` with a box for each death that may be disputed."""

    seen = HiddenField()  # a digest of the list, so that nobody confirms one that has changed

    @property
    def disputes(self) -> dict[str, str]:
        """The reason by the reference of each death that does not belong."""
        return {
            field.name.removeprefix("why_"): field.data
            for field in self
            if field.name.startswith("why_") and field.data
        }


def return_form(rows: Iterable[Row]) -> ReturnForm:
    """The form for these deaths, filled from the request; none of the erased ones can be disputed."""
    boxes = {
        row.field: LongText(
            "What is wrong with it?",
            longest=LONGEST,
            description="For example: it happened in another month, it belongs to another force, "
            "it is told twice. Do not include names.",
        )
        for row in rows
        if not row.erased
    }
    form: ReturnForm = type("Confirming", (ReturnForm,), boxes)()
    return form


class WithdrawForm(Form):
    """Takes a return back."""

    seen = HiddenField()

    reason = LongText(
        "Why do you take it back?",
        longest=LONGEST,
        description="The central unit reads this. Do not include names.",
        validators=[Required("Write why you take it back.")],
    )


class ResolveForm(Form):
    """Settles a disputed line."""

    resolution = LongText(
        "What did you decide, and why?",
        longest=LONGEST,
        description="The force reads this. Do not include names.",
        validators=[Required("Write what you decided.")],
    )


class TermsForm(Form):
    """Decides how often forces return, and how long they have."""

    rhythm = OneOf(
        "How often do forces return?",
        choices=[SelectChoice(rhythm.value, rhythm.label) for rhythm in Rhythm],
        validators=[Required("Choose how often forces return.")],
    )
    since = Day("From which day on?", phrase="The day")
    due = WholeNumber("Due by the end of working day", least=1, most=60)
    grace = WholeNumber("Late after working day", least=1, most=60)
    close = WholeNumber("Closed after working day", least=1, most=120)
