"""Which release wrote an event: the version of the code, and the last migration it knows."""

from functools import cache
from pathlib import Path

APP = "0.1.0"
_MIGRATIONS = Path(__file__).parents[2] / "migrations" / "versions"


@cache
def schema() -> str:
    """The number of the last migration in this release, such as "0005"; looked up once."""
    return max((path.name[:4] for path in _MIGRATIONS.glob("[0-9]*_*.py")), default="")
