"""Settings, read from the environment once. Every name starts with `DHP_`.

A value may have a default only where a wrong guess cannot hurt: secrets, hosts and the database
have none in production. Nothing is refused here: what could not be read is kept in `FAULTS`, and
`dhp.operations.checking` judges all of it together, so that every fault is named at once.
"""

import hashlib
import os
import secrets
from pathlib import Path

ROOT = Path(__file__).parent
PROFILES = ("demo", "test", "production")
LOCAL_URL = "http://127.0.0.1:5000"
PASSWORD_COST = (3, 65_536, 4)  # of Argon2: rounds, KiB of memory, lanes; RFC 9106, section 4
DEMONSTRATION_MASTER = "QSBtYXN0ZXIga2V5IHRoYXQgZXZlcnlib2R5IGtub3c="  # keeps nothing secret
NOWHERE = "sqlite://"  # stands in for a database that was not named or cannot be read


class Settings:
    """The settings of one running service; Flask reads the upper-case names.

    `FAULTS` holds what could not be read, each as a name and a sentence. `SECRET_FILES` names the
    files that secrets were read from.
    """

    def __init__(self, profile: str | None = None, **given: object) -> None:
        self.FAULTS: list[tuple[str, str]] = []
        self.SECRET_FILES: list[str] = []
        self.PROFILE = profile or os.environ.get("DHP_PROFILE", "demo")
        if self.PROFILE not in PROFILES:
            known = ", ".join(PROFILES)
            self.FAULTS.append(
                ("DHP_PROFILE", f"It is {self.PROFILE!r}. Set it to one of {known}.")
            )
        # A name nobody knows gets no leave to be careless.
        production = self.PROFILE not in ("demo", "test")
        self.DEMONSTRATION = self.PROFILE == "demo"
        self._keep_secrets(production)
        self._open_database(production)
        self._sign_people_in(production)
        self._know_organisations()
        self._bound_requests(production)
        self._name_the_service()
        self._send_mail(production)
        self._be_watched(production)
        self._anchor_the_trail()
        for name, value in given.items():
            setattr(self, name, value)

    def _keep_secrets(self, production: bool) -> None:
        secret = self._secret("DHP_SECRET_KEY")
        # A demonstration has one for all its workers.
        self.SECRET_KEY = secret if secret or production else _kept_secret("secret-key")
        self.SECRET_KEY_FALLBACKS = _parts(self._secret("DHP_SECRET_KEY_FALLBACKS"))
        self.FIELD_KEYS = _parts(self._secret("DHP_FIELD_KEYS"))
        known = DEMONSTRATION_MASTER if self.DEMONSTRATION else ""
        self.MASTER_KEYS = _parts(self._secret("DHP_MASTER_KEYS") or known)
        # The backup's own, for the account that makes backups and for nobody else.
        self.BACKUP_KEYS = _parts(self._secret("DHP_BACKUP_KEY"))
        self.INSTANCE = str(ROOT / "instance")

    def _open_database(self, production: bool) -> None:
        url = self._secret("DHP_DATABASE_URL")
        self.DATABASE_NAMED = bool(url)
        if url and not url.startswith(("sqlite", "postgresql")):
            told = "It is no address of a database. Write postgresql://NAME@HOST/DATABASE."
            self.FAULTS.append(("DHP_DATABASE_URL", told))
            url = NOWHERE
        self.SQLALCHEMY_DATABASE_URI = url or (NOWHERE if production else _kept_database())
        # Whether migrations close the second wall, which only PostgreSQL has.
        self.SECOND_WALL = self._switch("DHP_SECOND_WALL")
        # As this role backups are read, which row-level security does not hide anything from.
        self.BACKUP_DATABASE_URL = self._secret("DHP_BACKUP_DATABASE_URL")
        # Of one request, all its statements together; of any one statement, in the server.
        self.DATABASE_SECONDS = self._number("DHP_DATABASE_SECONDS", 6 if production else 30)
        self.STATEMENT_SECONDS = self._number("DHP_STATEMENT_SECONDS", 10 if production else 60)
        self.DATABASE_POOL = self._number("DHP_DATABASE_POOL", 5)
        self.SQLALCHEMY_ENGINE_OPTIONS = _engine_options(
            self.SQLALCHEMY_DATABASE_URI,
            must_be_durable=production,
            pool=self.DATABASE_POOL,
            statement=self.STATEMENT_SECONDS,
        )

    def _sign_people_in(self, production: bool) -> None:
        self.SECOND_FACTOR = not self.DEMONSTRATION
        # Tests make thousands of accounts, none of which keeps a secret.
        self.PASSWORD_COST = (1, 8, 1) if self.PROFILE == "test" else PASSWORD_COST
        self.GUESSES_PER_SOURCE = self._number("DHP_GUESSES_PER_SOURCE", 100)
        self.SESSION_IDLE_MINUTES = self._number("DHP_SESSION_IDLE_MINUTES", 30)
        self.SESSION_HOURS = self._number("DHP_SESSION_HOURS", 12)
        # Whether leads and administrators without a passkey are asked to add one at each sign-in.
        asked = os.environ.get("DHP_PASSKEYS", "demanded") == "demanded"
        self.PASSKEYS_DEMANDED = asked and production
        # Not used for so long, an account is shut; a demonstration's never is.
        self.DORMANT_DAYS = 0 if self.DEMONSTRATION else self._number("DHP_DORMANT_DAYS", 90)
        self.SESSION_COOKIE_NAME = "__Host-dhp" if production else "dhp"
        self.SESSION_COOKIE_SECURE = production
        self.SESSION_COOKIE_HTTPONLY = True
        self.SESSION_COOKIE_SAMESITE = "Lax"
        self.WTF_CSRF_TIME_LIMIT = None  # a token lives as long as its session: long forms survive

    def _know_organisations(self) -> None:
        # Off until the provider's discovery document is named. An issuer is one organisation.
        self.OIDC_DISCOVERY = os.environ.get("DHP_OIDC_DISCOVERY", "")
        self.OIDC_CLIENT_ID = os.environ.get("DHP_OIDC_CLIENT_ID", "")
        self.OIDC_CLIENT_SECRET = self._secret("DHP_OIDC_CLIENT_SECRET")
        pairs = [one.rpartition("=") for one in _list("DHP_OIDC_TENANTS")]
        self.OIDC_TENANTS = {issuer: of for issuer, _, of in pairs}  # a force's code, or "unit"
        self.OIDC_MFA = _list("DHP_OIDC_MFA") or ["mfa"]  # what `amr` says of a second factor

    def _bound_requests(self, production: bool) -> None:
        self.PREFERRED_URL_SCHEME = "https" if production else "http"
        self.TRUSTED_HOSTS = _list("DHP_HOSTS") or None
        self.PROXIES = self._number("DHP_PROXIES", 0)
        self.PROXIES_NAMED = "DHP_PROXIES" in os.environ
        self.MAX_CONTENT_LENGTH = 2_000_000
        self.MAX_FORM_MEMORY_SIZE = 2_000_000
        self.MAX_FORM_PARTS = 2_000
        self.API_CALLS_PER_MINUTE = self._number("DHP_API_CALLS_PER_MINUTE", 60)  # by one force

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
        self.SMTP_PORT = self._number("DHP_SMTP_PORT", 587)
        self.SMTP_USER = os.environ.get("DHP_SMTP_USER", "")
        self.SMTP_PASSWORD = self._secret("DHP_SMTP_PASSWORD")
        self.SMTP_TLS = os.environ.get("DHP_SMTP_TLS", "starttls")
        self.SMTP_WAIT = self._number("DHP_SMTP_WAIT", 30)  # seconds for one answer of the server
        self.MAIL_FROM = os.environ.get("DHP_MAIL_FROM", "")
        hosts = self.TRUSTED_HOSTS or []
        local = f"https://{hosts[0].lstrip('.')}" if production and hosts else LOCAL_URL
        self.SERVICE_URL = (os.environ.get("DHP_SERVICE_URL") or local).rstrip("/")
        # Passkeys are bound to it. Without one they are bound to the address that is asked for.
        self.PASSKEY_ORIGIN = "/".join(self.SERVICE_URL.split("/")[:3]) if production else ""
        self.ESCALATE_AFTER_DAYS = self._number("DHP_ESCALATE_AFTER_DAYS", 14)

    def _be_watched(self, production: bool) -> None:
        self.LOG = os.environ.get("DHP_LOG", "json" if production else "plain")
        self.METRICS_TOKEN = self._secret("DHP_METRICS_TOKEN")

    def _anchor_the_trail(self) -> None:
        # The private key belongs to the job that runs `flask due`, and to no web process.
        self.ANCHORS = os.environ.get("DHP_ANCHORS", "")
        self.ANCHOR_KEY = self._secret("DHP_ANCHOR_KEY")
        self.ANCHOR_PUBLIC_KEYS = _list("DHP_ANCHOR_PUBLIC_KEYS")  # the present and earlier ones
        self.ANCHOR_WITNESSES = _list("DHP_ANCHOR_WITNESSES")  # e-mail addresses outside the unit
        if self.DEMONSTRATION and not self.ANCHORS:
            self.ANCHORS, self.ANCHOR_KEY = _demonstration_anchors(self.SQLALCHEMY_DATABASE_URI)

    def _number(self, name: str, otherwise: int) -> int:
        text = os.environ.get(name, str(otherwise))
        if text.isascii() and text.isdecimal() and len(text) < 10:
            return int(text)
        self.FAULTS.append((name, f"It is {text!r}. Set it to a whole number."))
        return otherwise

    def _switch(self, name: str) -> bool:
        """Whether a safeguard is on, as it is unless somebody wrote off."""
        text = os.environ.get(name, "on")
        if text not in ("on", "off"):
            self.FAULTS.append((name, f"It is {text!r}. Set it to on or off."))
        return text != "off"

    def _secret(self, name: str) -> str:
        """The value of a setting, or of the file that the setting with the ending _FILE names."""
        if name in os.environ:
            return os.environ[name]
        path = os.environ.get(f"{name}_FILE")
        if not path:
            return ""
        self.SECRET_FILES.append(path)
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.FAULTS.append(
                (f"{name}_FILE", f"{path} cannot be read. Check its path and rights.")
            )
            return ""


