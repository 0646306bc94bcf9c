"""Each case has a key, under which its texts are kept, and which two leads destroy to erase it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "case_keys",
        sa.Column("name", sa.String(length=22), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(wrapped IS NULL) = (destroyed_at IS NOT NULL)",
            name=op.f("ck_case_keys_kept_or_destroyed"),
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_case_keys")),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(agreed IS NULL) = (decided_at IS NULL) AND (agreed IS NULL) = (decided_by IS NULL)",
            name=op.f("ck_erasures_decided_by_somebody"),
        ),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_erasures_decided_by_another")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_erasures_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("ref", name=op.f("uq_erasures_ref")),
    )
    with op.batch_alter_table("erasures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasures_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "uq_erasures_waiting",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("agreed IS NULL"),
            postgresql_where=sa.text("agreed IS NULL"),
        )

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key_name", sa.String(length=22), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_cases_key_name"), ["key_name"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_cases_key_name_case_keys"), "case_keys", ["key_name"], ["name"]
        )

    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key_name", sa.String(length=22), nullable=True))
        batch_op.create_index(batch_op.f("ix_notifications_key_name"), ["key_name"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_notifications_key_name_case_keys"), "case_keys", ["key_name"], ["name"]
        )


def downgrade() -> None:
    kept = sa.select(sa.func.count()).select_from(sa.table("case_keys"))
    if op.get_bind().scalar(kept):
        raise SystemExit(
            "Texts are kept under keys of cases, which an older release does not know. Leave with "
            "everything, and come back with that release."
        )
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_notifications_key_name_case_keys"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_notifications_key_name"))
        batch_op.drop_column("key_name")

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cases_key_name_case_keys"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_cases_key_name"))
        batch_op.drop_column("erased_at")
        batch_op.drop_column("key_name")

    with op.batch_alter_table("erasures", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_erasures_waiting",
            sqlite_where=sa.text("agreed IS NULL"),
            postgresql_where=sa.text("agreed IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_erasures_case_id"))

    op.drop_table("erasures")
    op.drop_table("case_keys")
