"""What a folder says of itself: its form, the schema it was left from, and how much it holds."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dhp.errors import Refused
from dhp.extensions import db

NAME = "manifest.json"
FORM = 1  # changes whenever an older release could not read what is written


@dataclass(frozen=True)
class Manifest:
    """`schema` is the last migration; `rows` the number by table; `trail` the last event and hash.

    `left_at` is an ISO instant in UTC and `dictionary` the dictionary's version.
    """

    form: int
    schema: str
    left_at: str
    dictionary: str
    rows: Mapping[str, int]
    trail: str

    def write(self, folder: Path) -> None:
        """Write it into `folder`."""
        told = json.dumps(asdict(self), indent=2, sort_keys=True)
        (folder / NAME).write_text(f"{told}\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of `folder`. Raises `Refused` where it is of another form."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**told)
    except (OSError, ValueError, TypeError):
        raise Refused(f"{NAME} cannot be read. Use a folder that was left whole.") from None
    if manifest.form != FORM:
        raise Refused(f"This folder is of form {manifest.form}; this release reads form {FORM}.")
    return manifest


def present_schema() -> str:
    """The name of the last migration that the database has seen; empty where none has."""
    try:
        with db.session.begin_nested():
            found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return ""
    return str(found or "")
