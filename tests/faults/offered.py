"""The forms that pages offer, filled in as somebody in a hurry would, ready to be sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from flask import Flask
from werkzeug.exceptions import HTTPException

from dhp.accounts.permissions import RoleName
from dhp.web.access import declared_access
from tests.accounts.people import sign_in_as
from tests.journeys.test_access import addresses, may, routes

# Between them they may look at every page with a form.
WHO = (RoleName.LEAD, RoleName.SPOC, RoleName.ADMINISTRATOR, RoleName.AUDITOR, RoleName.CODER)
TYPED = {"email": "ash@example.org", "number": "2", "file": None}


@dataclass(frozen=True)
class Form:
    """Where a form is sent, by whom, and what is in it."""

    address: str
    who: RoleName
    fields: tuple[tuple[str, str], ...]

    @property
    def names(self) -> set[str]:
        """The names of its fields."""
        return {name for name, _text in self.fields}


def forms_of(app: Flask, world: Any, *, step: int) -> list[Form]:
    """One form for each route that takes one, of every page or of each so-and-so-manieth.

    Those that end a session come last.
    """
    clients = {role: app.test_client() for role in WHO}
    for role, client in clients.items():
        sign_in_as(client, world.users[role])
    found: dict[str, Form] = {}
    for role, address in list(_pages(app, world))[::step]:
        answer = clients[role].get(address)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            for form in lxml.html.document_fromstring(answer.get_data()).forms:
                if form.method == "POST":
                    sent = form.get("action") or address
                    found.setdefault(_endpoint(app, sent), Form(sent, role, tuple(_filled(form))))
    return sorted(found.values(), key=lambda form: ("sign-out" in form.address, form.address))


def _pages(app: Flask, world: Any) -> Iterator[tuple[RoleName, str]]:
    for rule, method in routes(app):
        access = declared_access(app.view_functions[rule.endpoint])
        role = next((one for one in WHO if may(one, access)), None)
        is_page = "ending" not in rule.arguments and "." not in rule.rule.rpartition("/")[2]
        if method == "GET" and role is not None and is_page:
            yield role, next(addresses(app, rule, world, absent=False))


def _endpoint(app: Flask, address: str) -> str:
    try:
        path = address.partition("?")[0]
        endpoint, _values = app.url_map.bind("localhost").match(path, method="POST")
    except HTTPException:
        return address
    return str(endpoint)


def _filled(form: Any) -> Iterator[tuple[str, str]]:
    """Every field, with what the page put there or else with the first thing that comes to mind."""
    chosen: set[str] = set()
    for field in form.inputs:
        kind = field.get("type", field.tag)
        if kind in ("radio", "checkbox"):
            if kind == "radio" and field.name not in chosen:
                chosen.add(field.name)
                yield field.name, str(field.get("value"))
        elif kind == "select":
            options = [one for one in field.value_options if one]
            yield field.name, str(field.value or (options[0] if options else ""))
        elif field.name and (text := _typed(kind, field)) is not None:
            yield field.name, text


def _typed(kind: str, field: Any) -> str | None:
    if field.get("type") == "hidden" or field.value:
        return str(field.value or "")
    if "day" in field.name or "month" in field.name:
        return "1"
    if "year" in field.name:
        return "2026"
    return TYPED.get(kind, "Words of a test")
