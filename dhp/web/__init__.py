"""The form and access toolkit: what every page of the service shares."""

from flask import Flask

from dhp import language
from dhp.web import (
    access,
    acting,
    back,
    edge,
    failures,
    forms,
    headers,
    log_lines,
    navigation,
    packing,
    templating,
    watching,
)


def init_app(app: Flask) -> None:
    """Put the shared edge around `app`. Comes before the CSRF guard: access is asked first."""
    log_lines.init_app(app)
    watching.init_app(app)
    language.init_app(app)
    templating.init_app(app)
    navigation.init_app(app)
    back.init_app(app)
    acting.init_app(app)
    forms.init_app(app)
    headers.init_app(app)
    packing.init_app(app)
    edge.init_app(app)
    access.init_app(app)
    failures.init_app(app)
