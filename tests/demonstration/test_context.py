"""The invented weekly figures and notes: made through actions, with gaps, nils, late ones, corrections."""

from datetime import date

import pytest
import sqlalchemy as sa

from dhp.audit.models import TrailEvent
from dhp.calendar import clock_at
from dhp.context.models import Capture, InsightNote
from dhp.context.rules import due_at, week_in
from dhp.demonstration.accounts import open_accounts, staff
from dhp.demonstration.context import context_acts
from dhp.demonstration.order import Order

ORDER = Order(years=1, per_year=60, seed=1, end=date(2026, 3, 11))  # 7 weeks


@pytest.fixture
def lived(database):
    with clock_at(ORDER.begins):
        open_accounts()
        database.session.commit()
    return live(database)


def live(database):
    acts = sorted(context_acts(ORDER, staff()), key=lambda act: act[0])
    for at, act in acts:
        with clock_at(at):
            act()
            database.session.commit()
    return acts


def rows(database):
    return database.session.scalars(sa.select(Capture).order_by(Capture.id)).all()


def test_it_shows_every_kind_of_figure(database, lived):
    told = rows(database)
    weeks = {row.week_end for row in told}

    assert len(weeks) == 7
    assert any(row.count == 0 for row in told)
    assert any(row.superseded_at for row in told)
    assert any(
        row.returned_at and row.returned_at >= due_at(week_in(row.week_end.isoformat()))
        for row in told
    )
    standing = [row for row in told if row.superseded_at is None]
    assert len(standing) < len(weeks) * 44 * 5  # some are missing


def test_notes_stand_with_a_correction_and_a_retraction(database, lived):
    told = database.session.scalars(sa.select(InsightNote)).all()

    assert len({note.ref for note in told}) == 12
    assert sum(note.retracted for note in told) == 1
    assert sum(note.number == 2 and not note.retracted for note in told) == 1


def test_everything_happened_within_the_history_and_in_the_trail(database, lived):
    instants = [row.recorded_at for row in rows(database)]
    acts = set(database.session.scalars(sa.select(TrailEvent.act)))

    assert ORDER.begins < min(instants) <= max(instants) < ORDER.ends
    assert {"capture.returned", "capture.corrected", "insight.retracted"} <= acts


def test_a_second_seeding_adds_nothing(database, lived):
    before = len(rows(database))

    assert live(database) != lived
    assert len(rows(database)) == before
