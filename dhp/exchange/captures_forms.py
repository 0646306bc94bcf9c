"""The forms that take weekly figures as a file: choosing it, and confirming what it would do."""

from wtforms import HiddenField

from dhp.exchange.captures_file import MOST_BYTES
from dhp.web.forms import Form
from dhp.web.inputs import Upload


class FileForm(Form):
    """A file to look at. Nothing is kept yet."""

    file = Upload(
        "Choose a file",
        description="A workbook (.xlsx) with at most 2,000 rows, or “CSV UTF-8” with at most 5,000. "
        "At most 1 MB.",
    )


class _Carried(HiddenField):
    """The rows that were looked at, carried to the confirmation."""

    longest = MOST_BYTES


class KeepForm(Form):
    """The rows that were looked at, and the digest of what they would change."""

    rows = _Carried()
    seen = HiddenField()
