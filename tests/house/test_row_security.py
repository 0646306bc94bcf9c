"""Every table that belongs to a case or a force stands behind the second wall, or is known not to."""

import re

import pytest
import sqlalchemy as sa

from dhp.accounts.row_security.policies import BY_HAND, OPEN, walled
from dhp.extensions import Base
from tests.house.sources import committed

OWNED = re.compile(r"(.*_)?(case|force|incident|notification|return)(_id)?|cases?|forces?")
# What is named like a key and is none.
NO_KEY = {
    "exports.cases": "counts deaths",
    "forces.code": "what a force is called is public",
    "return_terms.returns": "counts",
}
# Where the wall is opened to the whole record, and why.
WIDENED = {
    "dhp/accounts/__init__.py": "a notification goes by the key of a case that its force reads no more",
    "dhp/cases/conflicts/actions.py": "whoever declares a conflict is not given the case any more",
    "dhp/cases/conflicts/queries.py": "what only names a case, such as a flag, is kept from them too",
    "dhp/cases/emergency/actions.py": "opening a case in an emergency begins with finding it",
    "dhp/operations/metrics_views.py": "counts for monitoring, behind a token",
    "dhp/cases/actions.py": "an answer on an incident takes the place of one that another case carries",
    "dhp/cases/forces/handover.py": "a death that moves from one force to another is for a moment neither's",
    "dhp/evidence/list_actions.py": "what a lead decided of a hidden case still stands for others",
    "dhp/evidence/list_queries.py": "and is shown to them as left to the lead",
    "dhp/home/queries.py": "a force is told which briefings counted its death, not what they say",
    "dhp/returns/held.py": "what is hidden from a contact still keeps a return from being complete",
    "dhp/returns/left.py": "a death that left a return may now be another force's, of which no name is told",
    "dhp/returns/said.py": "so do the lines of a return about it",
    "dhp/reports/building.py": "a report counts every death, whoever builds it",
    "dhp/rhythm/chasing.py": "an analyst reminds forces of what they owe, without reading a death",
    "dhp/statistics/frame.py": "figures count every death; `left_out` says which a reader has not",
    "dhp/statistics/measures/readers.py": "which deaths a reader must not know of",
    "dhp/statistics/quality/clock_page.py": "an analyst sees figures of a region, not its deaths",
    "dhp/statistics/quality/contradictions.py": "the same",
    "dhp/statistics/quality/figures.py": "the same",
}


@pytest.fixture(scope="module")
def tables():
    """The tables of the service, those of models that other tests make left out."""
    ours = {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith("dhp.")
    }
    return {name: table for name, table in Base.metadata.tables.items() if name in ours}


def belonging(tables):
    """The columns by which a row belongs to a case, a force, or what is told of one."""
    for table in tables.values():
        for column in table.columns:
            to = {key.column.table.name for key in column.foreign_keys}
            named = not column.primary_key and OWNED.fullmatch(column.name)
            if f"{table.name}.{column.name}" not in NO_KEY and (
                named or to & {"cases", "forces", "notifications", "returns", "receipts"}
            ):
                yield table.name, column.name


def test_every_table_of_a_case_or_a_force_has_a_policy_or_a_reason(tables):
    policies = walled(Base.metadata)

    bare = {f"{table}.{column}" for table, column in belonging(tables) if table not in policies}

    assert {one.split(".")[0] for one in bare} - OPEN.keys() == set()


def test_a_new_table_with_a_case_is_walled_without_anybody_thinking_of_it():
    metadata = sa.MetaData()
    sa.Table("forces", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table("cases", metadata, sa.Column("id", sa.Integer, primary_key=True))
    told = sa.Table(
        "told", metadata, sa.Column("case_id", sa.ForeignKey("cases.id"), nullable=False)
    )
    sa.Table("words", metadata, sa.Column("told_id", sa.ForeignKey(told.c.case_id), nullable=False))

    policies = walled(metadata)

    assert "p.id = told.case_id" in policies["told"]
    assert "FROM told" in policies["words"]


def test_no_exception_speaks_of_a_table_that_is_gone_or_that_needs_none(tables):
    assert BY_HAND.keys() | OPEN.keys() <= tables.keys()
    assert not BY_HAND.keys() & OPEN.keys()


def test_no_unique_key_of_a_walled_table_spans_forces(tables):
    """A key that two forces share tells one of them what the other holds."""
    shared = {
        f"{name}: {', '.join(columns)}"
        for name in walled(Base.metadata)
        for columns in unique_keys(tables[name])
        if not within_one_force(tables[name], columns)
    }

    assert shared == SHARED


# What is unique for all forces together, and can tell none of them anything.
SHARED = {
    # The first subject's key is of a case; a code and a source are of that subject.
    "answers: subject, subject_id, code, source",
    # Only the unit imports into the record; the key holds the force, the digest its whole row.
    "imported_rows: scheme, key, digest",
    # The code of a copy is random, and printed on that copy alone.
    "report_copies: code",
    # A force's code is one of the columns.
    "report_runs: kind, edition, force, period_to",
}


def unique_keys(table):
    constraints = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
    indexes = [one for one in table.indexes if one.unique]
    for one in (*constraints, *indexes):
        yield [column.name for column in one.columns]


def within_one_force(table, columns):
    """Whether it is a random reference, or has a key of a row that belongs to one force."""
    return columns == ["ref"] or any(table.c[name].foreign_keys for name in columns)


def test_the_whole_record_is_asked_for_only_where_it_is_written_down():
    found = {
        path
        for path, text in committed().items()
        if path.startswith("dhp/") and "whole_record" in text and "/row_security/" not in path
    }

    assert found == WIDENED.keys()
