"""What happened to the codebook from version to version: for people, and for breaks in a trend."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import select

from dhp.coding.codebook.models import Code, CodeMapping, CodeVersion
from dhp.coding.codebook.rules import Level, MappingKind
from dhp.coding.codebook.wording import Wording, differing, words_of
from dhp.extensions import db


class Kind(StrEnum):
    """What can happen to an entry, in words that follow its label."""

    CAME = "came in"
    REWORDED = "was reworded"
    RETIRED = "was retired"
    MERGED = "was merged"
    SPLIT = "was split"
    BACK = "was brought back"


@dataclass(frozen=True)
class Happening:
    """One thing that happened to the entry `ref` with the version `number`.

    `parts` are those of the wording that differ and `before` the words until then; `to` are the
    references of the entries that a merge or a split led to. `by` is a user's reference.
    """

    number: int
    kind: Kind
    code_id: int
    ref: str
    label: str
    level: Level
    reason: str
    by: str
    at: datetime
    parts: tuple[str, ...] = ()
    before: Wording | None = None
    to: tuple[str, ...] = ()


def happenings(numbers: Sequence[int]) -> list[Happening]:
    """Everything that happened with the versions `numbers`, the newest version first.

    Words that were tried in an open version and given up are no part of it. It costs three
    statements.
    """
    codes = {code.id: code for code in db.session.scalars(select(Code).order_by(Code.id))}
    ways = _ways(codes)
    told = [one for rows in _by_code().values() for one in _of_one(rows, codes, ways)]
    listed = [one for one in told if one.number in set(numbers)]
    return sorted(listed, key=lambda one: (-one.number, _place(one.ref), one.at))


def broken_by(code_id: int, told: Sequence[Happening]) -> list[int]:
    """The numbers of the versions at which a trend of the code `code_id` breaks, in order.

    A break is a version that gave the code other words or took another code's marks into it.
    `told` is what `happenings` gave.
    """
    ref = next((one.ref for one in told if one.code_id == code_id), None)
    changed = {Kind.REWORDED, Kind.RETIRED, Kind.MERGED, Kind.SPLIT, Kind.BACK}
    return sorted(
        {
            one.number
            for one in told
            if (one.code_id == code_id and one.kind in changed) or (ref in one.to)
        }
    )


def _by_code() -> dict[int, list[CodeVersion]]:
    statement = select(CodeVersion).order_by(CodeVersion.code_id, CodeVersion.since, CodeVersion.id)
    found: defaultdict[int, list[CodeVersion]] = defaultdict(list)
    for row in db.session.scalars(statement):
        if row.until is None or row.until > row.since:
            found[row.code_id].append(row)
    return found


def _ways(codes: dict[int, Code]) -> dict[tuple[int, int], tuple[MappingKind, tuple[str, ...]]]:
    """By code and version: how the code ended, and the references that it led to."""
    statement = (
        select(CodeMapping)
        .where(CodeMapping.undone_at.is_(None))
        .order_by(CodeMapping.from_code_id, CodeMapping.id)
    )
    found: dict[tuple[int, int], tuple[MappingKind, tuple[str, ...]]] = {}
    for way in db.session.scalars(statement):
        key = (way.from_code_id, way.version)
        before = found.get(key, (way.kind, ()))[1]
        found[key] = (way.kind, (*before, codes[way.to_code_id].ref))
    return found


def _of_one(
    rows: Sequence[CodeVersion],
    codes: dict[int, Code],
    ways: dict[tuple[int, int], tuple[MappingKind, tuple[str, ...]]],
) -> Iterator[Happening]:
    """The life of one entry, in order."""
    yield _began(rows[0], codes, Kind.CAME)
    for before, after in pairwise(rows):
        if before.ended_at is not None:
            yield _began(after, codes, Kind.BACK)
        else:
            words = words_of(before)
            parts = differing(words, words_of(after))
            yield _began(after, codes, Kind.REWORDED, parts, words)
    for row in rows:
        if row.ended_at is not None and row.until is not None:
            kind, to = ways.get((row.code_id, row.until), (None, ()))
            did = {MappingKind.MERGE: Kind.MERGED, MappingKind.SPLIT: Kind.SPLIT}
            code = codes[row.code_id]
            yield Happening(
                number=row.until,
                kind=did[kind] if kind else Kind.RETIRED,
                code_id=code.id,
                ref=code.ref,
                label=row.label,
                level=code.level,
                reason=row.ending or "",
                by=row.ended_by or "",
                at=row.ended_at,
                to=to,
            )


def _began(
    row: CodeVersion,
    codes: dict[int, Code],
    kind: Kind,
    parts: tuple[str, ...] = (),
    before: Wording | None = None,
) -> Happening:
    code = codes[row.code_id]
    return Happening(
        number=row.since,
        kind=kind,
        code_id=code.id,
        ref=code.ref,
        label=row.label,
        level=code.level,
        reason=row.reason,
        by=row.worded_by,
        at=row.worded_at,
        parts=parts,
        before=before,
    )


def _place(ref: str) -> tuple[int, ...]:
    return tuple(int(part) for part in ref.split("."))
