"""The answers that fill a frame: what counted at an instant, by code and by what it describes."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, case, func, literal, or_, select, type_coerce

from dhp.cases.answers.book import WEIGHT
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Answer, Source
from dhp.cases.overlay import read_standing, stood_at
from dhp.column_types import AS_AT
from dhp.dictionary import write
from dhp.extensions import db
from dhp.statistics.framing.columns import NOT_RECORDED
from dhp.statistics.framing.deaths import linked_cases
from dhp.statistics.framing.windows import ALL, Cases, all_telling, among

# By code and the id of what is described: the text of an answer, or its state in square brackets.
Words = dict[str, dict[int, str]]
_AT_ONCE = 5_000  # rows


def words_at(codes: Collection[str], as_at: datetime, of: Cases = ALL) -> Words:
    """The answers to `codes` that counted at `as_at`, the ones chosen from linked cases included.

    No other answers are read, and only those about the cases `of`, and some more. One statement, and
    six more where cases were linked.
    """
    found: Words = {code: {} for code in codes}
    if not found:
        return found
    usual, unusual = WEIGHT[Source.FORCE], dict[tuple[str, int], int]()
    # Past the session's loading, and some rows at a time, so that no two lists of all are held.
    given = {**of.given, "as_at": as_at, "codes": list(codes)}
    read = db.session.connection().execute(_statement(all_telling(of)), given)
    for rows in read.partitions(_AT_ONCE):
        for code, subject, words, weight in rows:
            told = found[code]
            if subject in told and weight > unusual.get((code, subject), usual):
                continue
            told[subject] = words
            if weight != usual:
                unusual[code, subject] = weight
            elif unusual:
                unusual.pop((code, subject), None)
    _lay_over(found, as_at)
    return found


@cache
def _statement(telling: Select[Any] | None) -> Select[Any]:
    state = literal("[") + type_coerce(Answer.state, String) + literal("]")
    weight = case(*((Answer.source == source, weight) for source, weight in WEIGHT.items()))
    return select(Answer.code, Answer.subject_id, func.coalesce(Answer.value, state), weight).where(
        Answer.code.in_(bindparam("codes", expanding=True)),
        Answer.recorded_at <= AS_AT,
        or_(Answer.superseded_at.is_(None), Answer.superseded_at > AS_AT),
        *among(Answer.case_id, telling),
    )


def _lay_over(words: Words, as_at: datetime) -> None:
    """Put the answers that links chose in the place of others. There are never many."""
    standing = db.session.scalars(_choosing(), {"as_at": as_at})
    links = [link for link in standing if link.columns_taken]
    cases = linked_cases(links)
    if not cases:
        return
    answers, places = read_standing(cases, as_at)
    gone = {link.other_id for link in links if link.kind is LinkKind.SAME_DEATH}
    for one in cases:
        for column in places[one.id].columns() if one.id not in gone else ():
            code = column.characteristic.code
            if code in words:
                subject = places[one.id].target(column).subject_id
                words[code][subject] = write(answers[one.id][column.name]) or NOT_RECORDED


@cache
def _choosing() -> Select[CaseLink]:
    """The links that chose answers and stood at an instant."""
    return (
        select(CaseLink)
        .where(CaseLink.kind != LinkKind.NOT_THE_SAME, stood_at(AS_AT), CaseLink.choices != "{}")
        .order_by(CaseLink.id)
    )
