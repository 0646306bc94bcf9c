"""People at their desks: signed in by a session of their own, sending what a page's form holds."""

import contextvars

import lxml.html
from flask.testing import FlaskClient

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.permissions import RoleName
from dhp.extensions import db
from tests.accounts.people import add_user, sign_in_as

KENT = "E23000032"


class Desk(FlaskClient):
    """A browser that shares nothing with the test but the database, and looks at no page."""

    def open(self, *args, **kwargs):
        """Send one request as another process would."""
        return contextvars.Context().run(super().open, *args, **kwargs)


def desks(app, role, count):
    """`count` people of `role`, of one force where they have one, each with a browser."""
    load_forces(db.session())
    given = {"force": force_with(KENT)} if role is RoleName.SPOC else {}
    people = [
        add_user(role, email=f"{role.value}{number}@example.org", name=f"Robin {number}", **given)
        for number in range(count)
    ]
    return people, [desk(app, person) for person in people]


def desk(app, person=None):
    """A browser in which `person` is signed in, if there is one."""
    client = Desk(app, app.response_class)
    if person is not None:
        sign_in_as(client, person)
        db.session.rollback()
    return client


def form_of(answer, name):
    """What a browser would send back from the form that holds a field `name`, if nothing changed."""
    for form in lxml.html.document_fromstring(answer.get_data()).forms:
        if name in form.fields:
            sent = {}
            for field, text in form.form_values():
                sent.setdefault(field, []).append(text)
            return sent
    raise AssertionError(f"No form with {name!r} on {answer.request.path}")


def words_of(answer):
    """All that an answer holds, fields included, as they would be read."""
    page = lxml.html.document_fromstring(answer.get_data())
    return " ".join([page.text_content(), *map(str, page.xpath("//@value"))])
