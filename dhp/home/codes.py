"""The labels of the codebook for rooms beside it, which keep codes by their references alone."""

from sqlalchemy import func, or_, select

from dhp.coding.codebook.models import Code, CodebookVersion, CodeVersion
from dhp.coding.codebook.rules import VersionState
from dhp.extensions import db


def code_labels() -> dict[str, str]:
    """The label of every published entry of the codebook by its reference, retired ones included.

    One statement; empty before the first version is published.
    """
    published = (
        select(func.max(CodebookVersion.number))
        .where(CodebookVersion.state == VersionState.PUBLISHED)
        .scalar_subquery()
    )
    in_force = or_(CodeVersion.until.is_(None), CodeVersion.until > CodeVersion.since)
    statement = (
        select(Code.ref, CodeVersion.label)
        .join(CodeVersion, CodeVersion.code_id == Code.id)
        .where(CodeVersion.since <= published, in_force)
        .order_by(CodeVersion.since, CodeVersion.id)  # later words take the place of earlier ones
    )
    return dict(db.session.execute(statement).all())
