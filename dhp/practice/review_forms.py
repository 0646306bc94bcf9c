"""The form of a review of an entry."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from wtforms import HiddenField

from dhp.calendar import london_date, now
from dhp.errors import DomainError
from dhp.practice.actions import LONGEST_NAME, LONGEST_TEXT, Judged
from dhp.practice.models import PracticeWording
from dhp.practice.rules import LABELS, USUAL_REVIEW, Label, check_past, check_review_day
from dhp.recognition import OutgoingForm
from dhp.web.inputs import Day, LongText, OneOf, Required, SelectChoice, Text

_DECLINED = "declined"


class ReviewForm(OutgoingForm):
    """The judgement of an entry; what the entry says is looked over again before others read it."""

    leaving = ("grounds",)

    seen = HiddenField()
    outcome = OneOf(
        "What does the evidence say?",
        choices=[
            *(
                SelectChoice(one.value, f"{words}. {claim}")
                for one, (words, claim) in LABELS.items()
            ),
            SelectChoice(_DECLINED, "Not taken up: return it with a reason"),
        ],
        validators=[Required("Choose what the evidence says.")],
    )
    judged_by = Text(
        "Who judged it?",
        longest=LONGEST_NAME,
        description="For example: the central unit, or the university that evaluated it.",
        validators=[Required("Enter who judged it.")],
    )
    judged_on = Day(
        "When was it judged?", phrase="The day", validators=[Required("Enter the day.")]
    )
    grounds = LongText(
        "On what evidence?",
        longest=LONGEST_TEXT,
        description="What was measured, for how many, against what. Or why it is not taken up.",
        validators=[Required("Say on what evidence.")],
    )
    review_on = Day(
        "Look at it again on",
        phrase="The day",
        description="Leave it blank where the entry is not taken up.",
    )

    def checks(self) -> Iterator[Callable[[], object]]:
        """The day of the judgement, and that of the next one where the entry is taken up."""
        today = london_date(now())
        if self.judged_on.data:
            yield partial(check_past, self.judged_on.data, today, "judged_on")
        if self.label:
            yield partial(check_review_day, self.review_on.data, today)

    @property
    def label(self) -> Label | None:
        """The label that was chosen; None where the entry is not taken up, or nothing was chosen."""
        return next((one for one in Label if one.value == self.outcome.data), None)

    @property
    def judged(self) -> Judged:
        """What was judged; read it when the form is valid. Raises `DomainError` without a day."""
        if self.judged_on.data is None:
            raise DomainError("Enter the day.", "judged_on")
        return Judged(
            self.label,
            self.judged_by.data or "",
            self.judged_on.data,
            self.grounds.data or "",
            self.review_on.data,
        )


def review_form(wording: PracticeWording) -> ReviewForm:
    """The form of a review, for today, with the usual day of the next one, or as it was sent."""
    today: date = london_date(now())
    begun = {"seen": str(wording.number), "judged_on": today, "review_on": today + USUAL_REVIEW}
    form = ReviewForm(data=begun)
    form.look_at(
        {
            "Title": wording.title,
            "What it is": wording.summary,
            "What is done": wording.done,
            "What is known of its effect": wording.found,
        }
    )
    return form
