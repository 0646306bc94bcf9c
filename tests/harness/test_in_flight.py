"""Whoever ends a server of the tests waits for what it still answers."""

import threading
from functools import partial

import pytest
from flask import Flask
from werkzeug.test import Client

from tests.harness.in_flight import Answering


def test_it_waits_for_an_answer_that_is_under_way() -> None:
    app, begun, may_end, done = Flask("slow"), threading.Event(), threading.Event(), []

    @app.get("/")
    def slow() -> str:
        begun.set()
        may_end.wait()
        done.append("answered")
        return "Answered"

    answering = Answering(app)
    asking = threading.Thread(target=partial(Client(answering).get, "/", buffered=True))
    asking.start()
    begun.wait()
    threading.Timer(0, may_end.set).start()

    answering.wait()

    assert done == ["answered"]
    asking.join()


def test_what_failed_is_over() -> None:
    app = Flask("broken")
    app.testing = True
    app.add_url_rule("/", view_func=lambda: 1 / 0)
    answering = Answering(app)

    with pytest.raises(ZeroDivisionError):
        Client(answering).get("/")

    answering.wait()
