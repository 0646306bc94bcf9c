"""The answers that stand as the texts of a file: for very many of them at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String, case, type_coerce

from dhp.cases.answer_book import WEIGHT
from dhp.cases.answers import asked_about, standing_rows
from dhp.cases.models import Answer, Case
from dhp.dictionary import State
from dhp.extensions import db


def _text_of(column: Any) -> Any:
    return type_coerce(column, String).label(column.key)


# A word of a vocabulary is equal to its text, and making it takes longer than reading it.
_STATE: Any = type_coerce(Answer.state, String)
_PLAIN = (
    standing_rows(now=True)
    .with_only_columns(
        _text_of(Answer.subject),
        Answer.subject_id,
        Answer.code,
        _text_of(Answer.source),
        case((State.ANSWERED.value == _STATE, Answer.value), else_="[" + _STATE + "]"),
    )
    .order_by(None)
)
_WHOLE = _PLAIN.add_columns(Answer.protected)

Texts = Mapping[tuple[str, int], Mapping[str, str]]


def standing_texts(cases: Sequence[Case], *, identifying: bool) -> Texts:
    """What stands now about `cases`: the texts of a file by code, by subject and its key.

    Values that may identify are blank unless they are wanted: to decrypt them takes longer than
    all else.
    """
    statement = _WHOLE if identifying else _PLAIN
    rows = db.session.execute(statement, asked_about(cases, ())).all()
    found: defaultdict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    # The weightiest source comes last and stays.
    for source in sorted(WEIGHT, key=lambda source: -WEIGHT[source]):
        for row in rows:
            if row[3] == source:
                subject, subject_id, code, _source, text = row[:5]
                found[subject, subject_id][code] = text or (row[5] if identifying else "")
    return found
