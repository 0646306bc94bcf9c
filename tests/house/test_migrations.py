"""One line of migrations, numbered, that leads to exactly what the models say."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import dhp
from dhp.extensions import Base

NUMBERED = re.compile(r"\d{4}_[a-z0-9_]+\.py")


@pytest.fixture(scope="module")
def tables():
    """The names of the service's tables; those of models that tests make for themselves are not."""
    for module in pkgutil.walk_packages(dhp.__path__, "dhp."):
        importlib.import_module(module.name)
    foreign = {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if not mapper.class_.__module__.startswith("dhp.")
    }
    return set(Base.metadata.tables) - foreign


def _revisions():
    """All migrations, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(dhp.ROOT / "migrations"))
    return list(ScriptDirectory.from_config(config).walk_revisions())[::-1]


def test_there_is_one_head_once_there_are_tables(tables):
    revisions = _revisions()
    followed = {revision.down_revision for revision in revisions}
    heads = [revision.revision for revision in revisions if revision.revision not in followed]

    assert len(heads) == (1 if tables else 0)


def test_migrations_are_numbered_from_0001_without_a_gap():
    revisions = _revisions()
    files = [Path(revision.path).name for revision in revisions]

    assert [name for name in files if not NUMBERED.fullmatch(name)] == []
    assert [revision.revision for revision in revisions] == [name[:4] for name in files]
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))


def test_the_migrated_schema_is_what_the_models_say(database, tables):
    with database.engine.connect() as connection:
        laid = {name for name in sa.inspect(connection).get_table_names() if "_fts" not in name}
        ours = laid | tables
        options = {
            "include_name": lambda name, kind, _: kind != "table" or name in ours,
            "include_object": lambda _, name, kind, *__: kind != "table" or name in ours,
        }

        found = compare_metadata(
            MigrationContext.configure(connection, opts=options), Base.metadata
        )

    assert found == []
