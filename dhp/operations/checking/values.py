"""Whether the settings of requests, sign-in and mail are safe and within their bounds."""

import re
from collections.abc import Iterator

from dhp.operations.checking.fault import Config, Fault

# The least and the most of each number that is set.
BOUNDS = {
    "PROXIES": (0, 5),
    "GUESSES_PER_SOURCE": (5, 1_000),
    "SESSION_IDLE_MINUTES": (5, 60),
    "SESSION_HOURS": (1, 24),
    "DORMANT_DAYS": (7, 90),
    "API_CALLS_PER_MINUTE": (1, 6_000),
    "SMTP_PORT": (1, 65_535),
    "SMTP_WAIT": (1, 120),
    "ESCALATE_AFTER_DAYS": (1, 365),
    "DATABASE_SECONDS": (2, 60),
    "DATABASE_POOL": (1, 50),
    "STATEMENT_SECONDS": (1, 60),
}
_LOGS = ("json", "plain")
_WAYS_TO_SERVER = ("starttls", "implicit", "none")
_HTTPS = "https://"
_OF = re.compile(r"E23[0-9]{6}|W15[0-9]{6}|btp|unit")


def edge_faults(config: Config, *, debug: bool) -> Iterator[Fault]:
    """Every fault in how requests are taken and people are signed in."""
    if debug:
        yield Fault("FLASK_DEBUG", "It shows errors with their values. Take it out.")
    yield from _hosts(config["TRUSTED_HOSTS"] or [])
    if not config["SERVICE_URL"].startswith(_HTTPS):
        yield Fault("DHP_SERVICE_URL", f"It must begin with {_HTTPS}: messages link to it.")
    if not config["SESSION_COOKIE_SECURE"]:
        told = "The cookie would travel in plain text, and no HSTS be sent. Do not change it."
        yield Fault("SESSION_COOKIE_SECURE", told)
    if not config["SECOND_FACTOR"]:
        yield Fault("SECOND_FACTOR", "A password alone would do. Do not change it.")
    if not config["PROXIES_NAMED"]:
        told = "Say how many proxies stand before the service: 1 for one nginx, 0 for none."
        yield Fault("DHP_PROXIES", told)
    if config["OIDC_DISCOVERY"]:
        yield from _organisations(config)
    yield from _numbers(config)


def mail_faults(config: Config, *, production: bool) -> Iterator[Fault]:
    """Every fault in how mail is sent; none where no mail server is named."""
    if not config["SMTP_HOST"]:
        return
    if config["SMTP_TLS"] not in _WAYS_TO_SERVER:
        told = f"Set it to one of {', '.join(_WAYS_TO_SERVER)}."
        yield Fault("DHP_SMTP_TLS", told)
    if config["SMTP_USER"] and config["SMTP_TLS"] == "none":
        told = "The password would travel in plain text. Set it to starttls or implicit."
        yield Fault("DHP_SMTP_TLS", told)
    if "@" not in config["MAIL_FROM"]:
        yield Fault("DHP_MAIL_FROM", "Set it to the e-mail address that the service writes from.")
    if production and not config["SMTP_USER"] and config["SMTP_PASSWORD"]:
        yield Fault("DHP_SMTP_USER", "There is a password and no name to go with it. Set it.")


def _hosts(hosts: list[str]) -> Iterator[Fault]:
    if not hosts:
        told = "Name the hosts under which the service is reached, such as dhp.example.org."
        yield Fault("DHP_HOSTS", told)
    for host in hosts:
        if host.startswith(".") or "*" in host:
            yield Fault("DHP_HOSTS", f"{host} lets in names that are not ours. Write each in full.")


def _organisations(config: Config) -> Iterator[Fault]:
    if not config["OIDC_DISCOVERY"].startswith(_HTTPS):
        yield Fault("DHP_OIDC_DISCOVERY", f"It must begin with {_HTTPS}.")
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        if not config[f"OIDC_{name}"]:
            yield Fault(f"DHP_OIDC_{name}", "Set it to what the provider gave for this service.")
    if not config["OIDC_TENANTS"]:
        yield Fault("DHP_OIDC_TENANTS", "Name each issuer with its force: ISSUER=E23000001.")
    for issuer, of in config["OIDC_TENANTS"].items():
        if not issuer.startswith(_HTTPS) or not _OF.fullmatch(of):
            told = "Write each as https://ISSUER=CODE, with the force’s code, btp or unit."
            yield Fault("DHP_OIDC_TENANTS", told)


def _numbers(config: Config) -> Iterator[Fault]:
    for name, (least, most) in BOUNDS.items():
        if not least <= config[name] <= most:
            told = f"It is {config[name]}. Set it to a number from {least} to {most}."
            yield Fault(f"DHP_{name}", told)
    if config["LOG"] not in _LOGS:
        yield Fault("DHP_LOG", f"Set it to one of {', '.join(_LOGS)}.")
