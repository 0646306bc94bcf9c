"""The file of returns to fill in: what is held of each period that waits, and room to answer."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select

from dhp.accounts.models import Force, User
from dhp.accounts.regions import forces_of
from dhp.calendar import london_date, now
from dhp.extensions import db
from dhp.references import shown_reference
from dhp.returns.periods import Phase
from dhp.returns.plan import opened_periods
from dhp.returns.queries import may_return_for, present_for
from dhp.web.spreadsheets import as_text

COLUMNS = ("force", "period", "death", "confirmed", "reason")
NIL = "nil"
_RECENT = 3  # periods back, where the unit fills in for very many forces
_LINES = (
    ("force", "The force", "The ONS code, such as E23000032, or btp."),
    ("period", "Which period", "Its first day, such as 2026-10-01."),
    ("death", "Which death", "The reference in the template, or nil where there was none."),
    ("confirmed", "Is it so?", "yes, or no. Leave all of a period blank to leave it open."),
    ("reason", "Why it does not belong", "With no only. Do not include names."),
)


def returns_guide() -> tuple[tuple[str, str, str], ...]:
    """For each column its name, what it asks, and what to write."""
    return _LINES


def returns_template(user: User) -> list[Sequence[str]]:
    """A row for each death of each period that waits, or one that says nil. Nothing is answered."""
    return [
        tuple(as_text(cell) for cell in row)
        for force in forces_to_return_for(user)
        for row in _rows(force, user)
    ]


def forces_to_return_for(user: User) -> list[Force]:
    """The forces whose returns `user` confirms, by name."""
    found: Iterable[Force] = forces_of(user, on=london_date(now()))
    if user.force_id is not None:
        found = db.session.scalars(select(Force).where(Force.id == user.force_id))
    return [force for force in found if may_return_for(user, force)]


def _rows(force: Force, user: User) -> Iterator[Sequence[str]]:
    at = now()
    periods = [one for one in opened_periods(at) if one.phase(at) is not Phase.RUNNING]
    for period in periods if user.force_id is not None else periods[-_RECENT:]:
        present = present_for(user, period, force)
        if not present.waits:
            continue
        deaths = [shown_reference(death.ref) for death in present.deaths] or [NIL]
        for death in deaths:
            yield force.code, period.key, death, "", ""
