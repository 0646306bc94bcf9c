"""Reading the codebook: the book of one version, and what a version makes of a code."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import or_, select

from dhp.coding.codebook.models import Code, CodebookVersion, CodeMapping, CodeVersion
from dhp.coding.codebook.rules import MappingKind, VersionState
from dhp.coding.codebook.tree import Book, Entry, Resolved, Way, with_below
from dhp.errors import Absent
from dhp.extensions import db

__all__ = ["Book", "Entry", "NoCodebook", "Resolved", "Way", "book", "open_number", "resolve"]


class NoCodebook(Absent):
    """No version is published, since none was ever loaded."""


def book(version: int | None = None) -> Book:
    """The codebook of the version numbered `version`, or of the latest that is published.

    The open version may be asked for by its number. Raises `Absent` where there is none. It costs
    four statements, whatever is marked.
    """
    stands = _version(version)
    codes = {code.id: code for code in db.session.scalars(select(Code).order_by(Code.id))}
    wordings = _wordings(stands.number)
    came_in: dict[int, int] = {}
    last: dict[int, CodeVersion] = {}
    for wording in wordings:
        came_in.setdefault(wording.code_id, wording.since)
        last[wording.code_id] = wording
    standing = {
        code_id: _entry(codes[code_id], wording, came_in[code_id])
        for code_id, wording in last.items()
        if wording.until is None or wording.until > stands.number
    }
    domains = _tree(standing.values())
    ended = {code_id: wording.until for code_id, wording in last.items() if code_id not in standing}
    return Book(
        version_id=stands.id,
        number=stands.number,
        state=stands.state,
        domains=domains,
        entries={entry.id: entry for domain in domains for entry in with_below(domain)},
        gone=_ways(ended),
        to_come=frozenset(codes.keys() - last.keys()),
    )


def resolve(code: int, to_version: int | None = None) -> Resolved:
    """What the version numbered `to_version` makes of a code; the latest published without it.

    For many codes ask one `book(...)` instead. Raises `Absent` for an unknown code or version.
    """
    return book(to_version).resolve(code)


def open_number() -> int | None:
    """The number of the version that is open for changes, if one is."""
    return db.session.scalar(
        select(CodebookVersion.number)
        .where(CodebookVersion.state == VersionState.OPEN)
        .order_by(CodebookVersion.number)
    )


def _version(number: int | None) -> CodebookVersion:
    statement = select(CodebookVersion)
    if number is None:
        statement = statement.where(CodebookVersion.state == VersionState.PUBLISHED)
    else:
        statement = statement.where(CodebookVersion.number == number)
    found = db.session.scalar(statement.order_by(CodebookVersion.number.desc()).limit(1))
    if found is None:
        raise NoCodebook if number is None else Absent
    return found


def _wordings(number: int) -> list[CodeVersion]:
    """Every wording that was in force in `number` or before it, the oldest first."""
    statement = (
        select(CodeVersion)
        .where(CodeVersion.since <= number)
        .where(or_(CodeVersion.until.is_(None), CodeVersion.until > CodeVersion.since))
        .order_by(CodeVersion.since, CodeVersion.id)
    )
    return list(db.session.scalars(statement))


def _ways(ended: dict[int, int | None]) -> dict[int, Way | None]:
    """The merge or split by which each code ended, if it did not simply end."""
    statement = (
        select(CodeMapping)
        .where(CodeMapping.undone_at.is_(None))
        .order_by(CodeMapping.from_code_id, CodeMapping.id)
    )
    kinds: dict[int, MappingKind] = {}
    to: defaultdict[int, list[int]] = defaultdict(list)
    for mapping in db.session.scalars(statement):
        if ended.get(mapping.from_code_id) == mapping.version:
            kinds[mapping.from_code_id] = mapping.kind
            to[mapping.from_code_id].append(mapping.to_code_id)
    return {
        code_id: Way(kinds[code_id], tuple(to[code_id])) if code_id in kinds else None
        for code_id in ended
    }


def _tree(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The domains, each with what lies under it, in the order of their references."""
    under: defaultdict[int | None, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=_place):
        under[entry.parent_id].append(entry)

    def whole(entry: Entry) -> Entry:
        return replace(entry, below=tuple(whole(one) for one in under[entry.id]))

    return tuple(whole(domain) for domain in under[None])


def _place(entry: Entry) -> tuple[int, ...]:
    return tuple(int(part) for part in entry.ref.split("."))


def _entry(code: Code, wording: CodeVersion, came_in: int) -> Entry:
    return Entry(
        id=code.id,
        ref=code.ref,
        guid=code.guid,
        level=code.level,
        parent_id=code.parent_id,
        label=wording.label,
        definition=wording.definition,
        include=wording.include,
        exclude=wording.exclude,
        example=wording.example,
        types=tuple(wording.types.split()),
        worded=wording.since,
        came_in=came_in,
        wording_id=wording.id,
        edits=wording.edits,
    )
