"""A small history lived once by `flask seed demo`, for every test that asks what one leaves behind."""

from datetime import date

from flask import current_app

from dhp.demonstration.order import Order
from dhp.extensions import db

ORDER = Order(years=1, per_year=60, seed=4, end=date(2026, 3, 27))
COMMAND = ("seed", "demo", "--years=1", "--deaths-per-year=60", "--random-seed=4")


def small_history() -> None:
    """The history of `ORDER`, as the command makes it: saying nothing where nobody looks on."""
    db.session.rollback()  # an open transaction would lock the command out of SQLite
    ran = current_app.test_cli_runner().invoke(args=[*COMMAND, f"--ending={ORDER.end}"])
    assert (ran.exit_code, ran.output) == (0, ""), ran.output
