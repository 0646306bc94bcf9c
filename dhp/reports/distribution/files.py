"""The file of a report as one person gets it: a recipient's PDF bears the mark of that copy."""

from dhp.accounts.models import User
from dhp.references import shown_reference
from dhp.reports.copies import Copy
from dhp.reports.distribution.queries import copy_of, last_number
from dhp.reports.document import Edition
from dhp.reports.files import FORMS
from dhp.reports.life.moving import document_of
from dhp.reports.models import Run
from dhp.reports.pdf.rendering import render_pdf

MARKED = "pdf"


def file_for(run: Run, ending: str, user: User) -> tuple[str, bytes]:
    """The media type and the bytes of `run` in one of the `FORMS`, for `user`."""
    media_type, render = FORMS[ending]
    copy = mark_for(run, user) if ending == MARKED else None
    document = document_of(run)
    return media_type, render_pdf(document, copy) if copy else render(document)


def mark_for(run: Run, user: User) -> Copy | None:
    """The mark on the pages of `user`; None for who was given no copy, and for what all may read."""
    held = copy_of(run, user)
    if held is None or run.edition is not Edition.RESTRICTED:
        return None
    return Copy(held.number, last_number(run), user.name, shown_reference(held.code))
