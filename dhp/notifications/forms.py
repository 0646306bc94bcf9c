"""The few forms that stand beside the pages of questions of a notification."""

from wtforms import HiddenField

from dhp.identifiers import NAMING
from dhp.notifications.sending import LONGEST_REASON
from dhp.recognition import OutgoingForm
from dhp.references import plain_reference
from dhp.web.forms import Form, SeenForm
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice, Text

NEW, KNOWN = "new", "known"


class StartForm(Form):
    """Starts a draft; the key makes a double click one draft."""

    key = HiddenField()


class SendForm(SeenForm):
    """Sends what was checked; the key makes a double click one sending."""

    key = HiddenField()
    gap_reason = LongText("Why are these not answered?", longest=LONGEST_REASON)


class WithdrawForm(Form):
    """Takes a notification back."""

    reason = LongText(
        "Why is it withdrawn?",
        description="For example: another force has it, or it is not a death of this kind.",
        longest=LONGEST_REASON,
        validators=[Required("Say why it is withdrawn.")],
    )


class ReturnForm(OutgoingForm):
    """Gives a notification back to its force, which holds the case: only what names somebody is remarked."""

    leaving = ("reason",)
    only = NAMING

    reason = LongText(
        "What does the force need to correct or add?",
        description="The force reads this. Do not include names.",
        longest=LONGEST_REASON,
        validators=[Required("Say what the force needs to correct or add.")],
    )


class AcceptForm(Form):
    """Accepts a notification, into a new incident or one that is recorded already."""

    incident = OneOf(
        "Is this death part of an incident already recorded?",
        choices=[
            SelectChoice(NEW, "No, open a new incident"),
            SelectChoice(KNOWN, "Yes, add it to an incident"),
        ],
        default=NEW,
        validators=[Required("Say whether the incident is already recorded.")],
    )
    case_ref = Text("Reference of a case in that incident", longest=40)

    @property
    def case(self) -> str | None:
        """The reference of the case whose incident is meant, or None for a new incident."""
        return plain_reference(self.case_ref.data or "") if self.incident.data == KNOWN else None
