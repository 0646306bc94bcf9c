"""Indexes that hold what counting asks of a judgement, and which dates of death a case was told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_JUDGED, _ORDER = "ix_classifications_case_id", ["case_id", "decided_at"]
_DATED, _DATES = "ix_answers_dated", sa.text("code = 'date_of_death'")


def upgrade() -> None:
    _index_judgements([*_ORDER, "superseded_at", "scope", "type"])
    op.create_index(
        _DATED, "answers", ["case_id"], sqlite_where=_DATES, postgresql_where=_DATES
    )


def downgrade() -> None:
    op.drop_index(_DATED, "answers")
    _index_judgements(_ORDER)


def _index_judgements(columns: list[str]) -> None:
    op.drop_index(_JUDGED, "classifications")
    op.create_index(_JUDGED, "classifications", columns)
