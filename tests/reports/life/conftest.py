"""The people of a report's life, and drafts that cost nothing to build: their figures are invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import week_of
from dhp.reports import actions
from dhp.reports.blocks import Bullets, Heading, Text
from dhp.reports.building import Built, Order
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom, Period
from dhp.reports.models import Run
from dhp.statistics.disclosure import clear
from tests.accounts.people import add_user
from tests.statistics.disclosure.tables import listed

FRONT = Front("OFFICIAL-SENSITIVE", "For named people.", "FOI", "Author", "Unit", "c@example.org")
DAY = date(2025, 11, 20)
CUT_OFF = datetime(2025, 11, 21, tzinfo=UTC)


class Figures:
    """The number of deaths that the next report tells."""

    deaths = 7

    def built(self, order: Order) -> Built:
        """A report of one number, beside a section that never changes."""
        clearing = None
        blocks = [Heading(2, "Headlines"), Bullets((f"{self.deaths} deaths.",))]
        if order.edition is Edition.SHAREABLE:
            clearing = clear([listed({"iph": self.deaths, "afh": 2, "svsda": 40}, id="S1")])
            blocks += clearing.tables
        blocks += [Heading(2, "Forces"), Text("From 43 forces.")]
        document = Document(
            report=order.kind,
            edition=order.edition,
            title="Weekly briefing",
            subtitle="",
            period=Period(week_of(order.ending).start, week_of(order.ending).end),
            as_at=order.as_at or CUT_OFF,
            issued=None,
            made_from=MadeFrom("1", "dhp-2023", "0"),
            coverage=Coverage(0, 0, 0),
            front=order.front,
            blocks=tuple(blocks),
        )
        return Built(document, clearing)


@pytest.fixture
def figures(app: Flask, database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> Figures:
    given = Figures()
    monkeypatch.setattr(actions, "built", given.built)
    return given


@pytest.fixture
def coder(database: SQLAlchemy) -> User:
    return add_user(RoleName.CODER, name="Cerys")


@pytest.fixture
def lead(database: SQLAlchemy) -> User:
    return add_user(RoleName.LEAD, name="Lena")


@pytest.fixture
def other_lead(database: SQLAlchemy) -> User:
    return add_user(RoleName.LEAD, name="Otto", email="otto@example.org")


@pytest.fixture
def reader(database: SQLAlchemy) -> User:
    return add_user(RoleName.READER, name="Rhys")


@pytest.fixture
def build(database: SQLAlchemy, figures: Figures, coder: User) -> Callable[..., Run]:
    """Builds a committed draft; the coder does unless told otherwise."""

    def make(by: User | None = None, edition: Edition = Edition.RESTRICTED) -> Run:
        front = replace(FRONT, marking="OFFICIAL") if edition is Edition.SHAREABLE else FRONT
        run = actions.build_report("weekly", DAY, front, CUT_OFF, by=by or coder, edition=edition)
        database.session.commit()
        return run

    return make
