"""Indexes that hold what counting asks of cases and judgements, and which cases were told a date."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Each index that becomes wider: its table, its columns so far, and those that come behind them.
_WIDER: dict[str, tuple[str, list[str], list[str]]] = {
    "ix_cases_received_at": ("cases", ["received_at", "id"], ["opened_at", "back_record"]),
    "ix_classifications_case_id": (
        "classifications",
        ["case_id", "decided_at"],
        ["superseded_at", "scope", "type"],
    ),
}
_DATED, _DATES = "ix_answers_dated", sa.text("code = 'date_of_death'")


def upgrade() -> None:
    for name, (table, columns, more) in _WIDER.items():
        _index_anew(name, table, columns + more)
    op.create_index(_DATED, "answers", ["case_id"], sqlite_where=_DATES, postgresql_where=_DATES)


def downgrade() -> None:
    op.drop_index(_DATED, "answers")
    for name, (table, columns, _more) in _WIDER.items():
        _index_anew(name, table, columns)


def _index_anew(name: str, table: str, columns: list[str]) -> None:
    op.drop_index(name, table)
    op.create_index(name, table, columns)
