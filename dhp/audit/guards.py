"""What the database itself refuses: changing the past. The SQL for both kinds of database.

They are lifted before migrations run and laid anew after them, in the same transaction: a migration
may fill a new column, and SQLite forgets the triggers of a table that it copies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, inspect

from dhp.audit.functions import FUNCTIONS, SIGNATURES
from dhp.audit.grants import grants

_MESSAGE = "the trail is append-only"


@dataclass(frozen=True)
class Guarded:
    """A table whose rows stay. `may_end` are columns that may be filled once, and are kept then."""

    table: str
    may_end: tuple[str, ...] = ()


# What no code ever changes or removes. Where another row takes its place, one may be superseded, once.
GUARDED = (
    Guarded("trail_events"),
    Guarded("trail_subjects"),
    Guarded("trail_lists"),
    Guarded("trail_repeats"),
    Guarded("trail_anchors"),
    Guarded("receipts"),
    Guarded("answers", may_end=("superseded_at",)),
    Guarded("classifications", may_end=("superseded_at",)),
    Guarded("released_tables"),
    Guarded("released_cells"),
    Guarded("report_copies"),
    Guarded("flags", may_end=("escalated_at",)),
    Guarded("flag_findings"),
    Guarded("learning_finding_wordings"),
    Guarded("practice_wordings", may_end=("superseded_at",)),
    Guarded("practice_judgements"),
    Guarded("practice_adoptions", may_end=("superseded_at",)),
    Guarded("recommendation_responses"),
    Guarded("recommendation_judgements"),
    Guarded("recommendation_impacts"),
    Guarded("stage_turns"),
    Guarded("kept_warnings"),
    Guarded("retention_reviews"),
    Guarded("coding_decisions"),
    Guarded("abstraction_rulings"),
    Guarded("list_decisions", may_end=("superseded_at",)),
    Guarded("evidence_sources", may_end=("superseded_at",)),
    Guarded("captures", may_end=("superseded_at",)),
    Guarded("insight_notes", may_end=("superseded_at",)),
    Guarded("return_terms"),
    Guarded("returns", may_end=("ended_at", "ended_by", "withdrawn_reason")),
    Guarded("return_lines", may_end=("resolution", "resolved_by", "resolved_at")),
    Guarded("year_signatures", may_end=("ended_at",)),
    Guarded("year_disputes", may_end=("resolution", "resolved_by", "resolved_at")),
    Guarded("signal_reviews"),
    Guarded("series_reopenings"),
    Guarded("exports"),
)

FIRST_GUARD = {
    "sqlite": tuple(
        f"CREATE TRIGGER trail_events_no_{verb.lower()} BEFORE {verb} ON trail_events"
        f" BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
        ),
        (
            "CREATE TRIGGER trail_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_events"
            " FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()"
        ),
    ),
}
# The head of an empty trail may go: a restored one takes its place.
_HEAD_SQLITE = (
    (
        "CREATE TRIGGER trail_head_no_delete BEFORE DELETE ON trail_head WHEN OLD.seq > 0"
        f" BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    ),
    (
        "CREATE TRIGGER trail_head_no_return BEFORE UPDATE ON trail_head"
        " WHEN NEW.seq < OLD.seq OR NEW.id <> OLD.id"
        f" BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    ),
)
_HEAD_POSTGRESQL = (
    (
        "CREATE TRIGGER trail_head_no_truncate BEFORE TRUNCATE ON trail_head"
        " FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()"
    ),
    (
        "CREATE TRIGGER trail_head_no_delete BEFORE DELETE ON trail_head FOR EACH ROW"
        " WHEN (OLD.seq > 0) EXECUTE FUNCTION trail_is_append_only()"
    ),
    (
        "CREATE TRIGGER trail_head_no_return BEFORE UPDATE ON trail_head FOR EACH ROW"
        " WHEN (NEW.seq < OLD.seq OR NEW.id <> OLD.id)"
        " EXECUTE FUNCTION trail_is_append_only()"
    ),
)


def lay(connection: Connection) -> None:
    """Guard every table of `GUARDED` that there is, and let PostgreSQL append by functions alone.

    May be run again at any time; does nothing where there is no trail. Does not commit.
    """
    if not inspect(connection).has_table("trail_events"):
        return
    for statement in statements(connection):
        connection.exec_driver_sql(statement)


def lift(connection: Connection) -> None:
    """Take every guard away, for as long as migrations run. Does not commit."""
    for table, name in triggers(connection):
        connection.exec_driver_sql(_drop(connection, table, name))
    if connection.dialect.name == "postgresql":
        for signature in SIGNATURES:
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {signature}")


def lay_first(connection: Connection) -> None:
    """Guard the events alone, as the first migration does. Does not commit."""
    for statement in FIRST_GUARD[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def triggers(connection: Connection) -> list[tuple[str, str]]:
    """The guards that are laid, as table and trigger's name, in order of both."""
    if connection.dialect.name == "sqlite":
        query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
            " AND c.relnamespace = current_schema()::regnamespace"
        )
    ours = {guarded.table for guarded in GUARDED} | {"trail_head"}
    found = connection.exec_driver_sql(query).all()
    return sorted((table, name) for table, name in found if table in ours and "_no_" in name)


def statements(connection: Connection) -> Iterator[str]:
    """The statements that guard the tables of this database as they are now."""
    for table, name in triggers(connection):
        yield _drop(connection, table, name)
    there = set(inspect(connection).get_table_names())
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        yield from FUNCTIONS
    for guarded in GUARDED:
        if guarded.table in there:
            kept = [
                column["name"]
                for column in inspect(connection).get_columns(guarded.table)
                if column["name"] not in guarded.may_end
            ]
            yield from (_sqlite if sqlite else _postgresql)(guarded, kept)
    yield from _HEAD_SQLITE if sqlite else _HEAD_POSTGRESQL
    if not sqlite:
        yield from grants(there, [guarded.table for guarded in GUARDED if guarded.table in there])


def _drop(connection: Connection, table: str, name: str) -> str:
    on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
    return f"DROP TRIGGER {name}{on}"


def _sqlite(guarded: Guarded, kept: list[str]) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    table, names = guarded.table, ", ".join(kept)
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {names} ON {table} {refuse}"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
    for column in guarded.may_end:
        yield (
            f"CREATE TRIGGER {table}_no_second_{column} BEFORE UPDATE OF {column} ON {table}"
            f" WHEN OLD.{column} IS NOT NULL {refuse}"
        )


def _postgresql(guarded: Guarded, kept: list[str]) -> Iterator[str]:
    refuse = "EXECUTE FUNCTION trail_is_append_only()"
    table, names = guarded.table, ", ".join(kept)
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OF {names} OR DELETE OR TRUNCATE"
        f" ON {table} FOR EACH STATEMENT {refuse}"
    )
    for column in guarded.may_end:
        yield (
            f"CREATE TRIGGER {table}_no_second_{column} BEFORE UPDATE OF {column} ON {table}"
            f" FOR EACH ROW WHEN (OLD.{column} IS NOT NULL) {refuse}"
        )
