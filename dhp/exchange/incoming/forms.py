"""The forms that take deaths as a file: choosing it, confirming what it would do."""

from dhp.accounts.models import User
from dhp.exchange.incoming.looking import kinds_for, sends_notices
from dhp.web.forms import Form
from dhp.web.inputs import LongText, OneOf, SelectChoice, Upload


class FileForm(Form):
    """A file to look at. Nothing of it is kept yet."""

    scheme = OneOf("What kind of file is it?", choices=[], validate_choice=False)
    file = Upload("Choose a file")


def file_form(user: User) -> FileForm:
    """The form with the kinds of file that `user` may bring in, the usual one chosen."""
    form, kinds = FileForm(), kinds_for(user)
    form.scheme.choices = [SelectChoice(name, words) for name, words in kinds.items()]
    form.scheme.data = form.scheme.data or next(iter(kinds))
    most = " and 500 deaths" if sends_notices(user) else ""
    form.file.description = f"A workbook (.xlsx) or “CSV UTF-8”, at most 5 MB{most}."
    return form


class ConfirmForm(Form):
    """The last step: why some questions are not answered, where any are not."""

    gap_reason = LongText(
        "Why are some questions not answered?",
        longest=2_000,
        description="Asked once, for all rows that leave a question open.",
    )
