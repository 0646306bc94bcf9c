"""The answers that stand as the texts of a file: for very many of them at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String, bindparam, case, select, type_coerce

from dhp.cases.answers.book import WEIGHT
from dhp.cases.models import Answer, Case, Source
from dhp.dictionary import State
from dhp.extensions import db


def _text_of(column: Any) -> Any:
    return type_coerce(column, String).label(column.key)


# A word of a vocabulary is equal to its text, and making it takes longer than reading it.
_STATE: Any = type_coerce(Answer.state, String)
_INCIDENTS: Any = bindparam("incidents", expanding=True)
# By the cases that carry them alone: what describes nobody of those that are asked about is not
# looked up, and to leave it out here takes longer than to read it.
_PLAIN = select(
    _text_of(Answer.source),
    _text_of(Answer.subject),
    Answer.subject_id,
    Answer.code,
    case((State.ANSWERED.value == _STATE, Answer.value), else_="[" + _STATE + "]"),
).where(
    Answer.case_id.in_(select(Case.id).where(Case.incident_id.in_(_INCIDENTS))),
    Answer.superseded_at.is_(None),
)
_WHOLE = _PLAIN.add_columns(Answer.protected)

_WEIGHT = {source.value: weight for source, weight in WEIGHT.items()}

Texts = Mapping[tuple[str, int], Mapping[str, str]]


def standing_texts(cases: Sequence[Case], *, identifying: bool) -> Texts:
    """What stands now about `cases`: the texts of a file by code, by subject and its key.

    What is told of others of their incidents may be among it. Values that may identify are blank
    unless they are wanted: to decrypt them takes longer than all else.
    """
    incidents = {"incidents": sorted({one.incident_id for one in cases})}
    statement = _WHOLE if identifying else _PLAIN
    found: defaultdict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    usual, unusual = WEIGHT[Source.FORCE], dict[tuple[str, int, str], int]()
    # One after another, so that no two lists of all are held.
    for row in db.session.execute(statement, incidents):
        source, subject, subject_id, code, text = row[:5]
        told, weight = found[subject, subject_id], _WEIGHT[source]
        if code in told and weight > unusual.get((subject, subject_id, code), usual):
            continue
        told[code] = text or (row[5] if identifying else "")
        if weight != usual:
            unusual[subject, subject_id, code] = weight
    return found
