"""Reading weekly figures: whose a person may see, what stands, and what stood at an instant."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission
from dhp.accounts.regions import forces_of
from dhp.calendar import Week
from dhp.context.models import Capture
from dhp.context.series import Numbers
from dhp.errors import Absent
from dhp.extensions import db

_NOBODY: Numbers = {}


class Told(NamedTuple):
    """One figure with its times. `number` is None where it was taken back."""

    force_id: int
    strand_id: int
    week_end: date
    number: int | None
    returned_at: datetime | None
    recorded_at: datetime


class ByWeek:
    """What was returned, by strand and week: `of(strand id, week)` is a number by force id."""

    def __init__(self, rows: Iterable[tuple[int, int, date, int | None]]) -> None:
        self._numbers: dict[tuple[int, date], dict[int, int]] = {}
        for force_id, strand_id, week_end, count in rows:
            if count is not None:
                self._numbers.setdefault((strand_id, week_end), {})[force_id] = count

    def of(self, strand_id: int, week: Week) -> Numbers:
        """The numbers of one strand in one week; a force that returned nothing is not in them."""
        return self._numbers.get((strand_id, week.end), _NOBODY)


def visible_to(user: User, week: Week) -> list[Force]:
    """The forces whose figures of `week` the user may see and enter, by name."""
    return forces_of(user, on=week.end) if user.may(Permission.ENTER_CAPTURES) else []


def force_for(user: User, code: str, week: Week) -> Force:
    """The force with this code; raises `Absent`, also where its figures are not for the user."""
    force = next((force for force in visible_to(user, week) if force.code == code), None)
    if force is None:
        raise Absent
    return force


def told(forces: Collection[Force], weeks: Collection[Week]) -> list[Told]:
    """The figures that stand for these forces and weeks, by week, force and strand."""
    columns = (Capture.force_id, Capture.strand_id, Capture.week_end)
    statement = (
        select(*columns, Capture.count, Capture.returned_at, Capture.recorded_at)
        .where(*_within(forces, weeks), Capture.superseded_at.is_(None))
        .order_by(Capture.week_end, Capture.force_id, Capture.strand_id)
    )
    return [Told(*row) for row in db.session.execute(statement)]


def numbers(
    forces: Collection[Force], weeks: Collection[Week], as_at: datetime | None = None
) -> ByWeek:
    """What these forces had returned for these weeks by `as_at`, or by now."""
    statement = (
        select(Capture.force_id, Capture.strand_id, Capture.week_end, Capture.count)
        .where(*_within(forces, weeks), _stood(as_at), Capture.count.is_not(None))
        .order_by(Capture.week_end, Capture.force_id, Capture.strand_id)
    )
    return ByWeek(db.session.execute(statement))


def history(force: Force, week: Week) -> Sequence[Capture]:
    """Every figure that `force` ever told of `week`, the latest first."""
    statement = (
        select(Capture)
        .where(Capture.force_id == force.id, Capture.week_end == week.end)
        .order_by(Capture.id.desc())
    )
    return db.session.scalars(statement).all()


def _within(forces: Collection[Force], weeks: Collection[Week]) -> list[ColumnElement[bool]]:
    return [
        Capture.force_id.in_([force.id for force in forces]),
        Capture.week_end.in_([week.end for week in weeks]),
    ]


def _stood(as_at: datetime | None) -> ColumnElement[bool]:
    if as_at is None:
        return Capture.superseded_at.is_(None)
    left = or_(Capture.superseded_at.is_(None), Capture.superseded_at > as_at)
    return and_(Capture.recorded_at <= as_at, left)
