"""Reading the codebook for people: the versions that somebody may read, and single entries."""

import re
from collections.abc import Sequence

from sqlalchemy import Select, false, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.coding.codebook import NoCodebook, book, open_number
from dhp.coding.codebook.models import Code, CodebookVersion
from dhp.coding.codebook.rules import VersionState
from dhp.coding.codebook.tree import Book, Entry
from dhp.errors import Absent, Refused
from dhp.existing import the_one
from dhp.extensions import db

# A theme or a code as the words of another name it: “use 5.03.02”.
_NAMED = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:\.\d{2,3}){1,2}(?![\d.]*\d)")


def visible_to(user: User) -> Select[CodebookVersion]:
    """The published versions for whoever may read reports; the open one for whoever edits it."""
    statement = select(CodebookVersion)
    if user.may(Permission.EDIT_CODEBOOK):
        return statement
    if user.may(Permission.READ_ISSUED_REPORTS):
        return statement.where(CodebookVersion.state == VersionState.PUBLISHED)
    return statement.where(false())


def versions(user: User) -> Sequence[CodebookVersion]:
    """The versions that `user` may read, the newest first."""
    statement = visible_to(user).order_by(CodebookVersion.number.desc())
    return db.session.scalars(statement).all()


def chosen(asked: str, known: Sequence[CodebookVersion]) -> CodebookVersion:
    """The version whose number was asked for, or the latest published.

    Raises `Absent`; where nothing at all is published, `NoCodebook`.
    """
    published = (one for one in known if one.state is VersionState.PUBLISHED)
    named = (one for one in known if str(one.number) == asked)
    found = next(named if asked else published, None)
    if found is None:
        raise Absent if known else NoCodebook
    return found


def open_one(known: Sequence[CodebookVersion]) -> CodebookVersion | None:
    """The open version, if it is among those `known` to the person."""
    return next((one for one in known if one.state is VersionState.OPEN), None)


def code_with(ref: str) -> Code:
    """The entry with this reference, whether it stands or not; raises `Absent`."""
    return the_one(select(Code).where(Code.ref == ref))


def parent_with(ref: str) -> Code:
    """The domain or theme with this reference; raises `Absent`, and `Refused` for a code."""
    found = code_with(ref)
    if found.level.below is None:
        raise Refused("Nothing can be put under a code. Go to its theme and add a code there.")
    return found


def latest_with(code: Code, known: Sequence[CodebookVersion]) -> Book:
    """The newest version among `known` in which the entry stands; raises `Absent`."""
    for version in known:
        read = book(version.number)
        if read.find(code.id) is not None:
            return read
    raise Absent


def edited(code: Code) -> Entry:
    """The entry as the open version has it.

    Raises `Refused` while no version is open and where the entry does not stand in it.
    """
    found = open_book().find(code.id)
    if found is None:
        raise Refused(f"{code.ref} is not in use in the open version. Bring it back first.")
    return found


def beside(code: Code) -> list[Entry]:
    """The other entries of the same level in the open version; raises `Refused` without one."""
    return [one for one in open_book().walk() if one.level is code.level and one.id != code.id]


def open_book() -> Book:
    """The book of the open version; raises `Refused` without one."""
    number = open_number()
    if number is None:
        raise Refused("No version of the codebook is open. Open a new version first.")
    return book(number)


def fitting(read: Book, *, death_type: str = "", words: str = "") -> list[Entry]:
    """The codes of a book that are meant for a type of death and hold every one of `words`."""
    wanted = words.casefold().split()
    return [
        code
        for code in read.codes
        if (not death_type or code.applies_to(death_type))
        and all(word in _text(code) for word in wanted)
    ]


def pointing_nowhere(read: Book) -> list[tuple[Entry, tuple[str, ...]]]:
    """The entries whose words name a theme or code that the book does not have, with its ref."""
    there = {entry.ref for entry in read.walk()}
    found = []
    for entry in read.walk():
        named = dict.fromkeys(_NAMED.findall(f"{entry.definition} {entry.include} {entry.exclude}"))
        gone = tuple(ref for ref in named if ref not in there)
        if gone:
            found.append((entry, gone))
    return found


def _text(code: Entry) -> str:
    parts = (code.ref, code.label, code.definition, code.include, code.exclude, code.example)
    return " ".join(parts).casefold()
