"""The answers that stand as rows of plain texts: for files of very many of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, String, type_coerce

from dhp.cases.answers import asked_about, standing_rows
from dhp.cases.models import Answer, Case
from dhp.extensions import db


def _text_of(column: Any) -> Any:
    return type_coerce(column, String).label(column.key)


# A word of a vocabulary is equal to its text, and making it takes longer than reading it.
_PLAIN = standing_rows(now=True).with_only_columns(
    _text_of(Answer.subject),
    Answer.subject_id,
    Answer.code,
    _text_of(Answer.state),
    _text_of(Answer.source),
    Answer.value,
)
_WHOLE = _PLAIN.add_columns(Answer.protected)


def read_plainly(cases: Sequence[Case], *, identifying: bool) -> Iterable[Row[*tuple[Any, ...]]]:
    """What stands now about `cases`, in the order of recording.

    Each row has `subject subject_id code state source value`, and `protected` where values that
    may identify are wanted: to decrypt them takes longer than all else.
    """
    return db.session.execute(_WHOLE if identifying else _PLAIN, asked_about(cases, ()))
