"""What a form or the API does not ask for changes nothing, though a column has that name.

Every form that a page offers is filled in and sent, once as it is and once, on the same database,
with the name of every column of every table beside it. Both end alike.
"""

import pytest
import sqlalchemy as sa

from dhp.accounts.models import User
from dhp.column_types import Vocabulary
from dhp.extensions import Base, db
from tests.accounts.people import sign_in_as
from tests.journeys.offered import WHO, forms_of
from tests.journeys.world import build_world, mail_of, world_built

pytestmark = pytest.mark.only_on("sqlite")
PLANTED = "PLANTED-7F3K"
COMPARED = (sa.Integer, sa.Boolean, sa.Date, Vocabulary)  # others are random, or told by the clock
VARIES = {"trail_events", "trail_subjects", "trail_head", "sign_ins", "guesses"}


@pytest.fixture(scope="module")
def tables():
    """The tables of the service, those of models that other tests make left out."""
    ours = {
        mapper.local_table
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith("dhp.")
    }
    return sorted(ours, key=lambda table: table.name)


def value_for(column):
    """Something that the column could hold, and that nobody would write there."""
    if isinstance(column.type, Vocabulary):
        return list(column.type.words)[-1].value
    kinds = {sa.Boolean: "true", sa.Integer: "987654", sa.Date: "2041-07-19"}
    return next((text for kind, text in kinds.items() if isinstance(column.type, kind)), PLANTED)


def beside(tables):
    """Every column as a field: by itself, twice, and as a part of its table in one of three ways."""
    fields = {}
    for table in tables:
        for number, column in enumerate(table.columns):
            value = value_for(column)
            fields[column.name] = [value, value]
            fields[("{}.{}", "{}[{}]", "{}-{}")[number % 3].format(table.name, column.name)] = value
    return fields


def lived(app, forms, extra):
    """Send the forms with the fields `extra` beside their own; gives each answer's status."""
    clients = {role: app.test_client() for role in WHO}
    for role, client in clients.items():
        sign_in_as(client, db.session.query(User).filter_by(email=mail_of(role)).one())
    statuses = []
    for form in forms:
        fields = {}
        for name, text in form.fields:
            fields.setdefault(name, []).append(text)
        answer = clients[form.who].post(form.address, data=extra | fields)
        statuses.append((form.address, answer.status_code))
    return statuses


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


def test_no_field_that_a_form_does_not_have_changes_a_column(app, once, copies, tables):
    world = world_built(once)
    forms = forms_of(app, world)
    outcomes = []
    for extra in ({}, beside(tables)):
        db.session.remove()
        db.engine.dispose()
        copies.put_back(f"{build_world.__module__}.{build_world.__qualname__}")
        outcomes.append((lived(app, forms, extra), held(tables)))

    (as_it_is, (rows, _)), (answered, (changed, planted)) = outcomes
    assert planted == set()
    # A refusal may be another one: a version that nobody has seen is stale, and none is a fault.
    accepted = [address for address, status in answered if status < 400]
    assert accepted == [address for address, status in as_it_is if status < 400]
    assert changed == rows
    assert len(forms) > 60
    assert len(accepted) > 30, "Hardly any form was taken: this proves little."
