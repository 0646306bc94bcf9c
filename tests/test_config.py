"""Settings: the demonstration needs none, production names everything that is not safe."""

import pytest

from config import NOWHERE, PASSWORD_COST, Settings

SOUND = {
    "DHP_SECRET_KEY": "3f9c1be07a52d84660e1c7ab98f2d35470bc6e12",
    "DHP_DATABASE_URL": "postgresql://dhp_app@localhost/dhp",
    "DHP_FIELD_KEYS": "VGhpcyBrZXkgaXMgaW52ZW50ZWQgZm9yIHRlc3RzIG8=",
    "DHP_MASTER_KEYS": "QSBtYXN0ZXIga2V5IG9mIHRoZSB0ZXN0cyBvbmx5ISE=",
    "DHP_HOSTS": "dhp.example.org",
    "DHP_PROXIES": "1",
}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in SOUND.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_sound_settings_start_in_production_with_both_proofs(production):
    settings = Settings("production")

    assert settings.FAULTS == []
    assert settings.SECOND_FACTOR
    assert settings.PASSWORD_COST == PASSWORD_COST
    assert settings.SESSION_COOKIE_SECURE
    assert settings.SESSION_COOKIE_NAME == "__Host-dhp"
    assert settings.TRUSTED_HOSTS == ["dhp.example.org"]
    assert settings.SERVICE_URL == "https://dhp.example.org"
    assert settings.LOG == "json"


@pytest.mark.parametrize(
    ("name", "value"),
    [("DHP_PROXIES", "one"), ("DHP_SESSION_HOURS", "-1"), ("DHP_SMTP_PORT", "٥٨٧")],
)
def test_a_number_that_is_none_is_a_fault_in_every_profile(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    assert [fault[0] for fault in Settings("test").FAULTS] == [name]


def test_a_profile_nobody_knows_is_a_fault_and_as_strict_as_production():
    settings = Settings("live")

    assert settings.FAULTS[0][0] == "DHP_PROFILE"
    assert "demo, test, production" in settings.FAULTS[0][1]
    assert settings.SESSION_COOKIE_SECURE


def test_an_address_of_another_kind_of_database_is_a_fault(production):
    production.setenv("DHP_DATABASE_URL", "mysql://dhp@localhost/dhp")

    settings = Settings("production")

    assert [name for name, _ in settings.FAULTS] == ["DHP_DATABASE_URL"]
    assert settings.SQLALCHEMY_DATABASE_URI == NOWHERE


def test_a_secret_can_come_from_a_file(production, tmp_path):
    path = tmp_path / "key"
    path.write_text("from a file, with an end of line\n")
    production.delenv("DHP_SECRET_KEY")
    production.setenv("DHP_SECRET_KEY_FILE", str(path))

    settings = Settings("production")

    assert settings.SECRET_KEY == "from a file, with an end of line"
    assert [str(path)] == settings.SECRET_FILES


def test_a_file_that_is_not_there_is_a_fault(production):
    production.delenv("DHP_SECRET_KEY")
    production.setenv("DHP_SECRET_KEY_FILE", "/nowhere/key")

    assert [name for name, _ in Settings("production").FAULTS] == ["DHP_SECRET_KEY_FILE"]


def test_only_the_demonstration_goes_without_the_second_proof():
    assert not Settings("demo").SECOND_FACTOR
    assert Settings("test").SECOND_FACTOR


def test_a_demonstration_never_has_a_mail_server(production):
    production.setenv("DHP_SMTP_HOST", "mail.example.org")

    assert Settings("demo").SMTP_HOST == ""


def test_production_alone_demands_a_durable_database(production):
    strict = Settings("production").SQLALCHEMY_ENGINE_OPTIONS["connect_args"]
    lenient = Settings("test").SQLALCHEMY_ENGINE_OPTIONS["connect_args"]

    assert strict["must_be_durable"]
    assert not lenient["must_be_durable"]
    assert "statement_timeout=10000" in strict["options"]
