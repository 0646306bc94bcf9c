"""The guard lets through whom the kept table says, and each declaration that is lost shows in it."""

import pytest

from dhp import create_app
from dhp.web.access import Access, declared_access
from tests.harness.databases import settings
from tests.house.access_matrix import IDENTITIES, TABLE, cells, text


@pytest.fixture(scope="module")
def app():
    return create_app(settings("sqlite://"))


@pytest.fixture(scope="module")
def table(app):
    return cells(app)


def test_the_kept_table_is_what_the_guard_does(table):
    kept = TABLE.read_text(encoding="utf-8")

    assert text(table) == kept, "Run: python -m tests.house.access_matrix; read what changed."
    assert len(IDENTITIES) == 9
    assert len(kept.splitlines()) == len(table) + 1


def test_every_declaration_that_is_taken_away_changes_the_table(app, table):
    """Each view loses its permission, in turn, as if a line had been forgotten."""
    survivors, tried = [], 0
    for endpoint, view in app.view_functions.items():
        access = declared_access(view)
        if access in (None, Access.SIGNED_IN):
            continue
        for instead in {Access.SIGNED_IN, Access.PUBLIC} - {access}:
            tried += 1
            vars(view)["__access__"] = instead
            try:
                changed = cells(app, only=endpoint)
            finally:
                vars(view)["__access__"] = access
            if changed == {place: table[place] for place in changed}:
                survivors.append((endpoint, instead))

    assert survivors == []
    assert tried > 300


def test_a_view_that_declares_nothing_is_closed_to_all(app):
    view = app.view_functions["cases.index"]
    access = declared_access(view)
    vars(view)["__access__"] = None
    try:
        [row] = cells(app, only="cases.index").values()
    finally:
        vars(view)["__access__"] = access

    assert {row[who] for who in IDENTITIES} == {"404"}
