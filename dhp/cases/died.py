"""When people died, as known at an instant: one date for each death, whoever told of it."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from dhp.cases.links.models import CaseLink
from dhp.cases.models import Answer, Source
from dhp.column_types import AS_AT

# Whose date counts where sources disagree: the unit's own first.
_WEIGHT = {Source.UNIT: 0, Source.FORCE: 1, Source.PUBLISHED_REVIEW: 2}


def dates_of_death(of: Select[int] | None = None) -> Subquery:
    """What was known at an instant of when people died: `case_id` and `died`, an ISO text.

    The instant is given at every run, as `as_at`.

    The text stops at the month or the year where the day is not known. Where two cases were one
    death and the date of the other was chosen, it counts for the case that stands for both, until
    that case gets a newer date. `of` are the keys of the cases that matter; all where None.
    """
    if of is None:
        return _every()
    # Their own answers, and those of cases that one of them may have taken.
    others = select(CaseLink.other_id).where(CaseLink.case_id.in_(of))
    return _statement().where(Answer.case_id.in_(union(of, others))).subquery()


@cache
def _every() -> Subquery:
    return _statement().subquery()


@cache
def _statement() -> Select[int, str | None]:
    lent = aliased(CaseLink)
    counts_for = func.coalesce(lent.case_id, Answer.case_id)
    return (
        select(counts_for.label("case_id"), Answer.value.label("died"))
        .outerjoin(lent, and_(lent.other_id == Answer.case_id, _took(lent)))
        .where(
            _stands(Answer),
            ~_outweighed(),
            ~_replaced(),
            or_(lent.id.is_(None), ~_outdone(lent)),
        )
    )


def _tells_date(answer: Any) -> ColumnElement[bool]:
    # In the text of the statement: the index of dates is of this code alone, and no value given at a
    # run tells SQLite that it need not look at the row, or a prepared plan of PostgreSQL that it may.
    code: ColumnElement[bool] = answer.code == literal(
        "date_of_death", String, literal_execute=True
    )
    return code


def _stands(answer: Any) -> ColumnElement[bool]:
    return and_(
        _tells_date(answer),
        answer.value.is_not(None),
        answer.recorded_at <= AS_AT,
        or_(answer.superseded_at.is_(None), answer.superseded_at > AS_AT),
    )


def _took(link: Any) -> ColumnElement[bool]:
    """That the date was chosen from the other case, and that this stood."""
    undone = or_(link.undone_at.is_(None), link.undone_at > AS_AT)
    return and_(link.date_taken, link.decided_at <= AS_AT, undone)


def _outweighed() -> ColumnElement[bool]:
    """That a source of more weight gives a date of its own."""
    rival = aliased(Answer)
    lighter, heavier = (
        case(*((each.source == source, weight) for source, weight in _WEIGHT.items()))
        for each in (Answer, rival)
    )
    # Most are their own only one, which an index alone can tell.
    same = and_(rival.case_id == Answer.case_id, rival.id != Answer.id)
    return exists().where(same, _stands(rival), heavier < lighter)


def _replaced() -> ColumnElement[bool]:
    """That another case's date was chosen in place of this one, which is no newer."""
    link = aliased(CaseLink)
    older = Answer.recorded_at <= link.decided_at
    return exists().where(link.case_id == Answer.case_id, _took(link), older)


def _outdone(lent: Any) -> ColumnElement[bool]:
    """That the case which took this date has a newer one of its own, or took yet another later."""
    own, later = aliased(Answer), aliased(CaseLink)
    newer = and_(own.case_id == lent.case_id, own.recorded_at > lent.decided_at)
    another = and_(later.case_id == lent.case_id, later.id > lent.id)
    return or_(exists().where(newer, _stands(own)), exists().where(another, _took(later)))
