"""What forces confirmed and told, and what the unit decided, may no longer be changed or removed.

Their guards stand in `dhp/audit/guards.py` and are laid after every migration. This one changes no table:
it has an installation upgrade, so that the guards are laid there too.
"""

from collections.abc import Sequence

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
