"""What a finding said before it was revised, who revised it and why."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "learning_finding_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revised_by", sa.String(length=40), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["learning_findings.id"],
            name=op.f("fk_learning_finding_wordings_finding_id_learning_findings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_finding_wordings")),
        sa.UniqueConstraint(
            "finding_id", "number", name=op.f("uq_learning_finding_wordings_finding_id_number")
        ),
    )


def downgrade() -> None:
    op.drop_table("learning_finding_wordings")
