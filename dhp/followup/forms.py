"""The forms of follow-up: what stands beside the questions of a page, and completing a stage."""

from collections.abc import Iterator
from datetime import date, timedelta

from wtforms import HiddenField
from wtforms.validators import Optional

from dhp.calendar import london_date, long_date
from dhp.dictionary import State, write
from dhp.followup.actions import LONGEST_REASON
from dhp.followup.told import Line, Told
from dhp.web.fields import QuestionForm, question_form
from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice

NEXT_STAGE = "next"
_AGAIN = {"14": "In 2 weeks", "28": "In 4 weeks", NEXT_STAGE: "At the next stage"}


class BesideForm(Form):
    """What stands beside questions. `seen` is the fingerprint of the answers as they were shown."""

    seen = HiddenField()
    reason = LongText(
        "Why does the answer change?",
        longest=LONGEST_REASON,
        description="For example: the post-mortem examination showed otherwise. Do not include names.",
    )
    again = OneOf(
        "When should we ask again about what is not yet established?",
        choices=[SelectChoice(value, label) for value, label in _AGAIN.items()],
        default=NEXT_STAGE,
        validators=[Optional()],
    )

    def again_on(self, today: date) -> date | None:
        """The day on which to ask again, counted from `today`; None for the next stage."""
        days = self.again.data
        return today + timedelta(days=int(days)) if days in _AGAIN and days != NEXT_STAGE else None


class CompleteForm(Form):
    """Completes a stage. `seen` is the fingerprint of the open questions as they were shown."""

    seen = HiddenField()
    reason = LongText(
        "Why are these not answered?",
        longest=LONGEST_REASON,
        description="Or answer them with “Not yet established”; then no reason is needed. "
        "Do not include names.",
    )


class ReopenForm(Form):
    """Opens a completed stage again."""

    reason = LongText(
        "Why is it opened again?",
        longest=LONGEST_REASON,
        description="The force reads this. Do not include names.",
        validators=[Required("Say why the stage is opened again. The force reads this.")],
    )


def questions(lines: list[Line], told: Told, *, complete: bool = False) -> QuestionForm:
    """The form that asks `lines`, filled with what the force said; a blank is refused if `complete`."""
    columns, texts = [one.column for one in lines], {one.name: write(one.own) for one in lines}
    form = question_form(columns, texts, complete=complete, died=told.died, alone=told.places.alone)
    for field, line in zip(form.questions, lines, strict=True):
        field.description = " ".join(filter(None, (field.description, *_remarks(line))))
    return form


def _remarks(line: Line) -> Iterator[str]:
    if line.told_at and line.own.state is State.NOT_YET_ESTABLISHED:
        day = long_date(london_date(line.told_at))
        yield f"You said “Not yet established” on {day}. Leave it if that is still so."
    if line.determined:
        yield f"The central unit recorded: {line.determined}."
