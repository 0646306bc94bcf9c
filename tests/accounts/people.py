"""Invented people for tests, and a quick way to have one signed in."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient

from dhp.accounts import passwords, sessions
from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import RegionSystem, SignIn, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.roles import ROLES
from dhp.calendar import now
from dhp.extensions import db

PASSWORD = "lantern-orchard-velvet"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def add_user(role: RoleName = RoleName.READER, *, email: str | None = None, **given: Any) -> User:
    """A committed user who has joined, with `PASSWORD` and codes from `SECRET`.

    A single point of contact belongs to Kent unless `force` says otherwise; an
    analyst looks after the South East of the Home Office unless `region_name` does.
    """
    if ROLES[role].of_a_force and "force" not in given:
        load_forces(db.session())
        given["force"] = force_with("E23000032")
    given = region_for(role) | given
    values: dict[str, Any] = {
        "name": f"Robin {role.value.title()}",
        "password_hash": passwords.hashed(PASSWORD),
        "code_secret": SECRET,
        "joined_at": now(),
    } | given
    user = User(role=role, email=email or f"{role.value}@example.org", **values)
    db.session.add(user)
    db.session.commit()
    return user


def region_for(role: RoleName) -> dict[str, Any]:
    """What a user of `role` needs of a region: an analyst looks after Kent's."""
    if not ROLES[role].of_a_region:
        return {}
    return {"region_system": RegionSystem.HOME_OFFICE, "region_name": "South East"}


def sign_in_as(client: FlaskClient, user: User) -> str:
    """Sign `user` in on `client` without the pages of signing in; gives the session's token."""
    token = _begun(user)
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = token
    return token


def session_cookie(app: Flask, user: User) -> Any:
    """The cookie of a browser in which `user` has signed in: name and value."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    value = signer.dumps({"_user_id": _begun(user)})
    return {"name": app.config["SESSION_COOKIE_NAME"], "value": value}


def _begun(user: User) -> str:
    token = sessions.begin(user, complete=True)
    db.session.flush()
    row = db.session.query(SignIn).filter_by(token_hash=sessions.digest(token)).one()
    row.second_factor_at = now()
    db.session.commit()
    return token
