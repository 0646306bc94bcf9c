"""The invented case that somebody of the unit practises on, apart from the record."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "case_rehearsals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["users.id"], name=op.f("fk_case_rehearsals_coder_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_rehearsals")),
        sa.UniqueConstraint("coder_id", name=op.f("uq_case_rehearsals_coder_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_rehearsals_ref")),
    )


def downgrade() -> None:
    op.drop_table("case_rehearsals")
