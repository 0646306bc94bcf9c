"""Reading comments: those that are present, who wrote them, and which speak of changed numbers."""

from sqlalchemy import select

from dhp.errors import Absent
from dhp.extensions import db
from dhp.reports.commentary.models import Commentary
from dhp.reports.commentary.sections import sections
from dhp.reports.commentary.wording import numbers_not_shown
from dhp.reports.life.moving import document_of
from dhp.reports.models import Run


def present(run: Run) -> dict[str, Commentary]:
    """The present comments of `run` by section, the first written first."""
    statement = (
        select(Commentary)
        .where(Commentary.run_id == run.id, Commentary.ended_at.is_(None))
        .order_by(Commentary.written_at, Commentary.id)
    )
    return {one.section: one for one in db.session.scalars(statement)}


def authors_in(run: Run) -> set[str]:
    """The references of all who wrote in a section whose comment is present."""
    statement = (
        select(Commentary.author_ref)
        .where(Commentary.run_id == run.id, Commentary.section.in_(present(run)))
        .order_by(Commentary.id)
    )
    return set(db.session.scalars(statement))


def to_confirm(run: Run) -> list[Commentary]:
    """The present comments whose section has other numbers than it had, or is not there any more,
    and those that give a number which no table of a shareable edition shows now.
    """
    comments = present(run)
    if not comments:
        return []
    document = document_of(run)
    found = sections(document)
    return [
        one
        for one in comments.values()
        if one.section not in found
        or found[one.section].fingerprint != one.bound_to
        or numbers_not_shown(one.text, document)
    ]


def comment_on(run: Run, section: str) -> Commentary:
    """The present comment on a section of `run`; raises `Absent`."""
    comment = present(run).get(section)
    if comment is None:
        raise Absent
    return comment
