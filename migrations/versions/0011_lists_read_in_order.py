"""The list of cases is read in the order of its index."""

from collections.abc import Sequence

from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_survivor_id"))
        batch_op.create_index(
            "ix_cases_survivor_id", ["survivor_id", "received_at", "id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_survivor_id")
        batch_op.create_index(batch_op.f("ix_cases_survivor_id"), ["survivor_id"], unique=False)
