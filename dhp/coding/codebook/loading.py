"""The starting codebook: the ten domains with their themes and codes, as version 1."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from dhp.calendar import now
from dhp.coding.codebook.csv_file import read
from dhp.coding.codebook.models import Code, CodebookVersion, CodeVersion
from dhp.coding.codebook.rows import Row
from dhp.coding.codebook.rules import Level, VersionState

STARTING = Path(__file__).with_name("codebook.csv")
# With it every installation gives the starting entries the same guids, so that files match.
_NAMESPACE = UUID("5f0c7f2e-6b1d-4c53-9a86-1d0a9b7e3c44")
_SERVICE = "reference data"
_NOTE = "The starting codebook."


def starting_rows() -> list[Row]:
    """The entries of the starting codebook, each after what it lies under."""
    return read(STARTING.read_bytes())


def load_codebook(session: Session) -> int:
    """Add the starting codebook as version 1, published; gives how many entries were added.

    Where any version is there, whatever it holds, nothing is added. Commits nothing.
    """
    if session.scalar(select(CodebookVersion.id).limit(1)) is not None:
        return 0
    at = now()
    session.add(
        CodebookVersion(
            number=1,
            state=VersionState.PUBLISHED,
            note=_NOTE,
            opened_by=_SERVICE,
            opened_at=at,
            published_by=_SERVICE,
            published_at=at,
        )
    )
    rows = starting_rows()
    made = _codes(rows, session)
    for row in rows:
        words = vars(row.wording) | {"types": " ".join(row.wording.types)}
        said = {"since": 1, "reason": _NOTE, "worded_by": _SERVICE, "worded_at": at}
        session.add(CodeVersion(code_id=made[row.ref].id, **words, **said))
    session.flush()
    return len(rows)


def _codes(rows: Sequence[Row], session: Session) -> dict[str, Code]:
    """The entries without their words, by reference: what lies above first, so that it has an id."""
    made: dict[str, Code] = {}
    for depth, level in enumerate(Level):
        of_level = [row for row in rows if row.ref.count(".") == depth]
        for row in of_level:
            above = made[row.parent].id if row.parent else None
            guid = str(uuid5(_NAMESPACE, row.ref))
            made[row.ref] = Code(ref=row.ref, guid=guid, level=level, parent_id=above)
        session.add_all(made[row.ref] for row in of_level)
        session.flush()
    return made
