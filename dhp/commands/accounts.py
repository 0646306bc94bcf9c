"""Commands for accounts: inviting the first people of a new service, keys for forces’ systems."""

from datetime import timedelta

import click
from flask import current_app, url_for
from flask.cli import with_appcontext

from dhp.accounts.actions import INVITATION_DAYS, invite
from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.api_keys.rules import LIFE, LONGEST_LIFE
from dhp.accounts.forces import force_with
from dhp.accounts.models import SYSTEM_TITLES, Force, Region, RegionSystem
from dhp.accounts.permissions import RoleName
from dhp.accounts.regions import regions
from dhp.audit.trail import Command
from dhp.errors import DomainError
from dhp.extensions import db


@click.command("create-user")
@click.option("--email", required=True, help="The address the person signs in with.")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in RoleName]))
@click.option("--force", "force_code", help="The code of the force, for the role spoc.")
@click.option("--region", "region_name", help="The name of the region, for the role analyst.")
@click.option(
    "--region-system",
    type=click.Choice([system.value for system in RegionSystem]),
    default=RegionSystem.HOME_OFFICE.value,
    show_default=True,
    help="Which grouping of forces the region is one of.",
)
@with_appcontext
def create_user(
    email: str,
    name: str,
    role: str,
    force_code: str | None,
    region_name: str | None,
    region_system: str,
) -> None:
    """Make an account and print the link by which its owner chooses a password."""
    try:
        user, token = invite(
            email=email,
            name=name,
            role=RoleName(role),
            force=_force(force_code) if force_code else None,
            region=_region(RegionSystem(region_system), region_name) if region_name else None,
            by=Command(),
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"Send this link to {user.email}. It works once, for {INVITATION_DAYS} days:")
    click.echo(_link(token))


@click.command("create-api-key")
@click.option("--force", "force_code", required=True, help="The code of the force.")
@click.option("--name", default="The force’s own system", help="Which system the key is for.")
@click.option(
    "--days",
    type=click.IntRange(1, LONGEST_LIFE.days),
    default=LIFE.days,
    show_default=True,
    help="How long it may be used.",
)
@with_appcontext
def create_api_key(force_code: str, name: str, days: int) -> None:
    """Make a key for the system of a force and print it, this once."""
    force = _force(force_code)
    try:
        _key, text = make_key(force, name, by=Command(), life=timedelta(days=days))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(
        f"The key of the system of {force.name}. It is shown only now and works for {days} days:",
        err=True,
    )
    click.echo(text)


def _force(code: str) -> Force:
    force = force_with(code)
    if force is None:
        raise click.ClickException(
            f"There is no force {code}. Use its ONS code, such as E23000001, or btp; "
            "load the forces with `flask reference load`."
        )
    return force


def _region(system: RegionSystem, name: str) -> Region:
    known = {region.name: region for region in regions() if region.system is system}
    if name not in known:
        raise click.ClickException(
            f"There is no {SYSTEM_TITLES[system]} {name}. Use one of: {', '.join(known) or 'none'}; "
            "load the regions with `flask reference load`."
        )
    return known[name]


def _link(token: str) -> str:
    hosts = current_app.config["TRUSTED_HOSTS"] or ["127.0.0.1:5000"]
    scheme = current_app.config["PREFERRED_URL_SCHEME"]
    with current_app.test_request_context(base_url=f"{scheme}://{hosts[0].lstrip('.')}"):
        return url_for("accounts.invitation", token=token, _external=True)


COMMANDS = (create_user, create_api_key)
