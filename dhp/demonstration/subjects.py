"""A request of an invented person: a coder asks what is held, and another lead has to read it."""

from sqlalchemy import select

from dhp.demonstration.accounts import Staff
from dhp.extensions import db
from dhp.subjects.actions import ask, put_forward
from dhp.subjects.bundle import Choices
from dhp.subjects.models import SubjectRequest
from dhp.subjects.queries import found_in

_LETTER = "By letter, with a copy of the staff pass. Seen by the data protection officer."


def invent_request(staff: Staff) -> None:
    """One request that waits for another lead; nothing where there is one already."""
    if db.session.scalar(select(SubjectRequest.id).limit(1)):
        return
    made = ask(staff.coders[0].name, None, _LETTER, by=staff.lead)
    found = found_in(made, staff.lead)
    put_forward(made, Choices(accounts=[one.ref for one in found.accounts]), by=staff.lead)
