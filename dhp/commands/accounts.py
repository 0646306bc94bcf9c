"""Commands for accounts: inviting the first people of a new service."""

import click
from flask import current_app, url_for
from flask.cli import with_appcontext

from dhp.accounts.actions import INVITATION_DAYS, invite
from dhp.accounts.forces import force_with
from dhp.accounts.models import Force
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.errors import DomainError
from dhp.extensions import db


@click.command("create-user")
@click.option("--email", required=True, help="The address the person signs in with.")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in RoleName]))
@click.option("--force", "force_code", help="The code of the force, for the role spoc.")
@with_appcontext
def create_user(email: str, name: str, role: str, force_code: str | None) -> None:
    """Make an account and print the link by which its owner chooses a password."""
    try:
        user, token = invite(
            email=email,
            name=name,
            role=RoleName(role),
            force=_force(force_code) if force_code else None,
            by=Command(),
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"Send this link to {user.email}. It works once, for {INVITATION_DAYS} days:")
    click.echo(_link(token))


def _force(code: str) -> Force:
    force = force_with(code)
    if force is None:
        raise click.ClickException(
            f"There is no force {code}. Use its ONS code, such as E23000001, or btp; "
            "load the forces with `flask reference load`."
        )
    return force


def _link(token: str) -> str:
    hosts = current_app.config["TRUSTED_HOSTS"] or ["127.0.0.1:5000"]
    scheme = current_app.config["PREFERRED_URL_SCHEME"]
    with current_app.test_request_context(base_url=f"{scheme}://{hosts[0].lstrip('.')}"):
        return url_for("accounts.invitation", token=token, _external=True)


COMMANDS = (create_user,)
