"""The pages of the throwaway application: one for each thing that can happen to a request."""

from collections.abc import Callable
from enum import StrEnum

from flask import Flask, abort, render_template_string, request
from flask_login import login_user
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dhp.errors import Absent, Refused
from dhp.extensions import db, writing
from dhp.web.access import public, requires, signed_in, take_wanted
from dhp.web.edge import writes
from dhp.web.navigation import Area, add_navigation


class Right(StrEnum):
    READ = "read"
    DECIDE = "decide"


@public
def start() -> str:
    return render_template_string("{% extends 'base.html' %}{% block title %}Start{% endblock %}")


@signed_in
def mine(word: str) -> str:
    return word


@requires(Right.READ)
def read() -> str:
    return "read"


@requires(Right.DECIDE)
def decide() -> str:
    return "decided"


def undeclared() -> str:
    return "seen"


@public
@writes
def save() -> tuple[str, int]:
    words = request.form["words"]
    db.session.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words})
    if words == "fails":
        raise RuntimeError("a fault of ours")
    return "Saved.", int(request.form.get("status", "200"))


@public
def lock() -> str:
    return str(writing.get())


@public
@writes
def record_of_reading() -> str:
    return str(writing.get())


@public
def down() -> str:
    raise OperationalError("SELECT", {}, Exception("the server is gone"))


@public
def refused() -> str:
    raise Refused("This return is closed. Ask the unit to open it.")


@public
def absent() -> str:
    raise Absent


@public
def fault() -> str:
    raise RuntimeError("Ana Example was here")


@public
def stop(code: int) -> str:
    abort(code)


@public
def address() -> str:
    return str(request.remote_addr)


def add_to(app: Flask, person: Callable[[], object]) -> None:
    """Give `app` these pages; `/sign-in` signs `person` in and answers with the page wanted."""

    @public
    def sign_in() -> str:
        wanted = take_wanted("/")
        login_user(person())
        return wanted

    both = ["GET", "POST"]
    app.add_url_rule("/sign-in", "accounts.sign_in", sign_in, methods=both)
    app.add_url_rule("/", "start", start)
    app.add_url_rule("/read/more", "more", start)
    app.add_url_rule("/apart", "apart", start)
    app.add_url_rule("/mine/<word>", "mine", mine, methods=both)
    app.add_url_rule("/stop/<int:code>", "stop", stop)
    for view in (read, decide, undeclared, save, lock, down, refused, absent, fault, address):
        app.add_url_rule(f"/{view.__name__}", view.__name__, view, methods=both)
    app.add_url_rule("/record-of-reading", "record_of_reading", record_of_reading)
    add_navigation(app, Area.DEATHS, "read", "Read", Right.READ)
    add_navigation(app, Area.DEATHS, "decide", "Decide", Right.DECIDE)
