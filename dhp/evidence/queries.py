"""Reading the evidence base: sources, series and their figures. For the unit alone."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, false, func, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date
from dhp.cases.models import Case
from dhp.errors import Absent
from dhp.evidence.models import BenchmarkPoint, BenchmarkSeries, EvidenceSource
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import is_reference, plain_reference


def visible_to(user: User) -> Select[EvidenceSource]:
    """Every version of every source, for the unit; none for anybody else."""
    statement = select(EvidenceSource)
    return statement if user.may(Permission.KEEP_EVIDENCE) else statement.where(false())


def sources(user: User) -> Sequence[EvidenceSource]:
    """The sources as they stand, the latest published first."""
    statement = visible_to(user).where(EvidenceSource.superseded_at.is_(None))
    ordered = statement.order_by(
        EvidenceSource.published_on.is_(None),
        EvidenceSource.published_on.desc(),
        EvidenceSource.title,
        EvidenceSource.id,
    )
    return db.session.scalars(ordered).all()


def versions(ref: str, user: User) -> Sequence[EvidenceSource]:
    """Every version of one source, the one that stands first. Raises `Absent`."""
    statement = visible_to(user).where(EvidenceSource.ref == plain_reference(ref))
    ordered = statement.order_by(EvidenceSource.number.desc())
    found = db.session.scalars(ordered).all() if is_reference(ref) else []
    if not found:
        raise Absent
    return found


def titles() -> dict[str, str]:
    """The titles of the sources that stand, by reference."""
    statement = select(EvidenceSource.ref, EvidenceSource.title).where(
        EvidenceSource.superseded_at.is_(None)
    )
    return dict(db.session.execute(statement.order_by(EvidenceSource.id)).all())


def all_series() -> Sequence[BenchmarkSeries]:
    """Every series, by title."""
    statement = select(BenchmarkSeries).order_by(BenchmarkSeries.title, BenchmarkSeries.id)
    return db.session.scalars(statement).all()


def series_with(code: str) -> BenchmarkSeries:
    """The series with this code; raises `Absent`."""
    return the_one(select(BenchmarkSeries).where(BenchmarkSeries.code == code))


def points_of(series: BenchmarkSeries) -> Sequence[BenchmarkPoint]:
    """The figures of a series, by year and vintage."""
    statement = select(BenchmarkPoint).where(BenchmarkPoint.series_id == series.id)
    return db.session.scalars(statement.order_by(BenchmarkPoint.year, BenchmarkPoint.vintage)).all()


def points_from(ref: str) -> Sequence[BenchmarkPoint]:
    """The figures that one source told, by series and year."""
    statement = (
        select(BenchmarkPoint)
        .join(BenchmarkSeries, BenchmarkSeries.id == BenchmarkPoint.series_id)
        .where(BenchmarkPoint.source_ref == ref)
        .order_by(BenchmarkSeries.title, BenchmarkPoint.year, BenchmarkPoint.vintage)
    )
    return db.session.scalars(statement).all()


def standing_values() -> Mapping[tuple[str, str, date], str]:
    """Every figure that is kept, by series, year and vintage."""
    statement = (
        select(
            BenchmarkSeries.code,
            BenchmarkPoint.year,
            BenchmarkPoint.vintage,
            BenchmarkPoint.value,
        )
        .join(BenchmarkSeries, BenchmarkSeries.id == BenchmarkPoint.series_id)
        .order_by(BenchmarkPoint.id)
    )
    return {
        (code, year, vintage): value for code, year, vintage, value in db.session.execute(statement)
    }


def notified_since() -> date | None:
    """The day in London on which the first death was notified; None before there is one."""
    first = db.session.scalar(select(func.min(Case.received_at)).where(Case.back_record.is_(False)))
    return london_date(first) if first else None
