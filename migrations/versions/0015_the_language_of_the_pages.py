"""The language in which people read their pages and their mail, where they chose one."""

from collections.abc import Sequence

from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# With the column, so that SQLite need not copy the table, on which others hang.
_CHECK = "CONSTRAINT ck_users_language_of_the_pages CHECK (language IN ('en', 'cy'))"


def upgrade() -> None:
    op.execute(f"ALTER TABLE users ADD COLUMN language VARCHAR(40) {_CHECK}")


def downgrade() -> None:
    op.execute("ALTER TABLE users DROP COLUMN language")
