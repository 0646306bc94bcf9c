"""Settings, read from the environment once. Every name starts with `DHP_`.

A value may have a default only where a wrong guess cannot hurt: secrets, hosts and the database
have none in production.
"""

import hashlib
import os
import secrets
from pathlib import Path

ROOT = Path(__file__).parent
PROFILES = ("demo", "test", "production")
LOCAL_URL = "http://127.0.0.1:5000"
WAYS_TO_SERVER = ("starttls", "implicit", "none")
PASSWORD_COST = (3, 65_536, 4)  # of Argon2: rounds, KiB of memory, lanes; RFC 9106, section 4


class Settings:
    """The settings of one running service; Flask reads the upper-case names."""

    def __init__(self, profile: str | None = None, **given: object) -> None:
        self.PROFILE = profile or os.environ.get("DHP_PROFILE", "demo")
        if self.PROFILE not in PROFILES:
            raise SystemExit(
                f"DHP_PROFILE is {self.PROFILE!r}; set it to one of {', '.join(PROFILES)}."
            )
        production = self.PROFILE == "production"
        self.DEMONSTRATION = self.PROFILE == "demo"
        self._keep_secrets(production)
        self._sign_people_in(production)
        self._bound_requests(production)
        self._name_the_service()
        self._send_mail(production)
        self._anchor_the_trail()
        for name, value in given.items():
            setattr(self, name, value)

    def _keep_secrets(self, production: bool) -> None:
        self.SECRET_KEY = _secret(production)
        self.SECRET_KEY_FALLBACKS = _list("DHP_SECRET_KEY_FALLBACKS")
        self.FIELD_KEYS = _list("DHP_FIELD_KEYS")
        if production and not self.FIELD_KEYS:
            raise SystemExit(
                "Set DHP_FIELD_KEYS to one or more Fernet keys, the newest first: production keeps "
                "nothing that identifies a person in plain text."
            )
        self.SQLALCHEMY_DATABASE_URI = _database(production)
        self.SQLALCHEMY_ENGINE_OPTIONS = _engine_options(self.SQLALCHEMY_DATABASE_URI)

    def _sign_people_in(self, production: bool) -> None:
        self.SECOND_FACTOR = not self.DEMONSTRATION
        # Tests make thousands of accounts, none of which keeps a secret.
        self.PASSWORD_COST = (1, 8, 1) if self.PROFILE == "test" else PASSWORD_COST
        self.GUESSES_PER_SOURCE = _number("DHP_GUESSES_PER_SOURCE", 100)
        self.SESSION_IDLE_MINUTES = _number("DHP_SESSION_IDLE_MINUTES", 30)
        self.SESSION_HOURS = _number("DHP_SESSION_HOURS", 12)
        self.SESSION_COOKIE_NAME = "__Host-dhp" if production else "dhp"
        self.SESSION_COOKIE_SECURE = production
        self.SESSION_COOKIE_HTTPONLY = True
        self.SESSION_COOKIE_SAMESITE = "Lax"
        self.WTF_CSRF_TIME_LIMIT = None  # a token lives as long as its session: long forms survive

    def _bound_requests(self, production: bool) -> None:
        self.PREFERRED_URL_SCHEME = "https" if production else "http"
        self.TRUSTED_HOSTS = _list("DHP_HOSTS") or None
        if production and not self.TRUSTED_HOSTS:
            raise SystemExit("Set DHP_HOSTS to the host names under which the service is reached.")
        self.PROXIES = _number("DHP_PROXIES", 0)
        self.MAX_CONTENT_LENGTH = 2_000_000
        self.MAX_FORM_MEMORY_SIZE = 2_000_000
        self.MAX_FORM_PARTS = 2_000
        self.API_CALLS_PER_MINUTE = _number("DHP_API_CALLS_PER_MINUTE", 60)  # by one force

    def _name_the_service(self) -> None:
        self.SERVICE_NAME = os.environ.get("DHP_SERVICE_NAME", "Domestic abuse related deaths")
        self.UNIT_NAME = os.environ.get("DHP_UNIT_NAME", "Domestic Homicide Project")
        self.UNIT_CONTACT = os.environ.get("DHP_UNIT_CONTACT", "unit@example.org")
        self.FOI_LINE = os.environ.get(
            "DHP_FOI_LINE", "FOI 2000: exempt in part. Requests to the unit's information mailbox."
        )

    def _send_mail(self, production: bool) -> None:
        # A demonstration never writes to anybody, whatever is set.
        self.SMTP_HOST = "" if self.DEMONSTRATION else os.environ.get("DHP_SMTP_HOST", "")
        self.SMTP_PORT = _number("DHP_SMTP_PORT", 587)
        self.SMTP_USER = os.environ.get("DHP_SMTP_USER", "")
        self.SMTP_PASSWORD = os.environ.get("DHP_SMTP_PASSWORD", "")
        self.SMTP_TLS = os.environ.get("DHP_SMTP_TLS", "starttls")
        self.SMTP_WAIT = _number("DHP_SMTP_WAIT", 30)  # seconds for one answer of the server
        self.MAIL_FROM = os.environ.get("DHP_MAIL_FROM", "")
        hosts = self.TRUSTED_HOSTS or []
        local = f"https://{hosts[0].lstrip('.')}" if production and hosts else LOCAL_URL
        self.SERVICE_URL = (os.environ.get("DHP_SERVICE_URL") or local).rstrip("/")
        self.ESCALATE_AFTER_DAYS = _number("DHP_ESCALATE_AFTER_DAYS", 14)
        if self.SMTP_HOST:
            self._check_mail(production)

    def _anchor_the_trail(self) -> None:
        # The private key belongs to the job that runs `flask due`, and to no web process.
        self.ANCHORS = os.environ.get("DHP_ANCHORS", "")
        self.ANCHOR_KEY = os.environ.get("DHP_ANCHOR_KEY", "")
        self.ANCHOR_PUBLIC_KEYS = _list("DHP_ANCHOR_PUBLIC_KEYS")  # the present and earlier ones
        self.ANCHOR_WITNESSES = _list("DHP_ANCHOR_WITNESSES")  # e-mail addresses outside the unit
        if self.DEMONSTRATION and not self.ANCHORS:
            self.ANCHORS, self.ANCHOR_KEY = _demonstration_anchors(self.SQLALCHEMY_DATABASE_URI)

    def _check_mail(self, production: bool) -> None:
        if self.SMTP_TLS not in WAYS_TO_SERVER:
            raise SystemExit(
                f"DHP_SMTP_TLS is {self.SMTP_TLS!r}; set it to one of {', '.join(WAYS_TO_SERVER)}."
            )
        if self.SMTP_USER and self.SMTP_TLS == "none":
            raise SystemExit(
                "A password would travel in plain text: set DHP_SMTP_TLS to starttls or implicit."
            )
        if "@" not in self.MAIL_FROM:
            raise SystemExit(
                "Set DHP_MAIL_FROM to the e-mail address that the service writes from."
            )
        if production and not self.SERVICE_URL.startswith("https://"):
            raise SystemExit(
                "Set DHP_SERVICE_URL to the address of the service, such as https://dhp.example.org: "
                "messages link to it."
            )


