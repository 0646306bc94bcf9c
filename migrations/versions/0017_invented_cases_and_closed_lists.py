"""The invented case that somebody of the unit practises on, apart from the record; lists that are closed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
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
    with op.batch_alter_table("reconciliations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("closed_because", sa.Text(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_reconciliations_closing_is_whole"),
            "(closed_at IS NULL) = (closed_by IS NULL)"
            " AND (closed_at IS NULL) = (closed_because IS NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("reconciliations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_reconciliations_closing_is_whole"), type_="check")
        batch_op.drop_column("closed_because")
        batch_op.drop_column("closed_by")
        batch_op.drop_column("closed_at")

    op.drop_table("case_rehearsals")
