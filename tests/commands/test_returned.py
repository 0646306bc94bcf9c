import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from dhp.accounts.permissions import RoleName
from dhp.accounts.regions import forces_of
from dhp.calendar import london_date, now
from dhp.commands.files import import_
from dhp.context.models import Capture
from dhp.context.strands import load_strands
from dhp.exchange import captures_file
from dhp.exchange.incoming.guide import workbook
from dhp.extensions import db
from dhp.returns.models import Return
from tests.accounts.people import add_user
from tests.returns.conftest import (
    begun,
    clock,
    coder,
    essex,
    kent,
    lead,
    make_case,
    make_user,
    october,
    spoc,
)

__all__ = [
    "begun",
    "clock",
    "coder",
    "essex",
    "kent",
    "lead",
    "make_case",
    "make_user",
    "october",
    "spoc",
]


@pytest.fixture
def flask(app, database):
    """Runs a command of the service; gives what it printed and how it ended."""

    def run(*args):
        db.session.commit()
        result = FlaskCliRunner(app).invoke(import_, [str(arg) for arg in args])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_returns_are_rehearsed_kept_and_recognised(flask, october, spoc, tmp_path):
    path = tmp_path / "returns.csv"
    header, *rows = flask("template", "returns", "--by", spoc.email).output.splitlines()
    path.write_text("\n".join([header, *(row.removesuffix(",,") + ",yes," for row in rows)]))

    looked = flask("returns", path, "--by", spoc.email)
    assert (looked.exit_code, count(Return)) == (0, 0)
    kept = flask("returns", path, "--by", spoc.email, "--commit")
    assert (kept.exit_code, count(Return)) == (0, 3)
    again = flask("returns", path, "--by", spoc.email, "--commit")
    assert "Nothing in this file is new." in again.output
    assert count(Return) == 3


def test_one_refused_row_keeps_every_return_back(flask, october, spoc, kent, tmp_path):
    path = tmp_path / "returns.csv"
    path.write_text(
        "force,period,death,confirmed,reason\n"
        f"{kent.code},2026-10-01,nil,yes,\n{kent.code},2026-09-01,nil,maybe,\n"
    )

    ended = flask("returns", path, "--by", spoc.email, "--commit")

    assert (ended.exit_code, count(Return)) == (1, 0)
    assert "returns.csv row 3, confirmed: Write yes or no." in ended.output


def test_a_return_needs_somebody_who_may_confirm_it(flask, october, tmp_path):
    path = tmp_path / "returns.csv"
    path.write_text("force,period,death,confirmed,reason\n")

    ended = flask("returns", path, "--by", "nobody@example.org", "--commit")

    assert ended.exit_code == 1
    assert "Nobody with the address" in ended.output


def test_weekly_figures_come_from_a_workbook(flask, kent, tmp_path):
    load_strands(db.session())
    by = add_user(RoleName.CODER)
    assert forces_of(by, on=london_date(now()))
    lines = [line.split(",") for line in captures_file.template(by).splitlines()]
    rows = [[*line[:3], str(number)] for number, line in enumerate(lines[1:])]
    path = tmp_path / "figures.xlsx"
    path.write_bytes(workbook(captures_file.COLUMNS, captures_file.LINES, rows, name="Figures"))

    assert flask("captures", path, "--by", by.email).exit_code == 0
    assert count(Capture) == 0
    kept = flask("captures", path, "--by", by.email, "--commit")

    assert kept.exit_code == 0, kept.output
    assert count(Capture) == len(rows)
    assert (
        "Nothing in this file is new."
        in flask("captures", path, "--by", by.email, "--commit").output
    )