def _number(name: str, otherwise: int) -> int:
    text = os.environ.get(name, str(otherwise))
    if not text.isdecimal():
        raise SystemExit(f"{name} is {text!r}; set it to a whole number.")
    return int(text)


def _list(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def _secret(production: bool) -> str:
    secret = os.environ.get("DHP_SECRET_KEY")
    if production and (not secret or len(secret) < 32):
        raise SystemExit("Set DHP_SECRET_KEY to at least 32 random characters.")
    # One key for all workers of a demonstration, kept beside its database.
    return secret or _kept_secret()


def _kept_secret() -> str:
    path = ROOT / "instance" / "secret-key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text()


def _demonstration_anchors(url: str) -> tuple[str, str]:
    """A store for this database beside the secret, and a key: fit to try, and to prove nothing."""
    path = ROOT / "instance" / "anchor-key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(secrets.token_urlsafe(32))
        path.chmod(0o600)
    database = hashlib.sha256(url.encode()).hexdigest()[:12]
    return str(ROOT / "instance" / "anchors" / database), path.read_text()


def _database(production: bool) -> str:
    url = os.environ.get("DHP_DATABASE_URL")
    if production and (not url or not url.startswith("postgresql")):
        raise SystemExit(
            "Set DHP_DATABASE_URL to a PostgreSQL database: production refuses SQLite."
        )
    if url:
        return url
    (ROOT / "instance").mkdir(mode=0o700, exist_ok=True)
    return f"sqlite:///{ROOT / 'instance' / 'dhp.sqlite3'}"


def _engine_options(url: str) -> dict[str, object]:
    options: dict[str, object] = {"hide_parameters": True}  # no personal data in error texts
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": 15}
    else:
        options["pool_pre_ping"] = True
    return options
