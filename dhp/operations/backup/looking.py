"""Looking a backup through from end to end without putting it anywhere: whole, as counted, sound."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dhp.errors import Refused
from dhp.operations.backup import sqlite_copy as sqlite
from dhp.operations.backup.chain import EVENTS, HEAD, check_chain
from dhp.operations.backup.folder import kept_file
from dhp.operations.backup.manifest import Manifest, read_manifest
from dhp.operations.backup.parts import MANIFEST, read_parts
from dhp.operations.backup.rows import Tally, lines_of, values_of, whole_lines
from dhp.operations.backup.sealing import opened

_DIFFERS = "The backup does not hold what its manifest says. Take another copy of it."


def check_backup(folder: Path, keys: Sequence[str]) -> Manifest:
    """The manifest of a backup that is whole and whose trail is sound; else raises `Refused`."""
    # Twice: the manifest comes last, and says how to read what comes before.
    manifest = _manifest(folder, keys)
    with kept_file(folder) as file:
        parts = read_parts(opened(file, keys))
        if manifest.kind == sqlite.PART:
            data = sqlite_data(parts)
            sqlite.check(data, manifest)
            sqlite.chain_of(data, manifest.trail)
        else:
            _check_tables(parts, manifest)
    return manifest


def sqlite_data(parts: Iterator[tuple[str, Iterator[bytes]]]) -> bytes:
    """The copy of a SQLite database among `parts`."""
    for name, pieces in parts:
        if name == sqlite.PART:
            return b"".join(pieces)
    raise Refused(_DIFFERS)


def _manifest(folder: Path, keys: Sequence[str]) -> Manifest:
    if not keys:
        raise Refused("Set DHP_BACKUP_KEY to the key that the backup was made with.")
    text = b""
    with kept_file(folder) as file:
        for name, pieces in read_parts(opened(file, keys)):
            if name == MANIFEST:
                text = b"".join(pieces)
    return read_manifest(text)


def _check_tables(parts: Iterator[tuple[str, Iterator[bytes]]], manifest: Manifest) -> None:
    tallies: dict[str, Tally] = {}
    events: list[tuple[str, ...]] = []
    genesis, head = "", (0, "")
    for table, pieces in parts:
        if table == MANIFEST:
            continue
        tallies[table] = Tally()
        for piece in tallies[table].count(whole_lines(pieces)):
            if table == EVENTS:
                events += _chosen(piece, manifest.columns[table], ("seq", "body", "hash"))
            elif table == HEAD:
                ((genesis, number, last),) = _chosen(
                    piece, manifest.columns[table], ("genesis", "seq", "hash")
                )
                head = (int(number), last)
    if {name: (one.rows, one.sum) for name, one in tallies.items()} != {
        name: (rows, manifest.sums[name]) for name, rows in manifest.rows.items()
    }:
        raise Refused(_DIFFERS)
    in_order = sorted((int(seq), body, digest) for seq, body, digest in events)
    check_chain(genesis, in_order, head, manifest.trail)


def _chosen(piece: bytes, columns: list[str], wanted: tuple[str, ...]) -> list[tuple[str, ...]]:
    places = [columns.index(name) for name in wanted]
    rows = (values_of(line) for line in lines_of(piece))
    return [tuple(row[place] for place in places) for row in rows]
