"""What a form or the API does not ask for changes nothing, though a column has that name.

Every form that a page offers is filled in and sent, once as it is and once, on the same database,
with the name of every column of every table beside it: alone, twice, and as a part of its table.
Both end alike.
"""

import json
from collections import defaultdict
from functools import wraps

import pytest
import sqlalchemy as sa
from flask import request
from flask_login import current_user

from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.forces import force_with
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.column_types import Vocabulary
from dhp.extensions import Base, db
from dhp.web.access import Access, declared_access
from dhp.web.forms import Form as FormAsked
from tests.accounts.people import sign_in_as
from tests.faults.offered import WHO, Form, forms_of
from tests.harness.examples import tries
from tests.journeys.test_access import addresses, routes
from tests.journeys.world import build_world, mail_of, world_built
from tests.notifications.deaths import ANSWERS

# What a form leaves alone is decided before any row is written, whichever the database.
pytestmark = [pytest.mark.faults, pytest.mark.only_on("sqlite")]
PLANTED = "PLANTED-7F3K"
STEP = tries(24, thorough=1)  # every page, or one of so many
COMPARED = (sa.Integer, sa.Boolean, sa.Date, Vocabulary)  # others are random, or told by the clock
VARIES = {"trail_events", "trail_subjects", "trail_lists", "trail_repeats", "trail_head"}
VARIES |= {"sign_ins", "guesses"}
JSON = {"Content-Type": "application/json"}
WAYS = ("{}.{}", "{}[{}]", "{}-{}")  # how others name a part of something


@pytest.fixture(scope="module")
def tables():
    """The tables of the service, those of models that other tests make left out."""
    ours = {
        mapper.local_table
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith("dhp.")
    }
    return sorted(ours, key=lambda table: table.name)


@pytest.fixture
def declared(monkeypatch):
    """The names of the fields of every form that is made, as a set that grows."""
    names, begin = set(), FormAsked.__init__

    def noted(form, *given, **named):
        begin(form, *given, **named)
        names.update(form._fields)

    monkeypatch.setattr(FormAsked, "__init__", noted)
    return names


def value_for(column):
    """Something that the column could hold, and that nobody would write there."""
    if isinstance(column.type, Vocabulary):
        return list(column.type.words)[-1].value
    kinds = {sa.Boolean: "true", sa.Integer: "987654", sa.Date: "2041-07-19"}
    return next((text for kind, text in kinds.items() if isinstance(column.type, kind)), PLANTED)


def beside(tables):
    """Every column as a field: by itself, twice, and as a part of its table in one of three ways."""
    fields = {}
    for number, column in enumerate(column for table in tables for column in table.columns):
        value = value_for(column)
        fields[column.name] = [value, value]
        fields[WAYS[number % len(WAYS)].format(column.table.name, column.name)] = value
    return fields


def lived(app, forms, declared, extra):
    """Send the forms with the fields `extra` beside those that each declares.

    Gives each answer's status, and what each declared, by the form's address.
    """
    clients = {role: app.test_client() for role in WHO}
    for role, client in clients.items():
        sign_in_as(client, db.session.query(User).filter_by(email=mail_of(role)).one())
    statuses, names = {}, {}
    for form in forms:
        fields = defaultdict(list)
        for name, text in form.fields:
            fields[name].append(text)
        asked = form.names | extra.get("declared", {}).get(form.address, set())
        more = {name: text for name, text in extra.get("fields", {}).items() if name not in asked}
        declared.clear()
        answer = clients[form.who].post(form.address, data=more | fields)
        statuses[form.address], names[form.address] = answer.status_code, set(declared)
    return statuses, names


def held(tables):
    """What is kept, without what differs each time; and each column that holds what was planted."""
    rows, planted = {}, set()
    for table in tables:
        found = db.session.execute(sa.select(table).order_by(*table.primary_key)).mappings().all()
        planted |= {
            f"{table.name}.{name}" for row in found for name in row if PLANTED in f"{row[name]}"
        }
        kept = [column.name for column in table.columns if isinstance(column.type, COMPARED)]
        if table.name not in VARIES:
            rows[table.name] = [tuple(str(row[name]) for name in kept) for row in found]
    db.session.rollback()
    return rows, planted


def put_back(copies):
    db.session.remove()
    db.engine.dispose()
    copies.put_back(f"{build_world.__module__}.{build_world.__qualname__}")


