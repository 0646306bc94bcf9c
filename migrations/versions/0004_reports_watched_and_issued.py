"""The life of a report: approval, comments, recipients, corrections; signals and their reviews."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# How the checks of a run read before, and how they read from here on.
BEFORE = {
    "issued_has_instant": "(status = 'issued') = (issued_at IS NOT NULL)",
    "issued_by_another": "issued_by <> built_by",
}
CHECKS = {
    "issued_has_instant": "(status = 'withdrawn') OR ((status IN ('issued', 'superseded')) = (issued_at IS NOT NULL))",
    "issued_by_another": "issued_by <> built_by OR issued_by = 'command'",
    "approved_by_another": "approved_by <> built_by",
    "approval_is_whole": "(approved_by IS NULL) = (approved_at IS NULL) AND (approved_by IS NULL) = (approved_checksum IS NULL)",
    "draft_not_approved": "status <> 'draft' OR approved_by IS NULL",
    "issued_was_approved": "status NOT IN ('approved', 'issued', 'superseded') OR approved_by IS NOT NULL",
    "approved_as_it_is": "status <> 'approved' OR approved_checksum = checksum",
    "withdrawn_has_instant": "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)",
    "correction_says_why": "(replaces_id IS NULL) = (correction IS NULL)",
}


def upgrade() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("group_by", sa.String(length=40), nullable=False),
        sa.Column("group_key", sa.String(length=80), nullable=False),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("observed", sa.Float(), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("limit_at", sa.Float(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("false_alarms", sa.String(length=300), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("as_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_as_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_because", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (withdrawn_at IS NULL) = (withdrawn_because IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_as_at IS NULL)",
            name=op.f("ck_signals_withdrawn_has_reason"),
        ),
        sa.CheckConstraint("period_from <= period_to", name=op.f("ck_signals_period_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
        sa.UniqueConstraint("ref", name=op.f("uq_signals_ref")),
        sa.UniqueConstraint(
            "rule",
            "version",
            "group_by",
            "group_key",
            "period_to",
            name=op.f("uq_signals_rule_version_group_by_group_key_period_to"),
        ),
    )
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.create_index("ix_signals_status_as_at", ["status", "as_at"], unique=False)

    op.create_table(
        "report_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_ref", sa.String(length=40), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bound_to", sa.String(length=64), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("confirmed_by_name", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)",
            name=op.f("ck_report_comments_confirmation_is_whole"),
        ),
        sa.CheckConstraint(
            "(ended_by IS NULL) = (ended_at IS NULL)", name=op.f("ck_report_comments_end_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["report_runs.id"], name=op.f("fk_report_comments_run_id_report_runs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comments")),
        sa.UniqueConstraint("ref", name=op.f("uq_report_comments_ref")),
    )
    with op.batch_alter_table("report_comments", schema=None) as batch_op:
        batch_op.create_index("ix_report_comments_run_id", ["run_id"], unique=False)
        batch_op.create_index(
            "uq_report_comments_present",
            ["run_id", "section"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "signal_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=40), nullable=False),
        sa.Column("reviewed_by_name", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signals.id"], name=op.f("fk_signal_reviews_signal_id_signals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_reviews")),
    )
    with op.batch_alter_table("signal_reviews", schema=None) as batch_op:
        batch_op.create_index("ix_signal_reviews_signal_id", ["signal_id"], unique=False)

    op.create_table(
        "report_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_report_copies_number_from_one")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["report_runs.id"], name=op.f("fk_report_copies_run_id_report_runs")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_report_copies_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_copies")),
        sa.UniqueConstraint("code", name=op.f("uq_report_copies_code")),
        sa.UniqueConstraint("run_id", "number", name="uq_report_copies_run_id_number"),
        sa.UniqueConstraint("run_id", "user_id", name="uq_report_copies_run_id_user_id"),
    )
    with op.batch_alter_table("report_copies", schema=None) as batch_op:
        batch_op.create_index("ix_report_copies_user_id", ["user_id"], unique=False)

    op.create_table(
        "report_recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("named_by", sa.String(length=40), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(ended_by IS NULL) = (ended_at IS NULL)",
            name=op.f("ck_report_recipients_end_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_report_recipients_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_recipients")),
        sa.UniqueConstraint("ref", name=op.f("uq_report_recipients_ref")),
    )
    with op.batch_alter_table("report_recipients", schema=None) as batch_op:
        batch_op.create_index("ix_report_recipients_user_id", ["user_id"], unique=False)
        batch_op.create_index(
            "uq_report_recipients_present",
            ["kind", "edition", "user_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    with op.batch_alter_table("report_runs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("force", sa.String(length=12), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("approved_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("approved_by_name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("approved_checksum", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("correction", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by_name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_because", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("void_approver", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("void_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("void_because", sa.String(length=200), nullable=True))
        for name in BEFORE:
            batch_op.drop_constraint(op.f(f"ck_report_runs_{name}"), type_="check")
        batch_op.create_foreign_key(
            batch_op.f("fk_report_runs_replaces_id_report_runs"),
            "report_runs",
            ["replaces_id"],
            ["id"],
        )

    # What was issued so far had been approved by whoever issued it, in that very act.
    op.execute(
        "UPDATE report_runs SET approved_by = issued_by, approved_by_name = issued_by_name,"
        " approved_at = issued_at, approved_checksum = checksum WHERE status = 'issued'"
    )
    # Of several issued for one period, the last is in force.
    op.execute(
        "UPDATE report_runs SET status = 'superseded', superseded_at = issued_at"
        " WHERE status = 'issued' AND EXISTS (SELECT 1 FROM report_runs AS later"
        " WHERE later.status = 'issued' AND later.kind = report_runs.kind"
        " AND later.edition = report_runs.edition AND later.period_to = report_runs.period_to"
        " AND later.id > report_runs.id)"
    )
    with op.batch_alter_table("report_runs", schema=None) as batch_op:
        batch_op.create_index(
            "uq_report_runs_issued",
            ["kind", "edition", "force", "period_to"],
            unique=True,
            sqlite_where=sa.text("status = 'issued'"),
            postgresql_where=sa.text("status = 'issued'"),
        )
        batch_op.create_index(
            "uq_report_runs_replaces_id",
            ["replaces_id"],
            unique=True,
            sqlite_where=sa.text("status <> 'withdrawn'"),
            postgresql_where=sa.text("status <> 'withdrawn'"),
        )
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_report_runs_{name}"), condition)


def downgrade() -> None:
    with op.batch_alter_table("report_runs", schema=None) as batch_op:
        batch_op.drop_index("uq_report_runs_issued")
        for name in CHECKS:
            batch_op.drop_constraint(op.f(f"ck_report_runs_{name}"), type_="check")
    op.execute("UPDATE report_runs SET issued_by = approved_by WHERE issued_by = built_by")
    op.execute(
        "UPDATE report_runs SET status = CASE WHEN issued_at IS NULL THEN 'draft' ELSE 'issued' END"
    )
    with op.batch_alter_table("report_runs", schema=None) as batch_op:
        for name, condition in BEFORE.items():
            batch_op.create_check_constraint(op.f(f"ck_report_runs_{name}"), condition)
    with op.batch_alter_table("report_runs", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_report_runs_replaces_id_report_runs"), type_="foreignkey"
        )
        batch_op.drop_index(
            "uq_report_runs_replaces_id",
            sqlite_where=sa.text("status <> 'withdrawn'"),
            postgresql_where=sa.text("status <> 'withdrawn'"),
        )
        batch_op.drop_column("void_because")
        batch_op.drop_column("void_at")
        batch_op.drop_column("void_approver")
        batch_op.drop_column("withdrawn_because")
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("withdrawn_by_name")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("superseded_at")
        batch_op.drop_column("correction")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("number")
        batch_op.drop_column("approved_checksum")
        batch_op.drop_column("approved_at")
        batch_op.drop_column("approved_by_name")
        batch_op.drop_column("approved_by")
        batch_op.drop_column("due_at")
        batch_op.drop_column("force")

    with op.batch_alter_table("report_recipients", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_report_recipients_present",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_report_recipients_user_id")

    op.drop_table("report_recipients")
    with op.batch_alter_table("report_copies", schema=None) as batch_op:
        batch_op.drop_index("ix_report_copies_user_id")

    op.drop_table("report_copies")
    with op.batch_alter_table("signal_reviews", schema=None) as batch_op:
        batch_op.drop_index("ix_signal_reviews_signal_id")

    op.drop_table("signal_reviews")
    with op.batch_alter_table("report_comments", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_report_comments_present",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_report_comments_run_id")

    op.drop_table("report_comments")
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.drop_index("ix_signals_status_as_at")

    op.drop_table("signals")
