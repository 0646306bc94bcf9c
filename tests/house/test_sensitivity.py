"""How far each stored column may travel is said in `columns.csv`; a new column must be added there.

`plain`: may be shown to whoever may see the row. `sensitive`: tells something of a death. `identifying`:
may name or point to a person. `secret`: proves who somebody is, and is shown to nobody.
"""

import csv
import importlib
import pkgutil
from pathlib import Path

import pytest

import dhp
from dhp.column_types import IdentifyingText
from dhp.dictionary import DICTIONARY, Kind, Sensitivity
from dhp.extensions import Base
from dhp.sealing.case_text import CaseText

LIST = Path(__file__).with_name("columns.csv")
CLASSES = {"plain", "sensitive", "identifying", "secret"}
# Kept readable because they are looked up or shown on every page: names and addresses of staff.
STAFF = {
    ("users", "email"),
    ("users", "name"),
    ("identities", "subject"),
    ("report_runs", "built_by_name"),
    ("report_runs", "issued_by_name"),
}
# Hashes and keyed digests, which cannot be turned back.
ONE_WAY = {
    ("users", "password_hash"),
    ("sign_ins", "token_hash"),
    ("invitations", "token_hash"),
    ("recoveries", "token_hash"),
    ("guesses", "who"),
    ("api_keys", "key_hash"),
}
# Under a master key, which is not in the database.
WRAPPED = {("case_keys", "wrapped")}
# What is said of an erasure outlives the case.
OUTLIVE = {("erasures", name) for name in ("reason", "asked_by_name", "decided_by_name")}


@pytest.fixture(scope="module")
def stored():
    """Every column of every model, by table and name, with its type."""
    for module in pkgutil.walk_packages(dhp.__path__, "dhp."):
        importlib.import_module(module.name)
    ours = [
        mapper.local_table
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith("dhp.")
    ]
    return {(table.name, column.name): column.type for table in ours for column in table.columns}


@pytest.fixture(scope="module")
def classified():
    """The class of every column in the list."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = {(row["table"], row["column"]): row["sensitivity"] for row in rows}
    assert len(found) == len(rows), "a column is listed twice"
    return found


def test_every_stored_column_is_classified_and_no_other(stored, classified):
    assert sorted(stored.keys() ^ classified.keys()) == []


def test_classes_are_those_of_the_list(classified):
    assert set(classified.values()) <= CLASSES


def test_what_identifies_is_encrypted(stored, classified):
    plainly = {
        place
        for place, kind in stored.items()
        if classified.get(place) in ("identifying", "secret")
        and not isinstance(kind, IdentifyingText)
    }

    assert plainly == STAFF | ONE_WAY | WRAPPED


def test_what_identifies_in_a_case_is_under_the_key_of_that_case(stored, classified):
    of_cases = {table for table, column in stored if column in ("case_id", "notification_id")}
    others = {
        (table, column)
        for (table, column), kind in stored.items()
        if table in of_cases | {"cases"}
        and isinstance(kind, IdentifyingText)
        and not isinstance(kind, CaseText)
    }

    assert others == OUTLIVE


def test_what_is_encrypted_is_not_called_plain(stored, classified):
    encrypted = {place for place, kind in stored.items() if isinstance(kind, IdentifyingText)}

    assert {classified.get(place) for place in encrypted} <= {"identifying", "secret"}


def test_free_text_of_the_dictionary_counts_as_identifying():
    free = [e for e in DICTIONARY.values() if e.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT)]

    assert free
    assert {entry.sensitivity for entry in free} == {Sensitivity.IDENTIFYING}
