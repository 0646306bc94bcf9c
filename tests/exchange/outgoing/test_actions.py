import csv
import hashlib
import json
from datetime import UTC, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from dhp.accounts.permissions import RoleName
from dhp.audit.models import TrailEvent
from dhp.audit.queries import about
from dhp.audit.trail import Command
from dhp.cases.contact.models import ContactEvent
from dhp.cases.contact.vocabularies import ContactKind
from dhp.cases.models import Case, Source
from dhp.dictionary import DICTIONARY, Sensitivity
from dhp.dictionary.schemes import SCHEMES
from dhp.errors import DomainError
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.outgoing.actions import PARTS, Order, make_export
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.accounts.people import add_user
from tests.exchange.files import death, sheet_of

pytestmark = pytest.mark.usefixtures("forces")
PURPOSE = "A table for the yearly review."
NAMED = "Robin Canary"
IDENTIFYING = {
    entry.code for entry in DICTIONARY.values() if entry.sensitivity is Sensitivity.IDENTIFYING
}


@pytest.fixture
def lead(database):
    return add_user(RoleName.LEAD)


@pytest.fixture
def kept(lead):
    """Two deaths, one of them restricted, with contact before it."""
    rows = [
        death(
            force_ref=f"{NAMED} 1",
            incident__narrative=NAMED,
            suspect1__relationship="partner",
            suspect1__age="34",
            death__method="sharp;hanging",
            death__method_primary="hanging",
            type="iph",
        ),
        death(force_ref=f"{NAMED} 2", death__police_link="yes"),
    ]
    rows = [{name: text for name, text in row.items() if _known(name)} for row in rows]
    keep(rehearse(DEATHS_FILE, [sheet_of(*rows)]), by=Command())
    db.session.commit()
    cases = list(db.session.scalars(select(Case).order_by(Case.id)))
    event = ContactEvent(
        case_id=cases[0].id,
        kind=ContactKind.CALL_OUT,
        happened="2020-11",
        source=Source.FORCE,
        detail=NAMED,
        recorded_by="x",
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    db.session.add(event)
    db.session.commit()
    return cases


def _known(name):
    return "." not in name or name.rpartition(".")[2] in DICTIONARY


def made(lead, *parts, **given):
    order = Order(parts or tuple(PARTS), given.pop("form", "csv"), PURPOSE, **given)
    export, data = make_export(order, by=lead)
    db.session.commit()
    return export, data


def tables(data):
    with ZipFile(BytesIO(data)) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in archive.namelist()
        }


def test_nothing_that_names_people_leaves_unless_it_is_asked_for(lead, kept):
    _export, without = made(lead)
    _export, with_names = made(lead, identifying=True)

    assert NAMED not in str(tables(without))
    assert NAMED in str(tables(with_names))
    found = tables(without)
    assert "force_ref" not in found["deaths"][0]
    assert {row["value"] for row in found["answers"] if row["code"] in IDENTIFYING} == {
        "[left out]"
    }


def test_the_tables_say_what_the_record_says(lead, kept):
    _export, data = made(lead)

    found = tables(data)
    first = found["cases"][0]
    assert (first["case_ref"], first["deaths_row"], first["type"]) == (kept[0].ref, "2", "iph")
    assert [row["restricted"] for row in found["cases"]] == ["no", "yes"]
    assert [(row["place"], row["person"]) for row in found["people"]] == [
        ("victim", "1"),
        ("suspect1", "2"),
        ("victim", "3"),
    ]
    [tie] = found["relationships"]
    assert (tie["from"], tie["to"], tie["relationship"]) == ("suspect1", "victim", "partner")
    whens = [row["what"] for row in found["timeline"] if row["case_ref"] == kept[0].ref]
    assert whens == ["contact", "death", "notice"]
    [age] = [row for row in found["answers"] if row["code"] == "age"]
    assert (age["place"], age["state"], age["value"]) == ("suspect1", "answered", "34")


def test_every_column_is_in_the_guide(lead, kept):
    _export, data = made(lead)

    found = tables(data)
    guide = {(row["table"], row["column"]) for row in found.pop("guide")}
    for name, rows in found.items():
        assert {(name, column) for row in rows for column in row} <= guide


def test_a_crosswalk_lists_what_does_not_map(lead, kept):
    _export, data = made(lead, "homicide-index")

    found = tables(data)
    rows = {(row["code"], row["ours"]): row["theirs"] for row in found["homicide-index"]}
    assert rows["relationship", "partner"] == "partner"
    scheme = SCHEMES["homicide-index"]
    assert rows["method_primary", "hanging"] == scheme.crossing("method_primary").to.get(
        "hanging", ""
    )
    lost = {row["ours"]: row["rows"] for row in found["homicide-index-gaps"] if row["ours"]}
    assert lost["carer"] == "0"
    assert any(row["theirs"] and not row["ours"] for row in found["homicide-index-gaps"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_can_be_crossed(lead, kept, scheme):
    export, data = made(lead, scheme, form="xlsx")

    assert export.rows > 0
    assert data.startswith(b"PK")


def test_the_trail_names_every_case_and_the_digest(lead, kept):
    export, data = made(lead, "deaths")

    for case in kept:
        assert about(case.ref)[-1].act == "export.made"
    event = json.loads(
        db.session.scalars(select(TrailEvent).order_by(TrailEvent.seq)).all()[-1].body
    )
    assert event["digest"] == export.digest == hashlib.sha256(data).hexdigest()
    assert event["rows"] == {"deaths": 2, "cases": 2}
    assert (export.rows, export.cases, export.restricted) == (4, 2, 1)
    assert PURPOSE not in str(event)  # it is free text, so it stays out of the trail


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"parts": ()}, "parts"),
        ({"parts": ("secrets",)}, "parts"),
        ({"form": "pdf"}, "form"),
        ({"purpose": "  why  "}, "purpose"),
    ],
)
def test_an_order_that_is_not_whole_is_refused(lead, given, field):
    order = {"parts": ("deaths",), "form": "csv", "purpose": PURPOSE} | given

    with pytest.raises(DomainError) as error:
        make_export(Order(**order), by=lead)

    assert error.value.field == field


def test_names_are_for_those_who_may_read_restricted_cases(kept):
    coder = add_user(RoleName.CODER)

    with pytest.raises(DomainError) as error:
        make_export(Order(("deaths",), "csv", PURPOSE, True), by=coder)
    export, _data = make_export(Order(("deaths",), "csv", PURPOSE), by=coder)

    assert error.value.field == "identifying"
    assert (export.cases, export.restricted) == (1, 0)
