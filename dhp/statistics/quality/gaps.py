"""From a figure to the deaths behind it, for those who may read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.cases.queries import TAKES_WORK, visible_to, visible_to_force
from dhp.cases.wording import answer_words
from dhp.dictionary import Column
from dhp.extensions import db
from dhp.statistics.quality.completeness import CaseFile, Field, Found, fields_of
from dhp.statistics.quality.contradictions import Contradictions


@dataclass(frozen=True)
class Line:
    """One death behind a figure: what to look at in it, and where it stands on its page."""

    case: Case
    words: str
    anchor: str = ""
    kept: bool = False


def gaps_in(files: Iterable[CaseFile], field: Field, found: Found) -> list[Line]:
    """The deaths in which `found` is found in `field`, a line for each person concerned."""
    return [
        Line(file.case, answer_words(column, file.suspects), _anchor(column))
        for file in files
        for one, column, what in fields_of(file)
        if one == field and what is found
    ]


def findings_of(found: Contradictions, check: str) -> list[Line]:
    """The deaths in which the check with this code finds something."""
    return [
        Line(
            one.file.case,
            one.finding.message,
            one.finding.columns[0].replace(".", "-"),
            kept=one.kept,
        )
        for one in found.found
        if one.finding.code == check
    ]


def to_mend(lines: Sequence[Line], user: User) -> list[Line]:
    """Those of `lines` in whose cases `user` may mend what is found. One statement.

    Of an erased case nothing can be: its gaps are in the figures for good, and in no list.
    """
    wanted = {line.case.id for line in lines}
    if not wanted:
        return []
    cases = visible_to(user) if user.force_id is None else visible_to_force(user)
    ids = cases.where(Case.id.in_(wanted), TAKES_WORK).with_only_columns(Case.id)
    may = set(db.session.scalars(ids.order_by(Case.id)))
    return [line for line in lines if line.case.id in may]


def _anchor(column: Column) -> str:
    return column.name.replace(".", "-")
