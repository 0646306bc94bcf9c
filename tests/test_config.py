"""Settings: the demonstration needs none, production refuses what is not safe."""

import pytest

from config import PASSWORD_COST, Settings

SOUND = {
    "DHP_SECRET_KEY": "x" * 40,
    "DHP_DATABASE_URL": "postgresql://dhp@localhost/dhp",
    "DHP_FIELD_KEYS": "VGhpcyBrZXkgaXMgaW52ZW50ZWQgZm9yIHRlc3RzIG8=",
    "DHP_HOSTS": "dhp.example.org",
}
MAIL = {
    "DHP_SMTP_HOST": "mail.example.org",
    "DHP_MAIL_FROM": "service@dhp.example.org",
    "DHP_SERVICE_URL": "https://dhp.example.org/",
}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in SOUND.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_sound_settings_start_in_production_with_both_proofs(production):
    settings = Settings("production")

    assert settings.SECOND_FACTOR
    assert settings.PASSWORD_COST == PASSWORD_COST
    assert settings.SESSION_COOKIE_SECURE
    assert settings.SESSION_COOKIE_NAME == "__Host-dhp"
    assert settings.TRUSTED_HOSTS == ["dhp.example.org"]


@pytest.mark.parametrize("name", SOUND)
def test_production_refuses_to_start_without(production, name):
    production.delenv(name)

    with pytest.raises(SystemExit, match=name):
        Settings("production")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DHP_SECRET_KEY", "short"),
        ("DHP_DATABASE_URL", "sqlite:///dhp.sqlite3"),
        ("DHP_PROXIES", "one"),
        ("DHP_SESSION_HOURS", "-1"),
    ],
)
def test_production_refuses_to_start_with(production, name, value):
    production.setenv(name, value)

    with pytest.raises(SystemExit, match=name):
        Settings("production")


def test_a_profile_nobody_knows_is_refused():
    with pytest.raises(SystemExit, match="demo, test, production"):
        Settings("live")


def test_only_the_demonstration_goes_without_the_second_proof():
    assert not Settings("demo").SECOND_FACTOR
    assert Settings("test").SECOND_FACTOR


def test_a_demonstration_never_has_a_mail_server(production):
    production.setenv("DHP_SMTP_HOST", "mail.example.org")

    assert Settings("demo").SMTP_HOST == ""


def test_sound_mail_settings_are_taken(production):
    for name, value in MAIL.items():
        production.setenv(name, value)

    settings = Settings("production")

    assert (settings.SMTP_HOST, settings.SMTP_PORT) == ("mail.example.org", 587)
    assert (settings.SMTP_TLS, settings.SERVICE_URL) == ("starttls", "https://dhp.example.org")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DHP_SMTP_TLS", "ssl"),
        ("DHP_SMTP_PORT", "smtp"),
        ("DHP_MAIL_FROM", ""),
        ("DHP_SERVICE_URL", "http://dhp.example.org"),
    ],
)
def test_production_refuses_mail_settings_that_cannot_work(production, name, value):
    for key, given in (MAIL | {name: value}).items():
        production.setenv(key, given)

    with pytest.raises(SystemExit, match=name):
        Settings("production")


def test_messages_link_to_the_first_host_unless_told_otherwise(production):
    assert Settings("production").SERVICE_URL == "https://dhp.example.org"


def test_a_password_for_mail_never_travels_in_plain_text(production):
    for name, value in (MAIL | {"DHP_SMTP_USER": "dhp", "DHP_SMTP_TLS": "none"}).items():
        production.setenv(name, value)

    with pytest.raises(SystemExit, match="plain text"):
        Settings("production")
