"""Keeping the evidence base: sources and their corrections, series, and the figures of a file."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.calendar import london_date, now
from dhp.definitions import DeathType
from dhp.errors import DomainError, Stale
from dhp.evidence.models import BenchmarkPoint, BenchmarkSeries, EvidenceSource
from dhp.evidence.points_file import Point
from dhp.evidence.rules import SourceKind
from dhp.extensions import db, hold_rows
from dhp.web.text import required

LONGEST_NAME = 200  # characters
LONGEST_CITATION = 1_000
LONGEST_TEXT = 4_000
LONGEST_REASON = 500
TYPES = tuple(one for one in DeathType if one is not DeathType.UNCLASSIFIED)
_CODE = re.compile(r"[a-z][a-z0-9_]{2,39}")
_WEB = re.compile(r"https?://[^\s]{3,480}")


@dataclass(frozen=True)
class About:
    """What is kept of a source."""

    kind: SourceKind
    title: str
    publisher: str
    citation: str
    licence: str
    url: str
    published_on: date | None
    covers: str


@dataclass(frozen=True)
class NewSeries:
    """A series of published figures: what it counts, and how that differs from what we count."""

    code: str
    title: str
    unit: str
    definition: str
    differences: str
    types: tuple[DeathType, ...]


def add_source(about: About, *, by: Actor) -> EvidenceSource:
    """Keep a new source. Raises `DomainError` for what is missing or no address of the web."""
    source = _version(about, by)
    db.session.add(source)
    db.session.flush()
    trail.record(Act.SOURCE_KEPT, by=by, about=source.ref, number=1)
    return source


def correct_source(
    source: EvidenceSource, about: About, reason: str, *, by: Actor
) -> EvidenceSource:
    """Let another version take the place of `source`, which the person saw.

    Raises `Stale` where it no longer stands, and `DomainError` as `add_source` does.
    """
    first = select(EvidenceSource.id).where(
        EvidenceSource.ref == source.ref, EvidenceSource.number == 1
    )
    hold_rows(first.with_for_update())
    db.session.refresh(source)
    if source.superseded_at is not None:
        raise Stale("Somebody changed this source since you opened it. Read it again first.")
    version = _version(about, by)
    version.ref, version.number = source.ref, source.number + 1
    version.reason = _said(reason, "reason", LONGEST_REASON)
    source.superseded_at = version.recorded_at
    db.session.add(version)
    db.session.flush()
    trail.record(Act.SOURCE_KEPT, by=by, about=version.ref, number=version.number)
    return version


def add_series(new: NewSeries, *, by: Actor) -> BenchmarkSeries:
    """Begin a series. Raises `DomainError` for a code that is taken or no code."""
    if not _CODE.fullmatch(new.code):
        raise DomainError(
            "Write the code in small letters, digits and _, for example dhp_all.", "code"
        )
    if db.session.scalar(select(BenchmarkSeries.id).where(BenchmarkSeries.code == new.code)):
        raise DomainError("Another series has this code.", "code")
    series = BenchmarkSeries(
        code=new.code,
        title=_said(new.title, "title", LONGEST_NAME),
        unit=_said(new.unit, "unit", 80),
        definition=_said(new.definition, "definition", LONGEST_TEXT),
        differences=_said(new.differences, "differences", LONGEST_TEXT),
        types=" ".join(one.value for one in new.types),
        added_by=by.ref,
        added_at=now(),
    )
    db.session.add(series)
    db.session.flush()
    trail.record(Act.SERIES_ADDED, by=by, about=f"series-{series.code}")
    return series


def keep_points(points: Sequence[Point], source: EvidenceSource, *, by: Actor) -> int:
    """Keep the figures of a file that was found sound, all of them; gives their number."""
    codes = {point.series for point in points}
    statement = select(BenchmarkSeries).where(BenchmarkSeries.code.in_(codes))
    series = {one.code: one for one in db.session.scalars(statement)}
    at = now()
    for point in points:
        given = asdict(point) | {"note": point.note or None, "series": series[point.series]}
        db.session.add(
            BenchmarkPoint(**given, source_ref=source.ref, recorded_by=by.ref, recorded_at=at)
        )
    db.session.flush()
    if points:
        trail.record(Act.FIGURES_KEPT, by=by, about=source.ref, count=len(points))
    return len(points)


def check_url(url: str) -> None:
    """Raise `DomainError` for what is neither blank nor an address on the web."""
    if url and not _WEB.fullmatch(url):
        raise DomainError("Enter a whole address that begins with https://, or nothing.", "url")


def check_published_on(day: date | None) -> None:
    """Raise `DomainError` for a day to come."""
    if day and day > london_date(now()):
        raise DomainError("The day must not be in the future.", "published_on")


def _version(about: About, by: Actor) -> EvidenceSource:
    """A version made from `about`, once it is known to be whole."""
    url = about.url.strip()
    check_url(url)
    check_published_on(about.published_on)
    return EvidenceSource(
        kind=about.kind,
        title=_said(about.title, "title", LONGEST_NAME),
        publisher=_said(about.publisher, "publisher", LONGEST_NAME),
        citation=_said(about.citation, "citation", LONGEST_CITATION),
        licence=_said(about.licence, "licence", LONGEST_NAME),
        url=url or None,
        published_on=about.published_on,
        covers=_said(about.covers, "covers", LONGEST_TEXT),
        recorded_by=by.ref,
        recorded_at=now(),
    )


_MISSING = {
    "title": "Enter the title.",
    "publisher": "Enter who published it.",
    "citation": "Enter how to cite it.",
    "licence": "Enter the licence, or “not stated”.",
    "covers": "Say what it covers.",
    "reason": "Say why.",
    "unit": "Enter what is counted.",
    "definition": "Say what they count.",
    "differences": "Say how that differs from what we count.",
}


def _said(text: str, field: str, longest: int) -> str:
    return required(text, longest, field, _MISSING[field])
