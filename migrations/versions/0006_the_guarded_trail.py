"""Anchors of the trail, flags on how records are read, and reads drawn by lot."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "drawn_reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("reader", sa.String(length=40), nullable=False),
        sa.Column("supervisor", sa.String(length=40), nullable=False),
        sa.Column("conclusion", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(conclusion IS NULL) = (looked_at IS NULL)",
            name=op.f("ck_drawn_reads_looked_at_with_finding"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_reads")),
        sa.UniqueConstraint("ref", name=op.f("uq_drawn_reads_ref")),
        sa.UniqueConstraint("seq", name=op.f("uq_drawn_reads_seq")),
    )
    with op.batch_alter_table("drawn_reads", schema=None) as batch_op:
        batch_op.create_index(
            "ix_drawn_reads_supervisor", ["supervisor", "looked_at"], unique=False
        )

    op.create_table(
        "flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told", sa.String(length=300), nullable=False),
        sa.Column("events", sa.String(length=300), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
        sa.UniqueConstraint("ref", name=op.f("uq_flags_ref")),
        sa.UniqueConstraint(
            "rule", "person", "about", "day", name=op.f("uq_flags_rule_person_about_day")
        ),
    )
    with op.batch_alter_table("flags", schema=None) as batch_op:
        batch_op.create_index("ix_flags_person", ["person"], unique=False)
        batch_op.create_index("ix_flags_raised_at", ["raised_at"], unique=False)

    op.create_table(
        "trail_anchors",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "at", name=op.f("pk_trail_anchors")),
    )
    op.create_table(
        "flag_findings",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("conclusion", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found_by", sa.String(length=40), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["flag_id"], ["flags.id"], name=op.f("fk_flag_findings_flag_id_flags")
        ),
        sa.PrimaryKeyConstraint("flag_id", name=op.f("pk_flag_findings")),
    )
    with op.batch_alter_table("trail_head", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))
    # So that the next event can say it, should the clock have gone back since the last one.
    op.execute(
        "UPDATE trail_head SET at = (SELECT e.at FROM trail_events e WHERE e.seq = trail_head.seq)"
    )


def downgrade() -> None:
    with op.batch_alter_table("trail_head", schema=None) as batch_op:
        batch_op.drop_column("at")

    op.drop_table("flag_findings")
    op.drop_table("trail_anchors")
    with op.batch_alter_table("flags", schema=None) as batch_op:
        batch_op.drop_index("ix_flags_raised_at")
        batch_op.drop_index("ix_flags_person")

    op.drop_table("flags")
    with op.batch_alter_table("drawn_reads", schema=None) as batch_op:
        batch_op.drop_index("ix_drawn_reads_supervisor")

    op.drop_table("drawn_reads")
