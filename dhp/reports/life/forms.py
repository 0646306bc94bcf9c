"""The forms that end a report as it was: what was wrong with it, or why it is withdrawn."""

from dhp.recognition import OutgoingForm
from dhp.reports.life.correcting import LONGEST
from dhp.web.inputs import LongText, Required


class CorrectForm(OutgoingForm):
    """Starts a corrected version."""

    leaving = ("wrong",)

    wrong = LongText(
        "What was wrong?",
        longest=LONGEST,
        description="A sentence for every reader. It stands on the first page, with the date and an "
        "apology. Do not include names.",
        validators=[Required("Write what was wrong, for everybody who read it.")],
    )


class WithdrawForm(OutgoingForm):
    """Takes back a report that was issued."""

    leaving = ("reason",)

    reason = LongText(
        "Why do you withdraw it?",
        longest=LONGEST,
        description="Whoever could read the report reads this in its place. Do not include names.",
        validators=[Required("Write why you withdraw it.")],
    )


class GiveUpForm(WithdrawForm):
    """Gives up a draft, which only the unit could read."""

    reason = LongText(
        "Why do you give it up?",
        longest=LONGEST,
        description="The unit reads this. Do not include names.",
        validators=[Required("Write why you give this draft up.")],
    )
