"""Readings of a case for which another one stands now: where they are read, and when they count.

They stay with the record that they were made of, so that undoing the merge leaves nothing behind.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, literal, or_, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Case
from dhp.cases.queries import readable_by
from dhp.coding.marks.narratives import narratives_by_case
from dhp.coding.passes.queries import is_open_to_others, reads_still
from dhp.extensions import db


def coded_before(case: Case, user: User) -> list[Case]:
    """The cases that `case` stands for and that were coded to the end, as far as `user` may know.

    None while the person has `case` itself to code, and none for whoever codes nothing.
    """
    if not user.may(Permission.CODE_THEMES):
        return []
    statement = (
        readable_by(user)
        .where(Case.survivor_id == case.id, is_open_to_others(Case.id))
        .where(~reads_still(user, Case.id), ~reads_still(user, literal(case.id)))
        .order_by(Case.received_at, Case.id)
    )
    return list(db.session.scalars(statement))


def survivors(as_at: datetime, reader: User | None = None) -> dict[int, int]:
    """Which case stood for which other one at `as_at`, by the other one's id. One statement.

    For a `reader` without the cases that the person may not read, or has still to code.
    """
    statement = select(CaseLink.other_id, CaseLink.case_id).where(
        CaseLink.kind == LinkKind.SAME_DEATH,
        CaseLink.decided_at <= as_at,
        or_(CaseLink.undone_at.is_(None), CaseLink.undone_at > as_at),
    )
    if reader is not None:
        readable = readable_by(reader).with_only_columns(Case.id)
        statement = statement.where(CaseLink.case_id.in_(readable))
        statement = statement.where(~reads_still(reader, CaseLink.case_id))
    return dict(db.session.execute(statement.order_by(CaseLink.id)).all())


def words_coded_before(cases: Collection[int]) -> dict[int, set[str]]:
    """The texts that were coded to the end of what each of `cases`, by id, stands for.

    For giving out: it says nothing to anybody. Two statements at most.
    """
    merged = db.session.scalars(_coded_of(cases)).all()
    told = narratives_by_case(merged) if merged else {}
    found: dict[int, set[str]] = {}
    for case in merged:
        if case.survivor_id is not None:
            texts = {plain(one.text) for one in told[case.id]}
            found.setdefault(case.survivor_id, set()).update(texts)
    return found


def plain(text: str) -> str:
    """A text by which two copies of it are known: blanks and lines are laid out otherwise."""
    return " ".join(text.split()).casefold()


def _coded_of(cases: Collection[int]) -> Select[Case]:
    return (
        select(Case)
        .where(Case.survivor_id.in_(sorted(cases)), is_open_to_others(Case.id))
        .order_by(Case.id)
    )
