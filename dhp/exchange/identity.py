"""Which death a row is, whatever file it comes in: the names by which imports recognise rows."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dhp.exchange.death_rows import DeathRow


@dataclass(frozen=True)
class Identity:
    """A row's names: of the death, of its incident (or None), and of all that the row says."""

    key: str
    incident: str | None
    digest: str


def identify(scheme: str, deaths: Iterable[DeathRow]) -> Iterator[tuple[DeathRow, Identity]]:
    """Each death with its identity.

    A key of the source comes first, then force and force reference. A row with neither is known by
    what it says, and by how many rows before it say exactly the same.
    """
    alike: Counter[str] = Counter()
    for death in deaths:
        row = death.row
        digest = _digest(row.content or _said(death))
        if row.key:
            key = _digest(scheme, row.key)
        elif row.cell("force_ref"):
            reference = "".join(row.cell("force_ref").split()).casefold()
            key = _digest(scheme, row.cell("force").upper(), reference)
        else:
            alike[digest] += 1
            key = _digest(scheme, digest, str(alike[digest]))
        incident = _digest(scheme, death.incident) if death.incident else None
        yield death, Identity(key, incident, digest)


def _said(death: DeathRow) -> str:
    told = {name: text.strip() for name, text in death.row.cells.items() if text.strip()}
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
