"""Trying what a form asks for: what cannot be is said on the form, and nothing half done remains."""

from collections.abc import Callable

from dhp.errors import DomainError, Stale
from dhp.extensions import db
from dhp.web.forms import Form


def refused(
    form: Form, act: Callable[[], object], *, first: Callable[[], object] = lambda: None
) -> int:
    """Do `act` if the form is sound; gives the status of a refusal, or 0 when it is done.

    `first` says whether the thing allows it at all: where it does not, its page has no such form,
    so that faults of fields would lead nowhere.
    """
    try:
        first()
        if not form.validate():
            return 422
        act()
    except DomainError as error:
        db.session.rollback()  # the page shows what stands, and its reading may be recorded
        form.fail(error)
        return 409 if isinstance(error, Stale) else 422
    return 0
