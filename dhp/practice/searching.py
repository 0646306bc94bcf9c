"""Full text over the library, on SQLite (FTS5) and on PostgreSQL (tsvector), behind one function.

The index is a derived thing, laid by the migrations beside the tables: `practice_fts`, a row for
each entry by its id. Both databases are given the same plain words, so both find the same.
"""

import re
from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    column,
    delete,
    false,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
)

from dhp.extensions import db
from dhp.folding import folded
from dhp.practice.models import Practice, PracticeWording
from dhp.practice.themes import theme_words

LONGEST = 200  # characters of a question to the index
_MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
# PostgreSQL leaves these out of its own accord; SQLite would look for each of them.
_COMMON = """
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
    her hers herself it its itself they them their theirs themselves what which who whom this that
    these those am is are was were be been being have has had having do does did doing a an the and
    but if or because as until while of at by for with about against between into through during
    before after above below to from up down in out on off over under again further then once here
    there when where why how all any both each few more most other some such no nor not only own
    same so than too very s t can will just don should now
"""
_TOO_COMMON = frozenset(_COMMON.split())
_INDEX = table("practice_fts", column("rowid", BigInteger), column("title"), column("words"))
_ENGLISH: ColumnElement[str] = literal_column("'english'::regconfig")


def search(words: str, entries: Select[Practice]) -> Select[Practice]:
    """Those of `entries` that hold every one of `words`, in any form of the word, best first.

    Whatever was typed is only ever a list of words: signs, quotes and operators mean nothing. No
    word that can be looked for finds nothing.
    """
    asked = [word for word in words_of(words[:LONGEST]) if word not in _TOO_COMMON][:_MOST_WORDS]
    if not asked:
        return entries.where(false())
    found = entries.join(_INDEX, _INDEX.c.rowid == Practice.id)
    if _on_sqlite():
        quoted = " ".join(f'"{word}"' for word in asked)
        found = found.where(text("practice_fts MATCH :asked").bindparams(asked=quoted))
        return found.order_by(literal_column("bm25(practice_fts, 5.0, 1.0)"), Practice.id)
    query = func.plainto_tsquery(_ENGLISH, literal(" ".join(asked), Text))
    found = found.where(_INDEX.c.words.op("@@")(query))
    return found.order_by(func.ts_rank(_INDEX.c.words, query).desc(), Practice.id)


def words_of(words: str) -> list[str]:
    """The words of a text, without case, accents and signs."""
    return _WORD.findall(folded(words))


def put_in_index(practice: Practice, wording: PracticeWording) -> None:
    """Make the index say of `practice`, which has its id, what `wording` says."""
    db.session.execute(delete(_INDEX).where(_INDEX.c.rowid == practice.id))
    parts = (wording.summary, wording.done, wording.found, practice.origin)
    title = _plain([wording.title])
    body = _plain([*parts, *map(theme_words, wording.themes)])
    if _on_sqlite():
        values: dict[str, object] = {"rowid": practice.id, "title": title, "words": body}
    else:
        first, then = (func.to_tsvector(_ENGLISH, literal(one, Text)) for one in (title, body))
        weighted = func.setweight(first, literal_column("'A'")).op("||")(
            func.setweight(then, literal_column("'D'"))
        )
        values = {"rowid": practice.id, "words": weighted}
    db.session.execute(insert(_INDEX).values(values))


def index_everything() -> int:
    """Build the index anew from the entries; gives their number. Needed where it was lost."""
    db.session.execute(delete(_INDEX))
    entries = db.session.scalars(select(Practice).order_by(Practice.id)).all()
    for practice in entries:
        put_in_index(practice, practice.wording)
    return len(entries)


def _plain(texts: Iterable[str]) -> str:
    return " ".join(word for one in texts for word in words_of(one))


def _on_sqlite() -> bool:
    return db.session.get_bind().dialect.name == "sqlite"
