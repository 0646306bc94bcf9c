"""What people practise on, apart from the record; years that forces sign; second readings of answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "abstraction_samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("drawn_by", sa.String(length=40), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("wanted > 0", name=op.f("ck_abstraction_samples_one_at_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abstraction_samples")),
        sa.UniqueConstraint("ref", name=op.f("uq_abstraction_samples_ref")),
    )
    op.create_table(
        "year_signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("signed_by", sa.String(length=40), nullable=False),
        sa.Column("signed_by_name", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_year_signatures_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_signatures")),
        sa.UniqueConstraint(
            "force_id", "year", "revision", name=op.f("uq_year_signatures_force_id_year_revision")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_year_signatures_ref")),
    )
    with op.batch_alter_table("year_signatures", schema=None) as batch_op:
        batch_op.create_index(
            "uq_year_signatures_current",
            ["force_id", "year"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "abstractions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (answers IS NULL)",
            name=op.f("ck_abstractions_finished_with_answers"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_abstractions_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["users.id"], name=op.f("fk_abstractions_coder_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["sample_id"],
            ["abstraction_samples.id"],
            name=op.f("fk_abstractions_sample_id_abstraction_samples"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abstractions")),
        sa.UniqueConstraint("ref", name=op.f("uq_abstractions_ref")),
        sa.UniqueConstraint("sample_id", "case_id", name=op.f("uq_abstractions_sample_id_case_id")),
    )
    with op.batch_alter_table("abstractions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_abstractions_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_abstractions_coder_id"), ["coder_id"], unique=False)

    op.create_table(
        "rehearsals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("suspects", sa.Integer(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt_ref", sa.String(length=20), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gap_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(sent_at IS NULL) = (receipt_ref IS NULL)",
            name=op.f("ck_rehearsals_sent_with_receipt"),
        ),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_rehearsals_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["users.id"], name=op.f("fk_rehearsals_started_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsals")),
        sa.UniqueConstraint("ref", name=op.f("uq_rehearsals_ref")),
        sa.UniqueConstraint("started_by_id", name=op.f("uq_rehearsals_started_by_id")),
    )
    op.create_table(
        "year_disputes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("resolved_by", sa.String(length=40), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (resolution IS NULL)",
            name=op.f("ck_year_disputes_resolved_in_words"),
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"],
            ["year_signatures.id"],
            name=op.f("fk_year_disputes_signature_id_year_signatures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_disputes")),
        sa.UniqueConstraint("ref", name=op.f("uq_year_disputes_ref")),
        sa.UniqueConstraint(
            "signature_id", "line", name=op.f("uq_year_disputes_signature_id_line")
        ),
    )
    op.create_table(
        "abstraction_rulings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abstraction_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["abstraction_id"],
            ["abstractions.id"],
            name=op.f("fk_abstraction_rulings_abstraction_id_abstractions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abstraction_rulings")),
        sa.UniqueConstraint(
            "abstraction_id", "name", name=op.f("uq_abstraction_rulings_abstraction_id_name")
        ),
    )


def downgrade() -> None:
    op.drop_table("abstraction_rulings")
    op.drop_table("year_disputes")
    op.drop_table("rehearsals")
    with op.batch_alter_table("abstractions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_abstractions_coder_id"))
        batch_op.drop_index(batch_op.f("ix_abstractions_case_id"))

    op.drop_table("abstractions")
    with op.batch_alter_table("year_signatures", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_year_signatures_current",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("year_signatures")
    op.drop_table("abstraction_samples")