def _list(name: str) -> list[str]:
    return _parts(os.environ.get(name, ""))


def _parts(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _kept_secret(name: str) -> str:
    """A secret of a demonstration, kept beside its database; made when it is first asked for."""
    path = ROOT / "instance" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(secrets.token_urlsafe(32))
        path.chmod(0o600)
    return path.read_text()


def _demonstration_anchors(url: str) -> tuple[str, str]:
    """A store for this database beside the secret, and a key: fit to try, and to prove nothing."""
    database = hashlib.sha256(url.encode()).hexdigest()[:12]
    return str(ROOT / "instance" / "anchors" / database), _kept_secret("anchor-key")


def _kept_database() -> str:
    (ROOT / "instance").mkdir(mode=0o700, exist_ok=True)
    return f"sqlite:///{ROOT / 'instance' / 'dhp.sqlite3'}"


def _engine_options(
    url: str, *, must_be_durable: bool = False, pool: int = 5, statement: int = 10
) -> dict[str, object]:
    options: dict[str, object] = {"hide_parameters": True}  # no personal data in error texts
    if url.startswith("sqlite"):
        return options | {"connect_args": {"timeout": 10}}
    # Every wait has an end: for a connection out of the pool, for the server to take a new one, for
    # one statement or lock, for a transaction that somebody forgot, for a server that has gone.
    limits = {
        "statement_timeout": statement * 1000,
        "lock_timeout": statement * 1000,
        "idle_in_transaction_session_timeout": 60_000,
    }
    alive = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}
    return options | {
        "pool_pre_ping": True,
        "pool_size": pool,
        "max_overflow": pool,
        "pool_timeout": 2,
        "pool_recycle": 1_800,
        "connect_args": {
            "connect_timeout": 2,
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
            "tcp_user_timeout": 10_000,
            "application_name": "dhp",
            "must_be_durable": must_be_durable,
            **alive,
        },
    }
