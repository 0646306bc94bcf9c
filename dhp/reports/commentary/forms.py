"""The form for a comment on a section."""

from wtforms import HiddenField

from dhp.recognition import OutgoingForm
from dhp.reports.commentary.actions import LONGEST
from dhp.web.inputs import LongText, Required


class CommentForm(OutgoingForm):
    """What somebody says of a section, and which report it was said of."""

    leaving = ("text",)

    checksum = HiddenField()
    text = LongText(
        "Your comment",
        longest=LONGEST,
        description="Readers see it under the heading, with your name. Say what the numbers mean; do "
        "not name anybody who died, is suspected or is bereaved.",
        validators=[Required("Write your comment, or go back.")],
    )
