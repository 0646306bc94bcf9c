"""The form of a review."""

from collections.abc import Callable, Iterator
from functools import partial

from wtforms import HiddenField
from wtforms.validators import Optional

from dhp.calendar import london_date, now
from dhp.identifiers import NAMING
from dhp.recognition import OutgoingForm
from dhp.retention.actions import Decided
from dhp.retention.groups import TERMS, Group
from dhp.retention.rules import Choice, check_until
from dhp.web.inputs import Day, LongText, OneOf, Required, SelectChoice


class ReviewForm(OutgoingForm):
    """What is decided about one case. `seen` names the review before it, `case` the case.

    The reason outlives the names in the case, so what names somebody in it is remarked.
    """

    leaving = ("reason",)
    only = NAMING

    case = HiddenField()
    seen = HiddenField()
    group = OneOf(
        "To which group does it belong?",
        choices=[SelectChoice(one.value, TERMS[one].title) for one in Group],
        validators=[Required("Choose a group.")],
    )
    choice = OneOf(
        "What do you decide?",
        choices=[SelectChoice(one.value, one.label) for one in Choice],
        validators=[Required("Choose what becomes of the case.")],
    )
    until = Day(
        "If you keep it: until when?",
        description="On this day somebody reviews it again. Not later than its group allows.",
        phrase="The day of the next review",
        validators=[Optional()],
    )
    reason = LongText(
        "Why?",
        longest=500,
        description="For what is it still needed, or why is it not? Name no person.",
        validators=[Required("Say why. Name no person.")],
    )

    def checks(self) -> Iterator[Callable[[], object]]:
        """The day until which it is kept; nothing where group or decision are not chosen."""
        if not (self.choice.errors or self.group.errors):
            choice, group = Choice(self.choice.data), Group(self.group.data)
            yield partial(check_until, choice, self.until.data, group, london_date(now()))

    @property
    def decided(self) -> Decided:
        """The decision as it was typed."""
        return Decided(
            Choice(self.choice.data),
            Group(self.group.data),
            self.reason.data or "",
            self.until.data,
        )
