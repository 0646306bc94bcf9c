"""The form with which a person says what a signal means."""

from dhp.statistics.watch.actions import LONGEST
from dhp.statistics.watch.models import Outcome
from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice


class ReviewForm(Form):
    """What the signal is, and why."""

    outcome = OneOf(
        "What is it?",
        choices=[SelectChoice(one.value, one.label) for one in Outcome],
        validators=[Required("Choose what it is.")],
    )
    judgement = LongText(
        "What did you look at, and why do you judge so?",
        longest=LONGEST,
        description="The unit reads this. Do not include names.",
        validators=[Required("Say what you looked at and why you judge so.")],
    )


def outcome_named(value: str) -> Outcome:
    """The outcome that the form gives as `value`. Raises StopIteration for another word."""
    return next(one for one in Outcome if one.value == value)
