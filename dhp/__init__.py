"""The application factory: it puts the rooms together and knows nothing of what happens in them."""

from pathlib import Path

from flask import Flask

from dhp import (
    accounts,
    cases,
    coding,
    commands,
    context,
    evidence,
    exchange,
    followup,
    home,
    impact,
    learning,
    notifications,
    operations,
    oversight,
    practice,
    questions,
    reports,
    retention,
    returns,
    rhythm,
    statistics,
    subjects,
    web,
)
from dhp.extensions import csrf, db, migrate, sign_in_manager
from dhp.web.addresses import Service

ROOT = Path(__file__).parent.parent
# In the order of the navigation.
ROOMS = (
    *(home, notifications, followup, cases, questions, retention),
    *(coding, learning, practice, evidence, returns, context),
    *(statistics, reports, exchange, subjects, rhythm, oversight, impact, accounts, operations),
)


def create_app(settings: object) -> Flask:
    """One application with `settings`, whose upper-case attributes become its configuration."""
    app = Service(
        "dhp", template_folder=str(ROOT / "templates"), instance_path=str(ROOT / "instance")
    )
    app.config.from_object(settings)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    web.init_app(app)
    csrf.init_app(app)
    sign_in_manager.init_app(app)
    for room in ROOMS:
        room.init_app(app)
    commands.register(app)
    return app
