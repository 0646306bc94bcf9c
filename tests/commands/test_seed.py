from datetime import timedelta

import pytest
import sqlalchemy as sa

from dhp.accounts.models import User
from dhp.calendar import london_date, now
from dhp.notifications.models import Notification
from tests.demonstration.lived import small_history


@pytest.fixture
def cli(app):
    return app.test_cli_runner()


SMALL = ["seed", "demo", "--years", "1", "--deaths-per-year", "3"]


@pytest.mark.usually_on("sqlite")
def test_it_adds_nothing_twice_and_gives_a_line_for_each_sign_in(cli, once):
    once(small_history)  # by the command; it said nothing

    again = cli.invoke(args=SMALL)
    lines = cli.invoke(args=["seed", "sign-ins"]).output.splitlines()

    assert again.exit_code == 0
    assert again.output == "The demonstration history is there already. Nothing was added.\n"
    assert [len(line.split()) for line in lines] == [3] * 7
    assert lines[0].startswith("spoc ")


@pytest.mark.parametrize("command", [SMALL, ["seed", "sign-ins"]])
def test_production_refuses(cli, app, database, command):
    app.config["PROFILE"] = "production"

    result = cli.invoke(args=command)

    assert result.exit_code == 1
    assert "no place in production" in result.output
    for thing in (User, Notification):
        assert database.session.scalar(sa.select(sa.func.count()).select_from(thing)) == 0


def test_it_cannot_end_in_the_future(cli):
    tomorrow = london_date(now()) + timedelta(days=1)

    result = cli.invoke(args=[*SMALL, "--ending", str(tomorrow)])

    assert result.exit_code == 2
    assert "cannot end in the future" in result.output
