"""Each unsafe configuration is refused, by name and with what to do; the sound one is not."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from flask import Flask

from config import DEMONSTRATION_MASTER, Settings
from dhp.operations.checking.fault import Fault
from dhp.operations.checking.starting import configured_faults, refuse_unsafe
from tests.test_config import SOUND

KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
OIDC = {
    "DHP_OIDC_DISCOVERY": "https://a.example/d",
    "DHP_OIDC_CLIENT_ID": "dhp",
    "DHP_OIDC_CLIENT_SECRET": "a secret of the tests",
    "DHP_OIDC_TENANTS": "https://a.example=E23000032",
}
MAIL = {"DHP_SMTP_HOST": "mail.example.org", "DHP_MAIL_FROM": "service@dhp.example.org"}
LONG = "81d0c5e97f3a42b6a1c84f06d93be275"

# What is set otherwise than in the sound configuration, and what must be named: nothing else may be.
BAD: dict[str, tuple[dict[str, str | None], str]] = {
    "a profile nobody knows": ({"DHP_PROFILE": "live"}, "DHP_PROFILE"),
    "no secret": ({"DHP_SECRET_KEY": None}, "DHP_SECRET_KEY"),
    "a short secret": ({"DHP_SECRET_KEY": LONG[:31]}, "DHP_SECRET_KEY"),
    "a secret of an example": ({"DHP_SECRET_KEY": f"change-me-{LONG}"}, "DHP_SECRET_KEY"),
    "a secret of one letter": ({"DHP_SECRET_KEY": "x" * 40}, "DHP_SECRET_KEY"),
    "a secret file that is not there": (
        {"DHP_SECRET_KEY": None, "DHP_SECRET_KEY_FILE": "/nowhere"},
        "DHP_SECRET_KEY_FILE",
    ),
    "no key for names": ({"DHP_FIELD_KEYS": None}, "DHP_FIELD_KEYS"),
    "a broken key for names": ({"DHP_FIELD_KEYS": f"{KEY},broken"}, "DHP_FIELD_KEYS"),
    "a key for names twice": ({"DHP_FIELD_KEYS": f"{KEY},{OTHER},{KEY}"}, "DHP_FIELD_KEYS"),
    "no master key": ({"DHP_MASTER_KEYS": None}, "DHP_MASTER_KEYS"),
    "the demonstration's master key": (
        {"DHP_MASTER_KEYS": DEMONSTRATION_MASTER},
        "DHP_MASTER_KEYS",
    ),
    "a broken key for backups": ({"DHP_BACKUP_KEY": "broken"}, "DHP_BACKUP_KEY"),
    "one key for names and for backups": (
        {"DHP_FIELD_KEYS": KEY, "DHP_BACKUP_KEY": KEY},
        "DHP_BACKUP_KEY",
    ),
    "a short token for monitoring": ({"DHP_METRICS_TOKEN": "short"}, "DHP_METRICS_TOKEN"),
    "no hosts": ({"DHP_HOSTS": None, "DHP_SERVICE_URL": "https://a.example"}, "DHP_HOSTS"),
    "any host": (
        {"DHP_HOSTS": "*.example.org", "DHP_SERVICE_URL": "https://a.example"},
        "DHP_HOSTS",
    ),
    "every host of a domain": ({"DHP_HOSTS": ".example.org"}, "DHP_HOSTS"),
    "links without encryption": ({"DHP_SERVICE_URL": "http://a.example"}, "DHP_SERVICE_URL"),
    "proxies not counted": ({"DHP_PROXIES": None}, "DHP_PROXIES"),
    "too many proxies": ({"DHP_PROXIES": "9"}, "DHP_PROXIES"),
    "proxies in words": ({"DHP_PROXIES": "one"}, "DHP_PROXIES"),
    "a session of a week": ({"DHP_SESSION_HOURS": "168"}, "DHP_SESSION_HOURS"),
    "accounts that sleep for years": ({"DHP_DORMANT_DAYS": "999"}, "DHP_DORMANT_DAYS"),
    "an idle session without end": (
        {"DHP_SESSION_IDLE_MINUTES": "9999"},
        "DHP_SESSION_IDLE_MINUTES",
    ),
    "a database waited for without end": ({"DHP_DATABASE_SECONDS": "600"}, "DHP_DATABASE_SECONDS"),
    "no statement in time": ({"DHP_STATEMENT_SECONDS": "0"}, "DHP_STATEMENT_SECONDS"),
    "no database": ({"DHP_DATABASE_URL": None}, "DHP_DATABASE_URL"),
    "SQLite": ({"DHP_DATABASE_URL": "sqlite:////tmp/dhp.db"}, "DHP_DATABASE_URL"),
    "another kind of database": ({"DHP_DATABASE_URL": "mysql://a@b/c"}, "DHP_DATABASE_URL"),
    "a database far away in plain text": (
        {"DHP_DATABASE_URL": "postgresql://dhp_app@db.example.org/dhp"},
        "DHP_DATABASE_URL",
    ),
    "no second wall": ({"DHP_SECOND_WALL": "off"}, "DHP_SECOND_WALL"),
    "a wall neither on nor off": ({"DHP_SECOND_WALL": "maybe"}, "DHP_SECOND_WALL"),
    "no place for anchors": ({"DHP_ANCHORS": None}, "DHP_ANCHORS"),
    "a place for anchors that is not there": ({"DHP_ANCHORS": "/nowhere/anchors"}, "DHP_ANCHORS"),
    "organisations in plain text": (
        OIDC | {"DHP_OIDC_DISCOVERY": "http://a.example/d"},
        "DHP_OIDC_DISCOVERY",
    ),
    "organisations that do not know us": (
        OIDC | {"DHP_OIDC_CLIENT_SECRET": None},
        "DHP_OIDC_CLIENT_SECRET",
    ),
    "organisations of nobody": (OIDC | {"DHP_OIDC_TENANTS": None}, "DHP_OIDC_TENANTS"),
    "an organisation of no force": (
        OIDC | {"DHP_OIDC_TENANTS": "https://a.example=kent"},
        "DHP_OIDC_TENANTS",
    ),
    "mail by no known way": (MAIL | {"DHP_SMTP_TLS": "ssl"}, "DHP_SMTP_TLS"),
    "a password for mail in plain text": (
        MAIL | {"DHP_SMTP_USER": "dhp", "DHP_SMTP_TLS": "none"},
        "DHP_SMTP_TLS",
    ),
    "mail from nobody": (MAIL | {"DHP_MAIL_FROM": ""}, "DHP_MAIL_FROM"),
    "a log of no known form": ({"DHP_LOG": "syslog"}, "DHP_LOG"),
}

Faults = Callable[..., list[Fault]]


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Faults:
    """The faults of production's sound configuration with some of it changed."""
    anchors, instance = tmp_path / "anchors", tmp_path / "instance"
    for folder in (anchors, instance):
        folder.mkdir(mode=0o700)

    def found(changed: dict[str, str | None], *, debug: bool = False, **given: object) -> Any:
        sound = SOUND | {"DHP_PROFILE": "production", "DHP_ANCHORS": str(anchors)}
        for name, value in {**sound, **changed}.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        settings = Settings(**{"INSTANCE": str(instance), **given})
        return configured_faults(vars(settings), debug=debug)

    return found


