"""The forms that take weekly figures as a file: choosing it, and confirming what it would do."""

from wtforms import HiddenField

from dhp.exchange.captures_file import MOST_BYTES
from dhp.web.forms import Form
from dhp.web.inputs import Upload


class FileForm(Form):
    """A file to look at. Nothing is kept yet."""

    file = Upload(
        "Choose a CSV file",
        description="From a spreadsheet: save it as “CSV UTF-8”. At most 1 MB and 5,000 rows.",
    )


class _Carried(HiddenField):
    """The rows that were looked at, carried to the confirmation."""

    longest = MOST_BYTES


class KeepForm(Form):
    """The rows that were looked at, and the digest of what they would change."""

    rows = _Carried()
    seen = HiddenField()
