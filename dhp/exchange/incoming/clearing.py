"""Files that nobody confirmed are removed when they were kept long enough."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.duties import Duty
from dhp.exchange.incoming.models import ImportFile
from dhp.extensions import db
from dhp.retention.clocks import FILES_KEPT


def due(at: datetime) -> Iterator[str]:
    """The hour, where a file waited too long."""
    if db.session.scalar(select(exists().where(*_stale(at)))):
        yield f"{at:%Y-%m-%d %H}"


def clear(_key: str, at: datetime) -> None:
    """Remove the files that nobody confirmed within a day."""
    refs = list(
        db.session.scalars(select(ImportFile.ref).where(*_stale(at)).order_by(ImportFile.id))
    )
    if refs:
        db.session.execute(delete(ImportFile).where(ImportFile.ref.in_(refs)))
        trail.record(Act.IMPORTS_CLEARED, by=trail.Command(), about=refs, files=len(refs))


def _stale(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return ImportFile.run.is_(None), ImportFile.taken_at <= at - FILES_KEPT


CLEARING = Duty("clearing imports", due, clear)
