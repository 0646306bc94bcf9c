"""What a backup says of itself, written last and inside the encryption."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from dhp.errors import Refused

FORM = 1  # changes whenever an older release could not read what is written


@dataclass(frozen=True)
class Manifest:
    """`kind` is that of the database, `schema` its last migration, `made_at` an instant in UTC.

    `rows` counts by table and `sums` adds up the digests of the rows, whatever their order. `trail`
    is the last event and its hash. On PostgreSQL `columns` names those of each table and `counters`
    the last number given by each sequence.
    """

    kind: str
    schema: str
    made_at: str
    rows: Mapping[str, int]
    trail: str
    receipts: int
    sums: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, list[str]] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    form: int = FORM

    def text(self) -> str:
        """The manifest as JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    def told(self) -> list[str]:
        """The manifest in sentences."""
        return [
            f"Made at {self.made_at} from {self.kind}, schema {self.schema}.",
            f"{sum(self.rows.values()):,} rows in {len(self.rows)} tables, {self.receipts:,} receipts.",
            f"The trail ends with {self.trail}",
        ]


def read_manifest(text: bytes) -> Manifest:
    """The manifest in `text`. Raises `Refused` where it is of another form."""
    try:
        told = json.loads(text)
        form = told["form"]
    except (ValueError, TypeError, KeyError):
        raise Refused("The backup's manifest cannot be read. Take another copy of it.") from None
    if form != FORM:
        raise Refused(f"This backup is of form {form}; this release reads form {FORM}.")
    return Manifest(**told)
