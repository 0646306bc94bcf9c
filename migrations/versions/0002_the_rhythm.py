"""The weekly rhythm: returns, captures, mail, duties, reading agreements, kept warnings."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "duties_done",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("duty", "key", name=op.f("pk_duties_done")),
    )
    op.create_table(
        "mail_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=120), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_messages")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_messages_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_mail_messages_ref")),
    )
    with op.batch_alter_table("mail_messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mail_messages_status_next_at", ["status", "next_at"], unique=False
        )

    op.create_table(
        "return_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("grace", sa.Integer(), nullable=False),
        sa.Column("close", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "due >= 1 AND due <= grace AND grace <= close",
            name=op.f("ck_return_terms_days_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_terms")),
    )
    op.create_table(
        "strands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("definition", sa.String(length=1000), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(until IS NULL) = (ended_at IS NULL)", name=op.f("ck_strands_end_decided")
        ),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_strands_until_after_since")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strands")),
        sa.UniqueConstraint("code", name=op.f("uq_strands_code")),
        sa.UniqueConstraint("name", name=op.f("uq_strands_name")),
    )
    op.create_table(
        "captures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("strand_id", sa.Integer(), nullable=False),
        sa.Column("week_end", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(count IS NULL) = (returned_at IS NULL)", name=op.f("ck_captures_returned_if_counted")
        ),
        sa.CheckConstraint(
            "count IS NULL OR count >= 0", name=op.f("ck_captures_no_less_than_none")
        ),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_captures_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["strand_id"], ["strands.id"], name=op.f("fk_captures_strand_id_strands")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
    )
    with op.batch_alter_table("captures", schema=None) as batch_op:
        batch_op.create_index(
            "ix_captures_week_end_force_id", ["week_end", "force_id"], unique=False
        )
        batch_op.create_index(
            "uq_captures_standing",
            ["force_id", "week_end", "strand_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "chief_officers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("named_by", sa.String(length=40), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_chief_officers_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chief_officers")),
        sa.UniqueConstraint("ref", name=op.f("uq_chief_officers_ref")),
    )
    with op.batch_alter_table("chief_officers", schema=None) as batch_op:
        batch_op.create_index("ix_chief_officers_force_id", ["force_id", "named_at"], unique=False)
        batch_op.create_index(
            "uq_chief_officers_present",
            ["force_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "insight_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("strand_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("consent", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("retracted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["strand_id"], ["strands.id"], name=op.f("fk_insight_notes_strand_id_strands")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_notes")),
        sa.UniqueConstraint("ref", "number", name=op.f("uq_insight_notes_ref_number")),
    )
    with op.batch_alter_table("insight_notes", schema=None) as batch_op:
        batch_op.create_index("ix_insight_notes_first_at", ["first_at"], unique=False)

    op.create_table(
        "returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("made_by_role", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("first <= last", name=op.f("ck_returns_days_in_order")),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_returns_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint(
            "force_id", "first", "revision", name=op.f("uq_returns_force_id_first_revision")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_returns_ref")),
    )
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.create_index("ix_returns_first", ["first", "force_id"], unique=False)
        batch_op.create_index(
            "uq_returns_current",
            ["force_id", "first"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("message_ref", sa.String(length=20), nullable=False),
        sa.Column("overdue", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_escalations_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["chief_officers.id"],
            name=op.f("fk_escalations_officer_id_chief_officers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
        sa.UniqueConstraint("force_id", "month", name=op.f("uq_escalations_force_id_month")),
    )
    op.create_table(
        "kept_warnings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("kept_by", sa.String(length=40), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_kept_warnings_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_warnings")),
    )
    with op.batch_alter_table("kept_warnings", schema=None) as batch_op:
        batch_op.create_index("ix_kept_warnings_case_id", ["case_id", "code"], unique=False)

    op.create_table(
        "reading_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_reading_agreements_withdrawn_by_somebody_for_a_reason"),
        ),
        sa.CheckConstraint("until >= given_on", name=op.f("ck_reading_agreements_until_in_order")),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_reading_agreements_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["users.id"],
            name=op.f("fk_reading_agreements_recorded_by_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["users.id"],
            name=op.f("fk_reading_agreements_withdrawn_by_id_users"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_agreements")),
        sa.UniqueConstraint("ref", name=op.f("uq_reading_agreements_ref")),
    )
    with op.batch_alter_table("reading_agreements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reading_agreements_force_id"), ["force_id"], unique=False
        )

    op.create_table(
        "return_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("notification_id", sa.Integer(), nullable=True),
        sa.Column("disputed", sa.Text(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("resolved_by", sa.String(length=40), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(case_id IS NULL) <> (notification_id IS NULL)",
            name=op.f("ck_return_lines_one_kind_of_death"),
        ),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (resolution IS NULL)",
            name=op.f("ck_return_lines_resolved_in_words"),
        ),
        sa.CheckConstraint(
            "resolved_at IS NULL OR disputed IS NOT NULL",
            name=op.f("ck_return_lines_resolved_if_disputed"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_return_lines_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name=op.f("fk_return_lines_notification_id_notifications"),
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_return_lines_return_id_returns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_lines")),
        sa.UniqueConstraint("ref", name=op.f("uq_return_lines_ref")),
        sa.UniqueConstraint("return_id", "case_id", name=op.f("uq_return_lines_return_id_case_id")),
        sa.UniqueConstraint(
            "return_id", "notification_id", name=op.f("uq_return_lines_return_id_notification_id")
        ),
    )
    with op.batch_alter_table("return_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_lines_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_return_lines_open",
            ["return_id"],
            unique=False,
            sqlite_where=sa.text("disputed IS NOT NULL AND resolved_at IS NULL"),
            postgresql_where=sa.text("disputed IS NOT NULL AND resolved_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_return_lines_return_id"), ["return_id"], unique=False)

    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.add_column(sa.Column("region_system", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("region_name", sa.String(length=60), nullable=True))
    # Until now an analyst could do what a reader can, and looked after no region.
    op.execute(sa.text("UPDATE users SET role = 'reader' WHERE role = 'analyst'"))
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_users_region_follows_role"), "(role = 'analyst') = (region_name IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            op.f("ck_users_region_in_a_system"),
            "(region_system IS NULL) = (region_name IS NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_users_region_follows_role"), type_="check")
        batch_op.drop_constraint(op.f("ck_users_region_in_a_system"), type_="check")
        batch_op.drop_column("region_name")
        batch_op.drop_column("region_system")

    with op.batch_alter_table("return_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_lines_return_id"))
        batch_op.drop_index(
            "ix_return_lines_open",
            sqlite_where=sa.text("disputed IS NOT NULL AND resolved_at IS NULL"),
            postgresql_where=sa.text("disputed IS NOT NULL AND resolved_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_return_lines_case_id"))

    op.drop_table("return_lines")
    with op.batch_alter_table("reading_agreements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_agreements_force_id"))

    op.drop_table("reading_agreements")
    with op.batch_alter_table("kept_warnings", schema=None) as batch_op:
        batch_op.drop_index("ix_kept_warnings_case_id")

    op.drop_table("kept_warnings")
    op.drop_table("escalations")
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_returns_current",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_returns_first")

    op.drop_table("returns")
    with op.batch_alter_table("insight_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_insight_notes_first_at")

    op.drop_table("insight_notes")
    with op.batch_alter_table("chief_officers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_chief_officers_present",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_chief_officers_force_id")

    op.drop_table("chief_officers")
    with op.batch_alter_table("captures", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_captures_standing",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index("ix_captures_week_end_force_id")

    op.drop_table("captures")
    op.drop_table("strands")
    op.drop_table("return_terms")
    with op.batch_alter_table("mail_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_messages_status_next_at")

    op.drop_table("mail_messages")
    op.drop_table("duties_done")