def test_no_field_that_a_form_does_not_have_changes_a_column(
    app, once, copies, tables, declared, tell
):
    forms = forms_of(app, world_built(once), step=STEP)
    put_back(copies)
    as_it_is, asked = lived(app, forms, declared, {})
    rows, _ = held(tables)
    put_back(copies)

    columns = beside(tables)
    extra = {"fields": columns, "declared": asked}
    answered, _ = lived(app, forms, declared, extra)
    changed, planted = held(tables)

    tell(f"AZ-11: {len(columns)} undeclared fields beside each of {len(forms)} forms: {planted}")
    assert planted == set()
    # A refusal may be another one: a version that nobody has seen is stale, and none is a fault.
    accepted = {address for address, status in answered.items() if status < 400}
    assert accepted == {address for address, status in as_it_is.items() if status < 400}
    assert changed == rows
    assert max(answered.values()) < 500
    assert len(accepted) * STEP > 15, "Hardly any form was taken: this proves little."


def test_one_careless_view_is_noticed(app, once, copies, tables, declared, monkeypatch):
    """The control: a view that keeps whatever it is sent under the name of a column."""
    world_built(once)
    careful = app.view_functions["coding.limit"]

    @wraps(careful)
    def careless(**values):
        current_user.name = request.form.get("name", current_user.name)
        return careful(**values)

    monkeypatch.setitem(app.view_functions, "coding.limit", careless)
    form = Form("/coding/limit", RoleName.CODER, (("most", "3"),))
    answered, _ = lived(app, [form], declared, {"fields": beside(tables)})

    assert (answered, held(tables)[1]) == ({form.address: 303}, {"users.name"})


def test_the_api_refuses_what_it_does_not_ask_for_and_keeps_none_of_it(app, once, tables):
    """As a member, as an answer, within another and twice: nothing of it is kept."""
    world = world_built(once)
    _key, shown = make_key(world.spoc.force, "Another system", by=world.spoc)
    db.session.commit()
    names = sorted({column.name for table in tables for column in table.columns})
    whole = json.dumps({"answers": ANSWERS})
    bodies = [
        json.dumps({"answers": ANSWERS} | dict.fromkeys(names, PLANTED)),
        json.dumps({"answers": ANSWERS | dict.fromkeys(names, PLANTED)}),
        json.dumps({"answers": ANSWERS | {"victim.age": dict.fromkeys(names, PLANTED)}}),
        json.dumps({"answers": ANSWERS, "notification": dict.fromkeys(names, PLANTED)}),
        *(f'{whole[:-1]}, "{name}": "{PLANTED}", "{name}": "{PLANTED}"}}' for name in names[::40]),
    ]
    client, statuses = app.test_client(), set()
    for number, body in enumerate(bodies):
        given = {"Authorization": f"Bearer {shown}", "Idempotency-Key": f"undeclared-{number}"}
        sent = client.post("/api/v1/notifications", data=body, headers=given | JSON)
        statuses.add(sent.status_code)

    assert statuses <= {400, 422}
    assert held(tables)[1] == set()
    assert client.post("/api/v1/notifications", data=whole, headers=given | JSON).status_code == 201


def test_a_key_reads_its_own_receipt_and_nothing_else(app, once):
    world = world_built(once)
    forces = world.spoc.force, force_with("E23000005")
    keys = [make_key(force, "A system", by=world.spoc)[1] for force in forces]
    db.session.commit()
    client, body = app.test_client(), json.dumps({"answers": ANSWERS})
    receipts = []
    for number, key in enumerate(keys):
        given = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"its-own-{number}"}
        sent = client.post("/api/v1/notifications", data=body, headers=given | JSON)
        receipts.append(sent.json["receipt"])

    read = set()
    for rule, method in routes(app):
        public = declared_access(app.view_functions[rule.endpoint]) is Access.PUBLIC
        if method == "GET" and not public:
            for address in addresses(app, rule, world, absent=False):
                shown = {"Authorization": f"Bearer {keys[0]}"}
                if client.get(address, headers=shown).status_code < 300:
                    read.add(address)
    own, other = (
        client.get(f"/api/v1/receipts/{ref}", headers=shown).status_code for ref in receipts
    )

    assert read == set()
    assert (own, other) == (200, 404)
