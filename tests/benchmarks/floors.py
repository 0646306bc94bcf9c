"""The floors: a bare Flask application that does the least that a page of the service must do.

It runs under the same web server, on the same database with the same guards, and knows nothing of
the service but its database settings.
"""

import os
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from config import _engine_options
from dhp.extensions import writing  # brings the guards of SQLite with it

METADATA = sa.MetaData()
DEATHS = sa.Table(
    "floor_deaths",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ref", sa.String(20), unique=True),
    sa.Column("force", sa.String(80)),
    sa.Column("received_at", sa.DateTime(timezone=True), index=True),
    sa.Column("died", sa.Date),
    sa.Column("type", sa.String(40)),
    sa.Column("scope", sa.String(40)),
)
ROWS = sa.Table(
    "floor_rows",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ref", sa.String(20), unique=True),
    sa.Column("body", sa.Text),
)
_BODY = "x" * 400  # characters: about an event of the trail
_PAGE = """<!doctype html>
<html lang="en"><head><title>Deaths</title></head><body><h1>Deaths</h1><table>
<tr><th>Reference</th><th>Force</th><th>Received</th><th>Died</th><th>Type</th><th>Scope</th></tr>
{% for row in rows %}
<tr><td><a href="/deaths/{{ row.ref }}">{{ row.ref }}</a></td><td>{{ row.force }}</td>
<td>{{ row.received_at }}</td><td>{{ row.died }}</td><td>{{ row.type }}</td><td>{{ row.scope }}</td></tr>
{% endfor %}
</table></body></html>"""


def create_floor() -> Flask:
    """The application on the database at `DHP_DATABASE_URL`."""
    app = Flask(__name__)
    url = os.environ["DHP_DATABASE_URL"]
    engine = sa.create_engine(url, **_engine_options(url))
    page = app.jinja_env.from_string(_PAGE)

    @app.get("/deaths")
    def deaths() -> str:
        writing.set(False)
        latest = sa.select(DEATHS).order_by(DEATHS.c.received_at.desc()).limit(50)
        with engine.begin() as connection:
            return page.render(rows=connection.execute(latest).all())

    @app.post("/rows")
    def rows() -> ResponseReturnValue:
        writing.set(True)
        new = [
            {"ref": secrets.token_hex(8), "body": _BODY} for _ in range(int(request.form["rows"]))
        ]
        with engine.begin() as connection:
            connection.execute(sa.insert(ROWS), new)
        return redirect("/deaths", 303)

    return app


def lay_floor(connection: sa.Connection, deaths: int, until: datetime) -> None:
    """Make the floor's tables, with `deaths` deaths received before `until`."""
    METADATA.create_all(connection)
    connection.execute(
        sa.insert(DEATHS),
        [
            {
                "ref": secrets.token_hex(7),
                "force": "Devon and Cornwall",
                "received_at": until - timedelta(minutes=30 * number),
                "died": (until - timedelta(days=3, minutes=30 * number)).date(),
                "type": "Intimate partner homicide",
                "scope": "In scope",
            }
            for number in range(deaths)
        ],
    )
