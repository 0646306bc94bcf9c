"""What the open version of the codebook touches: marks and cases of each entry that it changes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import func

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.coding.codebook.history import Happening, Kind, happenings
from dhp.coding.codebook.models import CodebookVersion
from dhp.coding.marks.queries import marks_visible_to
from dhp.coding.passes.models import Mark
from dhp.extensions import db
from dhp.impact.uses import measures_of_themes, tables_by_report, tables_of_themes
from dhp.web.beside import Beside, BesideLine


@dataclass(frozen=True)
class TouchedCode:
    """One entry that a version changes: what happens to it, and the marks with it, case by case."""

    happening: Happening
    marks: int
    cases: tuple[str, ...]


def touched_codes(version: CodebookVersion, user: User) -> list[TouchedCode]:
    """The entries that `version` changes, with the marks and cases that `user` may know of."""
    told = happenings([version.number])
    counted = _marks_by_case(told, user)
    return [
        TouchedCode(
            one,
            sum(counted[one.code_id].values()),
            tuple(sorted(counted[one.code_id])),
        )
        for one in told
    ]


def counted_kinds(touched: Sequence[TouchedCode]) -> list[tuple[Kind, int]]:
    """How many entries each thing happens to, in the order in which things are declared."""
    found = [(kind, sum(one.happening.kind is kind for one in touched)) for kind in Kind]
    return [(kind, count) for kind, count in found if count]


def beside_publishing(version: CodebookVersion, user: User) -> Beside:
    """In a few lines, for the page that publishes a version, with a link to the whole."""
    touched = touched_codes(version, user)
    marks = sum(one.marks for one in touched)
    cases = len({ref for one in touched for ref in one.cases})
    told = ", ".join(f"{count:,} {kind.value}" for kind, count in counted_kinds(touched))
    tables, measures = tables_of_themes(), measures_of_themes()
    lines = (
        BesideLine(f"Entries: {told or 'none'}"),
        BesideLine(
            f"{_counted(marks, 'mark')} in {_counted(cases, 'case')}: read anew",
            url_for("impact.of_codebook"),
            "Those that you may know of, entry by entry",
        ),
        BesideLine(f"{len(measures)} measures: {', '.join(measures)}"),
        *(BesideLine(f"{title}: {', '.join(ids)}") for title, ids in tables_by_report(tables)),
    )
    return Beside("What this touches", lines)


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _marks_by_case(told: Sequence[Happening], user: User) -> dict[int, dict[str, int]]:
    """How many marks each case has with each entry that was there before, by the entry's id."""
    codes = {one.code_id for one in told if one.kind is not Kind.CAME}
    found: dict[int, dict[str, int]] = defaultdict(dict)
    statement = (
        marks_visible_to(user)
        .where(Mark.code_id.in_(codes))
        .join(Case, Case.id == Mark.case_id)
        .with_only_columns(Mark.code_id, Case.ref, func.count())
        .group_by(Mark.code_id, Case.ref)
        .order_by(Mark.code_id, Case.ref)
    )
    for code_id, ref, count in db.session.execute(statement):
        found[code_id][ref] = count
    return found