def test_the_sound_configuration_has_no_fault(faults: Faults) -> None:
    assert faults({}) == []
    assert faults(OIDC) == []


@pytest.mark.parametrize("what", BAD)
def test_an_unsafe_configuration_is_named_and_nothing_else(faults: Faults, what: str) -> None:
    changed, name = BAD[what]

    found = faults(changed)

    assert {fault.name for fault in found} == {name}, found
    assert all(len(fault.words.split()) >= 5 for fault in found), "each says what to do"


def test_no_secret_is_told_with_its_fault(faults: Faults) -> None:
    secret = f"change-me-{LONG}"

    found = faults({"DHP_SECRET_KEY": secret, "DHP_BACKUP_KEY": secret})

    assert {fault.name for fault in found} == {"DHP_SECRET_KEY", "DHP_BACKUP_KEY"}
    assert LONG not in " ".join(map(str, found))


def test_errors_shown_with_their_values_are_named(faults: Faults) -> None:
    assert [fault.name for fault in faults({}, debug=True)] == ["FLASK_DEBUG"]


def test_a_service_that_is_not_safe_does_not_start_and_says_all_that_is_wrong(
    shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "DHP_PROFILE": "production",
        "DHP_SESSION_HOURS": "many",
        "DHP_DATABASE_URL": "sqlite://",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DHP_SECRET_KEY")
    monkeypatch.setattr(shared_app, "config", shared_app.config | vars(Settings()))

    with pytest.raises(SystemExit) as refused:
        refuse_unsafe(shared_app)

    for name in ("SECRET_KEY", "HOSTS", "SESSION_HOURS", "FIELD_KEYS", "ANCHORS", "DATABASE_URL"):
        assert f"- DHP_{name}: " in str(refused.value)


def test_the_command_that_checks_is_let_through(
    shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_app, "config", shared_app.config | {"FAULTS": [("A", "Is bad.")]})
    monkeypatch.setattr("sys.argv", ["flask", "check-config"])

    refuse_unsafe(shared_app)


def test_the_second_proof_cannot_be_switched_off(faults: Faults) -> None:
    found = faults({}, SECOND_FACTOR=False, SESSION_COOKIE_SECURE=False)

    assert {fault.name for fault in found} == {"SECOND_FACTOR", "SESSION_COOKIE_SECURE"}


def test_a_secret_that_others_can_read_is_named(faults: Faults, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(LONG)
    path.chmod(0o640)

    changed = {"DHP_SECRET_KEY": None, "DHP_SECRET_KEY_FILE": str(path)}

    assert [fault.name for fault in faults(changed)] == [str(path)]
    path.chmod(0o600)
    assert faults(changed) == []


def test_an_instance_folder_that_others_can_read_is_named(faults: Faults, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)

    found = faults({}, INSTANCE=str(folder))

    assert [fault.name for fault in found] == [str(folder)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_anchors_that_cannot_be_written_are_named(faults: Faults, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)

    found = faults({"DHP_ANCHORS": str(folder)})

    assert [fault.name for fault in found] == ["DHP_ANCHORS"]


def test_the_command_tells_of_a_file_that_others_can_read(app: Any, copies: Any) -> None:
    if not copies.url.startswith("sqlite"):
        pytest.skip("a file is SQLite's")
    path = Path(copies.url.removeprefix("sqlite:///"))
    path.chmod(0o644)

    result = app.test_cli_runner().invoke(args=["check-config"])

    assert result.exit_code == 1
    assert f"chmod 600 {path}" in result.output


def test_opening_a_file_closes_it_to_others(database: Any, copies: Any) -> None:
    if not copies.url.startswith("sqlite"):
        pytest.skip("a file is SQLite's")
    path = Path(copies.url.removeprefix("sqlite:///"))
    path.chmod(0o644)
    database.engine.dispose()

    database.session.connection()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
