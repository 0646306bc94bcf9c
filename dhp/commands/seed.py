"""Commands that fill an installation with the invented history, and show how to sign in to it."""

import sys
from datetime import date, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from dhp.calendar import clock_at, london_date, now
from dhp.demonstration.abstracting import answer_some_again
from dhp.demonstration.accounts import ask_for_access, sign_ins, staff
from dhp.demonstration.disk import without_waiting
from dhp.demonstration.history import live
from dhp.demonstration.importing import leave_a_file
from dhp.demonstration.memory import seldom_collected
from dhp.demonstration.opening import open_history
from dhp.demonstration.order import Order
from dhp.demonstration.rehearsing import leave_a_practice
from dhp.demonstration.years import sign_some_years
from dhp.errors import DomainError
from dhp.extensions import db

seed = AppGroup("seed", help="An invented history to try the service with.")


@seed.command("demo")
@click.option("--years", default=3, show_default=True, type=click.IntRange(1, 10))
@click.option("--deaths-per-year", default=250, show_default=True, type=click.IntRange(1, 5000))
@click.option("--random-seed", default=1, show_default=True, type=click.IntRange(0, 999_999))
@click.option(
    "--ending", type=click.DateTime(["%Y-%m-%d"]), help="The day it leads up to; default: today."
)
def demo(years: int, deaths_per_year: int, random_seed: int, ending: datetime | None) -> None:
    """Add years of plausible, invented history, made through the same actions as users take."""
    _refuse_production()
    try:
        order = Order(years, deaths_per_year, random_seed, _last_day(ending))
        order, steps = open_history(order)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    if not steps:
        click.echo("The demonstration history is there already. Nothing was added.")
        return
    with (
        without_waiting(),
        seldom_collected(),
        click.progressbar(
            live(order, steps),
            length=len(steps),
            label="Living an invented history",
            hidden=not sys.stdout.isatty(),
        ) as lived,
    ):
        for _step in lived:
            pass
    with clock_at(min(order.last_morning, now())):
        _leave_open()


def _leave_open() -> None:
    """What people have begun, asked or said on the morning after, so that pages show where to go on."""
    ask_for_access()
    leave_a_file(staff())
    leave_a_practice(staff())
    sign_some_years(staff())
    answer_some_again(staff())
    db.session.commit()


@seed.command("sign-ins")
@click.option("--all", "every", is_flag=True, help="Every account, not one per role.")
def show_sign_ins(every: bool) -> None:
    """Print how to sign in to the demonstration: role, e-mail and password, a line each."""
    _refuse_production()
    try:
        for one in sign_ins(every=every):
            click.echo(f"{one.role:<14} {one.email:<40} {one.password}")
    except DomainError as error:
        raise click.ClickException(error.message) from error


def _last_day(ending: datetime | None) -> date:
    today = london_date(now())
    if ending is None:
        return today
    if ending.date() > today:
        raise click.BadParameter("The history cannot end in the future.", param_hint="--ending")
    return ending.date()


def _refuse_production() -> None:
    if current_app.config["PROFILE"] == "production":
        raise click.ClickException(
            "Invented deaths and known passwords have no place in production: nothing was done. "
            "Set DHP_PROFILE=demo and another DHP_DATABASE_URL to try the demonstration."
        )


COMMANDS = (seed,)
