"""The forms that take deaths as a file: choosing it, confirming what it would do."""

from wtforms import HiddenField

from dhp.exchange.incoming.looking import KINDS
from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOf, SelectChoice, Upload


class FileForm(Form):
    """A file to look at. Nothing of it is kept yet."""

    scheme = OneOf(
        "What kind of file is it?",
        choices=[SelectChoice(name, one.title) for name, one in KINDS.items()],
        default="deaths",
        validate_choice=False,
    )
    file = Upload(
        "Choose a file",
        description="A workbook (.xlsx) or “CSV UTF-8”, at most 5 MB.",
    )


class NoticeFileForm(Form):
    """The same for a force, whose file always holds notifications."""

    scheme = HiddenField()
    file = Upload(
        "Choose a file",
        description="A workbook (.xlsx) or “CSV UTF-8”, at most 5 MB and 500 deaths.",
    )


class ConfirmForm(Form):
    """The last step: why some questions are not answered, where any are not."""

    gap_reason = LongText(
        "Why are some questions not answered?",
        longest=2_000,
        description="Asked once, for all rows that leave a question open.",
    )
