"""What is wrong between rows of one import: deaths told twice, incidents told in two ways."""

from collections.abc import Iterable, Iterator, Sequence

from dhp.dictionary import DICTIONARY, Subject
from dhp.exchange.death_rows import DeathRow
from dhp.exchange.identity import Identity
from dhp.exchange.rows import FileRow, Finding

Identified = tuple[DeathRow, Identity]
INCIDENT = tuple(
    f"incident.{entry.code}" for entry in DICTIONARY.values() if entry.subject is Subject.INCIDENT
)


def compare(deaths: Sequence[Identified]) -> list[Finding]:
    """Every row that repeats or contradicts an earlier one."""
    return [*_told_twice(deaths), *_incidents_that_differ(deaths)]


def _told_twice(deaths: Iterable[Identified]) -> Iterator[Finding]:
    """One reference may stand for several deaths of one incident, not for two rows alike."""
    first: dict[str, Identified] = {}
    digests: set[tuple[str, str]] = set()
    for death, identity in deaths:
        earlier = first.setdefault(identity.key, (death, identity))
        repeated = (identity.key, identity.digest) in digests
        digests.add((identity.key, identity.digest))
        if earlier[0] is death:
            continue
        where = _place(earlier[0].row, death.row)
        if repeated:
            yield death.row.refuse("force_ref", f"This row repeats {where}. Remove one of them.")
        elif identity.incident is None or identity.incident != earlier[1].incident:
            yield death.row.refuse(
                "force_ref",
                f"The same force and reference are in {where}. Give each death its own, or the same "
                "incident_ref if they died in one incident.",
            )


def _incidents_that_differ(deaths: Iterable[Identified]) -> Iterator[Finding]:
    first: dict[tuple[str, str], DeathRow] = {}
    for death, identity in deaths:
        if identity.incident is None:
            continue
        for name in INCIDENT:
            if not death.row.cell(name):
                continue
            earlier = first.setdefault((identity.incident, name), death)
            if earlier.submission.answers[name] != death.submission.answers[name]:
                where = _place(earlier.row, death.row)
                reason = f"This differs from {where}, which is the same incident. Make them agree."
                yield death.row.refuse(name, reason)


def _place(row: FileRow, seen_from: FileRow) -> str:
    return f"row {row.number}" + ("" if row.file == seen_from.file else f" of {row.file}")
