"""Who is let through to which route by which method: what the guard really says, as a table.

Run it as a program to write the table anew after a route was added or its access was changed:
`python -m tests.house.access_matrix`. Read what changed before you commit it.
"""

import csv
import io
from pathlib import Path
from typing import Any

from flask import Flask, g
from werkzeug.exceptions import HTTPException, Unauthorized

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.extensions import sign_in_manager
from dhp.web.access import KeyScope, guard

TABLE = Path(__file__).with_name("access_matrix.csv")
NOBODY, CLIENT = "nobody", "system of a force"
IDENTITIES = (NOBODY, *(role.value for role in RoleName), CLIENT)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
Cells = dict[tuple[str, str], dict[str, str]]


def cells(app: Flask, only: str = "") -> Cells:
    """The guard's answer to each identity, by address and method; of one endpoint where named."""
    found: Cells = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or (only and rule.endpoint != only):
            continue
        for method in sorted((rule.methods or set()) & set(METHODS)):
            row = {who: _answer(app, rule, method, who) for who in IDENTITIES}
            found[rule.rule, method] = {"of a thing": _of_a_thing(rule), **row}
    return dict(sorted(found.items()))


def text(table: Cells) -> str:
    """The table as it is kept."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["address", "method", "of a thing", *IDENTITIES])
    writer.writerows([*place, *row.values()] for place, row in table.items())
    return lines.getvalue()


def _word(rule: Any, name: str) -> str:
    """Something that the address may hold there."""
    if name in (rule.defaults or {}):
        return str(rule.defaults[name])
    return min(getattr(rule._converters[name], "items", ["1"]))


def _of_a_thing(rule: Any) -> str:
    # Which things a person may see is not the guard's to say: others' and absent ones answer alike.
    return "yes" if any(name == "ref" or name.endswith("_ref") for name in rule.arguments) else ""


def _answer(app: Flask, rule: Any, method: str, who: str) -> str:
    with app.test_request_context("/", method=method) as context:
        context.request.url_rule = rule
        context.request.view_args = {name: _word(rule, name) for name in rule.arguments}
        g._login_user = _person(app, who)
        app.extensions["admit key"] = _admitting(admits=who == CLIENT)
        try:
            return "in" if guard() is None else "sign in"
        except HTTPException as refusal:
            return str(refusal.code)


def _person(app: Flask, who: str) -> Any:
    if who in (NOBODY, CLIENT):
        return sign_in_manager.anonymous_user()
    return User(role=RoleName(who))


def _admitting(*, admits: bool) -> Any:
    def admit(_scope: KeyScope) -> None:
        if not admits:
            raise Unauthorized

    return admit


if __name__ == "__main__":
    from dhp import create_app
    from tests.harness.databases import settings

    TABLE.write_text(text(cells(create_app(settings("sqlite://")))), encoding="utf-8")
