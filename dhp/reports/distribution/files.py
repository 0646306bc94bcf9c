"""The file of a report as one person gets it: a recipient's file bears the mark of that copy."""

from dhp.accounts.models import User
from dhp.references import shown_reference
from dhp.reports.copies import Copy
from dhp.reports.distribution.queries import copy_of, last_number
from dhp.reports.document import Edition
from dhp.reports.files import FORMS
from dhp.reports.life.moving import document_of
from dhp.reports.models import Run


def file_for(run: Run, ending: str, user: User) -> tuple[str, bytes]:
    """The media type and the bytes of `run` in one of the `FORMS`, for `user`."""
    media_type, render = FORMS[ending]
    return media_type, render(document_of(run), mark_for(run, user))


def mark_for(run: Run, user: User) -> Copy | None:
    """The mark on the files of `user`; None for who was given no copy, and for what all may read."""
    held = copy_of(run, user)
    if held is None or run.edition is not Edition.RESTRICTED:
        return None
    return Copy(held.number, last_number(run), user.name, shown_reference(held.code))
