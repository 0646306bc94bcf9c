"""Putting a question to the catalogue, so that what it cannot answer is said beside a field."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dhp.accounts.models import User
from dhp.errors import DomainError
from dhp.statistics.explore.asking import Faults, Wanted, measure_of, question_of
from dhp.statistics.measures import Measure, Question, lay_out
from dhp.statistics.tables import Table

_FIELDS = {"by", "where", "from"}


@dataclass(frozen=True)
class Explored:
    """One table of the catalogue with the question behind it; `wanted` is pinned to its instant."""

    wanted: Wanted
    question: Question
    measure: Measure
    table: Table

    @property
    def query(self) -> str:
        """The query of the address that shows the same figures on any later day."""
        return urlencode(self.wanted.pairs)


def explored(wanted: Wanted, reader: User | None) -> Explored:
    """The table that is asked for, of what `reader` may know; raises `Faults`.

    A restricted case counts only for those who may read it; without a `reader` all count.
    """
    question = replace(question_of(wanted), reader=reader)
    try:
        table = lay_out(wanted.measure, question)
    except DomainError as error:
        field = error.field if error.field in _FIELDS else _at_fault(wanted.measure, question)
        raise Faults({field or "measure": error.message}) from error
    return Explored(wanted.pinned(question), question, measure_of(wanted), table)


def _at_fault(measure: str, question: Question) -> str:
    """Which field is to blame: the question can be answered without it."""
    if question.where and _answers(measure, replace(question, where=())):
        return "where"
    return "by" if question.by else "measure"


def _answers(measure: str, question: Question) -> bool:
    try:
        lay_out(measure, question)
    except DomainError:
        return False
    return True
