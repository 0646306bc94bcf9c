"""The command that says whether the configuration is safe."""

import click
from flask import current_app
from flask.cli import with_appcontext

from dhp.operations.checking.files import file_faults
from dhp.operations.checking.starting import COMMAND, all_faults, report


@click.command(COMMAND)
@with_appcontext
def check_config() -> None:
    """Name every fault of the configuration and what to do. Ends with 1 where there is one."""
    settings = current_app.config
    found = list(dict.fromkeys([*all_faults(current_app), *file_faults(settings)]))
    if found:
        click.echo(report(found), err=True)
        raise SystemExit(1)
    profile = settings["PROFILE"]
    click.echo(f"The configuration of the profile {profile} is sound.")
    if profile != "production":
        click.echo("This profile is not for real data: only “production” is checked in full.")


COMMANDS = (check_config,)
