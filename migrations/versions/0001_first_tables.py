"""First tables: accounts, the record, notifications, follow-up, questions, imports, reports, trail."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from dhp.audit.models import plant

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "forces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("territorial", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forces")),
        sa.UniqueConstraint("code", name=op.f("uq_forces_code")),
        sa.UniqueConstraint("name", name=op.f("uq_forces_name")),
    )
    op.create_table(
        "guesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guesses")),
    )
    with op.batch_alter_table("guesses", schema=None) as batch_op:
        batch_op.create_index("ix_guesses_who_kind_at", ["who", "kind", "at"], unique=False)

    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("ref", name=op.f("uq_incidents_ref")),
    )
    op.create_table(
        "report_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("as_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("built_by", sa.String(length=40), nullable=False),
        sa.Column("built_by_name", sa.String(length=120), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=40), nullable=True),
        sa.Column("issued_by_name", sa.String(length=120), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'issued') = (issued_at IS NOT NULL)",
            name=op.f("ck_report_runs_issued_has_instant"),
        ),
        sa.CheckConstraint("issued_by <> built_by", name=op.f("ck_report_runs_issued_by_another")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_runs")),
        sa.UniqueConstraint("ref", name=op.f("uq_report_runs_ref")),
    )
    with op.batch_alter_table("report_runs", schema=None) as batch_op:
        batch_op.create_index("ix_report_runs_kind_period_to", ["kind", "period_to"], unique=False)

    op.create_table(
        "trail_events",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_trail_events")),
    )
    with op.batch_alter_table("trail_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_events_actor"), ["actor"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_events_at"), ["at"], unique=False)

    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("genesis", sa.String(length=200), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_head")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=True),
        sa.Column("region", sa.String(length=60), nullable=True),
        sa.Column("force_ref", sa.Text(), nullable=True),
        sa.Column("died_first", sa.Date(), nullable=True),
        sa.Column("died_last", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_record", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("survivor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("died_first <= died_last", name=op.f("ck_cases_died_in_order")),
        sa.ForeignKeyConstraint(["force_id"], ["forces.id"], name=op.f("fk_cases_force_id_forces")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_cases_incident_id_incidents")
        ),
        sa.ForeignKeyConstraint(
            ["survivor_id"], ["cases.id"], name=op.f("fk_cases_survivor_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("ref", name=op.f("uq_cases_ref")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_died_first"), ["died_first"], unique=False)
        batch_op.create_index(
            "ix_cases_force_id_received_at", ["force_id", "received_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_cases_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index("ix_cases_received_at", ["received_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_survivor_id"), ["survivor_id"], unique=False)

    op.create_table(
        "region_memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_region_memberships_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_memberships")),
        sa.UniqueConstraint(
            "force_id", "system", "since", name=op.f("uq_region_memberships_force_id_system_since")
        ),
    )
    op.create_table(
        "trail_subjects",
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"], ["trail_events.seq"], name=op.f("fk_trail_subjects_seq_trail_events")
        ),
        sa.PrimaryKeyConstraint("ref", "seq", name=op.f("pk_trail_subjects")),
    )
    with op.batch_alter_table("trail_subjects", schema=None) as batch_op:
        batch_op.create_index("ix_trail_subjects_seq", ["seq"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("code_secret", sa.Text(), nullable=True),
        sa.Column("code_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role = 'spoc') = (force_id IS NOT NULL)", name=op.f("ck_users_force_follows_role")
        ),
        sa.ForeignKeyConstraint(["force_id"], ["forces.id"], name=op.f("fk_users_force_id_forces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("ref", name=op.f("uq_users_ref")),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("protected", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=True),
        sa.Column("known_from", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'answered') = (value IS NOT NULL OR protected IS NOT NULL)",
            name=op.f("ck_answers_value_if_answered"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_answers_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index("ix_answers_case_id", ["case_id", "subject", "code"], unique=False)
        batch_op.create_index(
            "ix_answers_died",
            ["value", "case_id", "recorded_at", "superseded_at"],
            unique=False,
            sqlite_where=sa.text("code = 'date_of_death'"),
            postgresql_where=sa.text("code = 'date_of_death'"),
        )
        batch_op.create_index(
            "uq_answers_standing",
            ["subject", "subject_id", "code", "source"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "case_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("former_incident_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("date_taken", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=40), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("case_id <> other_id", name=op.f("ck_case_links_two_cases")),
        sa.CheckConstraint("undone_at >= decided_at", name=op.f("ck_case_links_undone_after")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_links_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["former_incident_id"],
            ["incidents.id"],
            name=op.f("fk_case_links_former_incident_id_incidents"),
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_case_links_incident_id_incidents")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["cases.id"], name=op.f("fk_case_links_other_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_links")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_links_ref")),
    )
    with op.batch_alter_table("case_links", schema=None) as batch_op:
        batch_op.create_index("ix_case_links_case_id", ["case_id", "kind"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_links_incident_id"), ["incident_id"], unique=False
        )
        batch_op.create_index("ix_case_links_other_id", ["other_id", "kind"], unique=False)
        batch_op.create_index(
            "uq_case_links_standing",
            ["case_id", "other_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "case_readers",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_readers_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_case_readers_user_id_users")
        ),
        sa.PrimaryKeyConstraint("case_id", "user_id", name=op.f("pk_case_readers")),
    )
    op.create_table(
        "classifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.String(length=40), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column(
            "verification", sa.String(length=40), server_default="unverified", nullable=False
        ),
        sa.Column("out_reason", sa.String(length=40), nullable=True),
        sa.Column("referred_to", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_classifications_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classifications")),
    )
    with op.batch_alter_table("classifications", schema=None) as batch_op:
        batch_op.create_index("ix_classifications_case_id", ["case_id", "decided_at"], unique=False)
        batch_op.create_index(
            "uq_classifications_standing",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "force_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "part <> 'owning' OR until IS NOT NULL", name=op.f("ck_force_roles_owning_is_past")
        ),
        sa.CheckConstraint("until >= since", name=op.f("ck_force_roles_until_after_since")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_force_roles_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_force_roles_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_force_roles")),
    )
    with op.batch_alter_table("force_roles", schema=None) as batch_op:
        batch_op.create_index("ix_force_roles_case_id", ["case_id", "part", "until"], unique=False)
        batch_op.create_index(batch_op.f("ix_force_roles_force_id"), ["force_id"], unique=False)
        batch_op.create_index(
            "uq_force_roles_standing",
            ["case_id", "part"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("from_force_id", sa.Integer(), nullable=True),
        sa.Column("to_force_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("offered_by", sa.String(length=40), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'offered') = (answered_at IS NULL)", name=op.f("ck_hand_overs_answered_once")
        ),
        sa.CheckConstraint("from_force_id <> to_force_id", name=op.f("ck_hand_overs_two_forces")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_hand_overs_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["from_force_id"], ["forces.id"], name=op.f("fk_hand_overs_from_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["to_force_id"], ["forces.id"], name=op.f("fk_hand_overs_to_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
        sa.UniqueConstraint("ref", name=op.f("uq_hand_overs_ref")),
    )
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_hand_overs_case_id", ["case_id", "part", "answered_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hand_overs_from_force_id"), ["from_force_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hand_overs_to_force_id"), ["to_force_id"], unique=False
        )
        batch_op.create_index(
            "uq_hand_overs_open",
            ["case_id", "part"],
            unique=True,
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )

    op.create_table(
        "imported_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("incident", sa.String(length=64), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("run", sa.String(length=20), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_imported_rows_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_rows")),
        sa.UniqueConstraint("case_id", name=op.f("uq_imported_rows_case_id")),
        sa.UniqueConstraint(
            "scheme", "key", "digest", name=op.f("uq_imported_rows_scheme_key_digest")
        ),
    )
    with op.batch_alter_table("imported_rows", schema=None) as batch_op:
        batch_op.create_index(
            "ix_imported_rows_scheme_incident", ["scheme", "incident"], unique=False
        )

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_invitations_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_user_id"), ["user_id"], unique=False)

    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("suspects", sa.Integer(), nullable=False),
        sa.Column("start_key", sa.String(length=40), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_notifications_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_notifications_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["moved_by_id"], ["users.id"], name=op.f("fk_notifications_moved_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["users.id"], name=op.f("fk_notifications_saved_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["users.id"], name=op.f("fk_notifications_started_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("case_id", name=op.f("uq_notifications_case_id")),
        sa.UniqueConstraint(
            "force_id", "start_key", name=op.f("uq_notifications_force_id_start_key")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_notifications_ref")),
    )
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.create_index(
            "ix_notifications_force_id_status", ["force_id", "status"], unique=False
        )
        batch_op.create_index(
            "ix_notifications_status_moved_at", ["status", "moved_at"], unique=False
        )

    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_people_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_case_id"), ["case_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reply_kind", sa.String(length=40), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_by", sa.String(length=40), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing", sa.String(length=40), nullable=True),
        sa.Column("closed_by", sa.String(length=40), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_questions_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["questions.id"], name=op.f("fk_questions_follows_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_questions_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("ref", name=op.f("uq_questions_ref")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_questions_force_id_status", ["force_id", "status", "asked_at"], unique=False
        )
        batch_op.create_index("ix_questions_status_asked_at", ["status", "asked_at"], unique=False)
        batch_op.create_index(
            "uq_questions_unsettled",
            ["case_id", "about"],
            unique=True,
            sqlite_where=sa.text("status IN ('open', 'answered')"),
            postgresql_where=sa.text("status IN ('open', 'answered')"),
        )

    op.create_table(
        "restrictions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restricted_by", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(length=40), nullable=True),
        sa.Column("lifted_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_restrictions_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restrictions")),
    )
    with op.batch_alter_table("restrictions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restrictions_case_id"), ["case_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_factor_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_user_id"), ["user_id"], unique=False)

    op.create_table(
        "stage_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("looked_by", sa.String(length=40), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_stage_looks_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_looks")),
        sa.UniqueConstraint(
            "case_id", "column_name", name=op.f("uq_stage_looks_case_id_column_name")
        ),
    )
    op.create_table(
        "stage_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("still_open", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("done_by", sa.String(length=40), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(move = 'completed') = (due_on IS NOT NULL)",
            name=op.f("ck_stage_turns_due_if_completed"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_stage_turns_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_turns")),
        sa.UniqueConstraint(
            "case_id", "stage", "number", name=op.f("uq_stage_turns_case_id_stage_number")
        ),
    )
    op.create_table(
        "system_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("searched_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_system_searches_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_searches")),
        sa.UniqueConstraint("ref", name=op.f("uq_system_searches_ref")),
    )
    with op.batch_alter_table("system_searches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_searches_case_id"), ["case_id"], unique=False)

    op.create_table(
        "contact_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("happened", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "grade IS NULL OR kind = 'risk assessment'",
            name=op.f("ck_contact_events_grade_of_risk"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_contact_events_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_contact_events_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_events")),
        sa.UniqueConstraint("ref", name=op.f("uq_contact_events_ref")),
    )
    with op.batch_alter_table("contact_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_events_case_id"), ["case_id"], unique=False)

    op.create_table(
        "involvements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=True),
        sa.Column("role_in_abuse", sa.String(length=40), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_involvements_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_involvements_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvements")),
    )
    with op.batch_alter_table("involvements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_involvements_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_involvements_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_involvements_person",
            ["case_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_involvements_place",
            ["case_id", "role", "ordinal"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("notification_id", sa.Integer(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("gap_reason", sa.Text(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name=op.f("fk_receipts_notification_id_notifications"),
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["users.id"], name=op.f("fk_receipts_sent_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint(
            "notification_id", "send_key", name=op.f("uq_receipts_notification_id_send_key")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_receipts_ref")),
    )
    op.create_table(
        "relationships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_person_id", sa.Integer(), nullable=False),
        sa.Column("to_person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_relationships_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["from_person_id"], ["people.id"], name=op.f("fk_relationships_from_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["to_person_id"], ["people.id"], name=op.f("fk_relationships_to_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationships")),
        sa.UniqueConstraint(
            "case_id",
            "from_person_id",
            "to_person_id",
            name=op.f("uq_relationships_case_id_from_person_id_to_person_id"),
        ),
    )
    with op.batch_alter_table("relationships", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_relationships_from_person_id"), ["from_person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_relationships_to_person_id"), ["to_person_id"], unique=False
        )

    plant(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table("relationships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_relationships_to_person_id"))
        batch_op.drop_index(batch_op.f("ix_relationships_from_person_id"))

    op.drop_table("relationships")
    op.drop_table("receipts")
    with op.batch_alter_table("involvements", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_involvements_place",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_involvements_person",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_involvements_person_id"))
        batch_op.drop_index(batch_op.f("ix_involvements_case_id"))

    op.drop_table("involvements")
    with op.batch_alter_table("contact_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_events_case_id"))

    op.drop_table("contact_events")
    with op.batch_alter_table("system_searches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_system_searches_case_id"))

    op.drop_table("system_searches")
    op.drop_table("stage_turns")
    op.drop_table("stage_looks")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_user_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("restrictions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_restrictions_case_id"))

    op.drop_table("restrictions")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_questions_unsettled",
            sqlite_where=sa.text("status IN ('open', 'answered')"),
            postgresql_where=sa.text("status IN ('open', 'answered')"),
        )
        batch_op.drop_index("ix_questions_status_asked_at")
        batch_op.drop_index("ix_questions_force_id_status")
        batch_op.drop_index(batch_op.f("ix_questions_case_id"))

    op.drop_table("questions")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_case_id"))

    op.drop_table("people")
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.drop_index("ix_notifications_status_moved_at")
        batch_op.drop_index("ix_notifications_force_id_status")

    op.drop_table("notifications")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_user_id"))

    op.drop_table("invitations")
    with op.batch_alter_table("imported_rows", schema=None) as batch_op:
        batch_op.drop_index("ix_imported_rows_scheme_incident")

    op.drop_table("imported_rows")
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hand_overs_open",
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.drop_index(batch_op.f("ix_hand_overs_to_force_id"))
        batch_op.drop_index(batch_op.f("ix_hand_overs_from_force_id"))
        batch_op.drop_index("ix_hand_overs_case_id")

    op.drop_table("hand_overs")
    with op.batch_alter_table("force_roles", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_force_roles_standing",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_force_roles_force_id"))
        batch_op.drop_index("ix_force_roles_case_id")

    op.drop_table("force_roles")
    with op.batch_alter_table("classifications", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_classifications_standing",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index("ix_classifications_case_id")

    op.drop_table("classifications")
    op.drop_table("case_readers")
    with op.batch_alter_table("case_links", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_case_links_standing",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index("ix_case_links_other_id")
        batch_op.drop_index(batch_op.f("ix_case_links_incident_id"))
        batch_op.drop_index("ix_case_links_case_id")

    op.drop_table("case_links")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_answers_standing",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_answers_died",
            sqlite_where=sa.text("code = 'date_of_death'"),
            postgresql_where=sa.text("code = 'date_of_death'"),
        )
        batch_op.drop_index("ix_answers_case_id")

    op.drop_table("answers")
    op.drop_table("users")
    with op.batch_alter_table("trail_subjects", schema=None) as batch_op:
        batch_op.drop_index("ix_trail_subjects_seq")

    op.drop_table("trail_subjects")
    op.drop_table("region_memberships")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_survivor_id"))
        batch_op.drop_index("ix_cases_received_at")
        batch_op.drop_index(batch_op.f("ix_cases_incident_id"))
        batch_op.drop_index("ix_cases_force_id_received_at")
        batch_op.drop_index(batch_op.f("ix_cases_died_first"))

    op.drop_table("cases")
    op.drop_table("trail_head")
    with op.batch_alter_table("trail_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trail_events_at"))
        batch_op.drop_index(batch_op.f("ix_trail_events_actor"))

    op.drop_table("trail_events")
    with op.batch_alter_table("report_runs", schema=None) as batch_op:
        batch_op.drop_index("ix_report_runs_kind_period_to")

    op.drop_table("report_runs")
    op.drop_table("incidents")
    with op.batch_alter_table("guesses", schema=None) as batch_op:
        batch_op.drop_index("ix_guesses_who_kind_at")

    op.drop_table("guesses")
    op.drop_table("forces")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS trail_is_append_only()")
