"""Cases are reviewed, digests of requests let go of, and people told what is held about them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "subject_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("put_by", sa.String(length=40), nullable=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=40), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_to", sa.Text(), nullable=True),
        sa.Column("given_by", sa.String(length=40), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by <> put_by", name=op.f("ck_subject_requests_approved_by_another")
        ),
        sa.CheckConstraint(
            "given_at IS NULL OR (approved_at IS NOT NULL AND given_to IS NOT NULL)",
            name=op.f("ck_subject_requests_given_if_approved"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_requests")),
        sa.UniqueConstraint("ref", name=op.f("uq_subject_requests_ref")),
    )

    op.create_table(
        "retention_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("review_group", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("erasure_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=40), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(choice = 'erase') = (erasure_id IS NOT NULL)",
            name=op.f("ck_retention_reviews_erased_by_two"),
        ),
        sa.CheckConstraint(
            "(choice = 'keep') = (until IS NOT NULL)", name=op.f("ck_retention_reviews_kept_until")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_retention_reviews_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["erasure_id"], ["erasures.id"], name=op.f("fk_retention_reviews_erasure_id_erasures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_reviews")),
        sa.UniqueConstraint("erasure_id", name=op.f("uq_retention_reviews_erasure_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_retention_reviews_ref")),
    )
    with op.batch_alter_table("retention_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retention_reviews_case_id"), ["case_id"], unique=False)

    with op.batch_alter_table("api_sendings", schema=None) as batch_op:
        batch_op.alter_column("fingerprint", existing_type=sa.TEXT(), nullable=True)


def downgrade() -> None:
    op.drop_table("subject_requests")
    op.execute("UPDATE api_sendings SET fingerprint = '' WHERE fingerprint IS NULL")
    with op.batch_alter_table("api_sendings", schema=None) as batch_op:
        batch_op.alter_column("fingerprint", existing_type=sa.TEXT(), nullable=False)

    with op.batch_alter_table("retention_reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retention_reviews_case_id"))

    op.drop_table("retention_reviews")
