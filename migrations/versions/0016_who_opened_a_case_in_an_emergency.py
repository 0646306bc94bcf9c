"""With each person, until when a case that they opened in an emergency may be open to them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_MARK = """
    UPDATE users SET emergency_until =
        (SELECT max(until) FROM emergency_openings WHERE user_id = users.id)
"""


def upgrade() -> None:
    op.add_column("users", sa.Column("emergency_until", sa.DateTime(timezone=True), nullable=True))
    op.execute(_MARK)


def downgrade() -> None:
    op.execute("ALTER TABLE users DROP COLUMN emergency_until")
