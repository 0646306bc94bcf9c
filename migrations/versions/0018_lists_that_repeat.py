"""What a long list concerns is written once; later events of the same list point to the first one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_WRITE_OUT = """
    INSERT INTO trail_subjects (ref, seq)
    SELECT s.ref, r.seq FROM trail_repeats r JOIN trail_subjects s ON s.seq = r.first_seq
"""


def upgrade() -> None:
    op.create_table(
        "trail_lists",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"], ["trail_events.seq"], name=op.f("fk_trail_lists_seq_trail_events")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_trail_lists")),
    )
    op.create_table(
        "trail_repeats",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_seq"],
            ["trail_events.seq"],
            name=op.f("fk_trail_repeats_first_seq_trail_events"),
        ),
        sa.ForeignKeyConstraint(
            ["seq"], ["trail_events.seq"], name=op.f("fk_trail_repeats_seq_trail_events")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_trail_repeats")),
    )
    with op.batch_alter_table("trail_repeats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_repeats_first_seq"), ["first_seq"], unique=False)


def downgrade() -> None:
    op.execute(_WRITE_OUT)  # an older release looks nowhere else
    with op.batch_alter_table("trail_repeats", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trail_repeats_first_seq"))
    op.drop_table("trail_repeats")
    op.drop_table("trail_lists")
