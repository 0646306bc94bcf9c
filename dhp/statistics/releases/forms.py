"""The forms of releases: signing off, withdrawing, and reopening a series."""

from collections.abc import Iterable

from wtforms import HiddenField

from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice

LONGEST = 200


class SignForm(Form):
    """Which figures the person has read."""

    fingerprint = HiddenField()


class WithdrawForm(Form):
    """Takes back what was prepared or signed off."""

    reason = LongText(
        "Why do you withdraw it?",
        longest=LONGEST,
        description="The unit reads this. Do not include names.",
        validators=[Required("Write why you withdraw it.")],
    )


class ReopenForm(Form):
    """Lets a series show again what it withheld."""

    series = OneOf("Which table?", validators=[Required("Choose the table.")])
    reason = LongText(
        "Why may it be shown again?",
        longest=LONGEST,
        description="The unit reads this. Do not include names.",
        validators=[Required("Write why it may be shown again.")],
    )

    def offer(self, tables: Iterable[tuple[str, str]]) -> "ReopenForm":
        """Offer these series, each with its words."""
        self.series.choices = [SelectChoice(series, words) for series, words in tables]
        return self
