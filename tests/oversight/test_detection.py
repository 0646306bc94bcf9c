"""A month of ordinary work with ten stories of misuse: what is flagged, when, and what is not."""

from datetime import datetime, time, timedelta

import click
import pytest
import sqlalchemy as sa

from dhp.calendar import LONDON
from dhp.oversight.models import Flag
from dhp.oversight.watching import look_at
from tests.oversight.month import DAYS, everybody, ordinary, staffed, write
from tests.oversight.stories import tell_all

# The rules see events, whichever the database.
pytestmark = pytest.mark.only_on("sqlite")
SEED = 7
A_DAY = timedelta(hours=24)


@pytest.fixture
def month(database):
    """The month as the trail holds it, looked at every night."""
    month = staffed(SEED)
    ordinary(month)
    tell_all(month)
    write(month)
    for day in DAYS:
        look_at(day, datetime.combine(day, time(23, 30), LONDON))
        database.session.commit()
    return month


def test_ten_of_ten_stories_are_flagged_within_a_day_and_few_clean_days_are(database, month):
    flags = list(database.session.scalars(sa.select(Flag)))

    missed = [
        story
        for story, (person, day) in month.stories.items()
        if not any(
            (flag.rule, flag.person) == (story, person)
            and (person, flag.day) in month.guilty | {("", day)}
            and flag.raised_at <= datetime.combine(day, time(), LONDON) + A_DAY
            for flag in flags
        )
    ]
    clean = {(user.ref, day) for user in everybody(month) for day in DAYS} - month.guilty
    wrongly = {(flag.person, flag.day) for flag in flags if flag.person} & clean

    assert len(month.stories) == 10
    assert missed == []
    assert len(wrongly) <= 0.05 * len(clean), sorted(flag.rule for flag in flags)
    click.echo(f"{len(wrongly)} of {len(clean)} clean user-days are flagged")
