"""What administrators ask of leads: who may be let in to read deaths."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("region_system", sa.String(length=40), nullable=True),
        sa.Column("region_name", sa.String(length=60), nullable=True),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'region') = (region_name IS NOT NULL)",
            name=op.f("ck_approvals_region_if_asked"),
        ),
        sa.CheckConstraint(
            "(agreed IS NULL) = (decided_at IS NULL) AND (agreed IS NULL) = (decided_by IS NULL)",
            name=op.f("ck_approvals_decided_by_somebody"),
        ),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_approvals_decided_by_another")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_approvals_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("ref", name=op.f("uq_approvals_ref")),
    )
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approvals_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_approvals_waiting",
            ["user_id", "kind"],
            unique=True,
            sqlite_where=sa.text("agreed IS NULL"),
            postgresql_where=sa.text("agreed IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_approvals_waiting",
            sqlite_where=sa.text("agreed IS NULL"),
            postgresql_where=sa.text("agreed IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_approvals_user_id"))

    op.drop_table("approvals")
