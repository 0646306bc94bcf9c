"""The forms of questions: asking, replying, and what the unit does with a reply."""

from wtforms import HiddenField, StringField

from dhp.identifiers import NAMING
from dhp.questions.actions import LONGEST_QUESTION
from dhp.questions.replying import FIELD_OF, LONGEST_REPLY
from dhp.questions.rules import ENDINGS, ReplyKind
from dhp.recognition import OutgoingForm
from dhp.web.forms import SeenForm
from dhp.web.inputs import LongText, OneOf, Required, SelectChoice


class AskForm(OutgoingForm):
    """Puts a question. `about` is a column's name, drawn by hand; blank for the whole case.

    The force holds the case: what names somebody is remarked, and nothing else.
    """

    leaving = ("asked",)
    only = NAMING

    about = StringField("Which answer is it about?")
    asked = LongText(
        "What do you want to know?",
        longest=LONGEST_QUESTION,
        description="The force reads this. Do not include names.",
        validators=[Required("Write what you want to know.")],
    )


class ReplyForm(SeenForm):
    """What the force says beside the answer. `kind` is the button that was pressed, `saw` the mark of
    the answer that the page showed.
    """

    kind = StringField()
    saw = HiddenField()
    remark = LongText(
        "Anything the unit should know about it (optional)",
        longest=LONGEST_REPLY,
        description="For example, where it comes from. Do not include names.",
    )
    right = LongText("How do you know?", longest=LONGEST_REPLY)
    unknown = LongText("Why can it not be known?", longest=LONGEST_REPLY)
    words = LongText("Your answer", longest=LONGEST_REPLY, description="Do not include names.")

    @property
    def chosen(self) -> ReplyKind | None:
        """The kind of reply whose button was pressed; None for anything else."""
        return next((kind for kind in ReplyKind if kind.value == self.kind.data), None)

    def text_of(self, kind: ReplyKind) -> str:
        """What was typed for a reply of `kind`."""
        return self[FIELD_OF[kind]].data or ""


class AgainForm(OutgoingForm, SeenForm):
    """Asks again because the reply does not settle it."""

    leaving = ("asked",)
    only = NAMING

    asked = LongText(
        "What is still open?",
        longest=LONGEST_QUESTION,
        description="The force reads this. Do not include names.",
        validators=[Required("Write what is still open.")],
    )


class CloseForm(SeenForm):
    """Closes a question that the force did not answer."""

    reason = OneOf(
        "Why is it closed?",
        choices=[SelectChoice(reason.value, reason.label) for reason in ENDINGS],
        validators=[Required("Choose why the question is closed.")],
    )
