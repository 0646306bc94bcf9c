"""One line of migrations, numbered, that leads to exactly what the models say."""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dhp import ROOT

NUMBERED = re.compile(r"(\d{4})_[a-z0-9_]+\.py")


def _revisions():
    """All migrations, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return list(ScriptDirectory.from_config(config).walk_revisions())[::-1]


def test_there_is_one_head_once_there_are_tables(database):
    children = {revision.down_revision for revision in _revisions()}
    heads = [revision.revision for revision in _revisions() if revision.revision not in children]

    assert len(heads) == (1 if database.metadata.tables else 0)


def test_migrations_are_numbered_from_0001_without_a_gap():
    files = [Path(revision.path).name for revision in _revisions()]

    assert all(NUMBERED.fullmatch(name) for name in files), files
    assert [revision.revision for revision in _revisions()] == [name[:4] for name in files]
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))


def test_the_migrated_schema_is_what_the_models_say(database):
    with database.engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in known}
        known = database.metadata.tables.keys() | {
            name for name in sa.inspect(connection).get_table_names() if "_fts" not in name
        }
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, database.metadata) == []
