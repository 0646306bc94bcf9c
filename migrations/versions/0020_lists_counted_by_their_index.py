"""The index by which lists of cases are read holds what counting them needs as well."""

from collections.abc import Sequence

from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NAME, _ORDER = "ix_cases_survivor_id", ["survivor_id", "received_at", "id"]


def upgrade() -> None:
    _index([*_ORDER, "incident_id"])


def downgrade() -> None:
    _index(_ORDER)


def _index(columns: list[str]) -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(_NAME)
        batch_op.create_index(_NAME, columns, unique=False)
