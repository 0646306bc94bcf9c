"""A mail server, and the application's settings for it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.mail.sink import Sink, open_sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server that takes everything until told otherwise."""
    with open_sink() as sink:
        yield sink


@pytest.fixture
def mail_set(app: Flask, sink: Sink) -> Sink:
    """The application sends to the sink, and waits a quarter of a second for each answer."""
    app.config.update(
        SMTP_HOST="127.0.0.1",
        SMTP_PORT=sink.port,
        SMTP_TLS="none",
        SMTP_WAIT=0.25,
        MAIL_FROM="service@dhp.example.org",
        SERVICE_URL="https://dhp.example.org",
    )
    return sink
