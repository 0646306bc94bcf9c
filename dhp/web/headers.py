"""What every response carries: the security headers, the request's id, how long it may be kept."""

import secrets
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.security import safe_join

_YEAR = 31_536_000  # seconds
_HOUR = 3_600
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would break the CSRF check over HTTPS
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Server": "dhp",  # without a version
}


def csp_nonce() -> str:
    """The one nonce of this response, for its script elements."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def request_id() -> str:
    """The id of this request: in a header, in the log and on the page of a fault."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    identity: str = g.request_id
    return identity


def init_app(app: Flask) -> None:
    """Dress every response, trust exactly the configured proxies, version the static addresses."""
    app.after_request(_dress)
    app.url_defaults(_version)
    proxies = app.config.get("PROXIES", 0)
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask tells to
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0, x_port=0, x_prefix=0
        )


def _dress(response: Response) -> Response:
    response.headers.update(_ALWAYS)
    response.headers["Content-Security-Policy"] = _policy()
    response.headers["X-Request-Id"] = request_id()
    response.headers["Cache-Control"] = _keeping(response)
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}; includeSubDomains"
    return response


def _policy() -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{csp_nonce()}'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _keeping(response: Response) -> str:
    if request.endpoint != "static" or response.status_code >= 400:
        return "no-store"
    version = _digest(current_app.static_folder, (request.view_args or {}).get("filename", ""))
    if version and request.args.get("v") == version:
        return f"public, max-age={_YEAR}, immutable"
    return f"public, max-age={_HOUR}"


def _version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "filename" in values:
        version = _digest(current_app.static_folder, values["filename"])
        if version:
            values["v"] = version


@lru_cache(maxsize=200)
def _digest(folder: str | None, name: str) -> str | None:
    path = safe_join(folder, name) if folder else None
    if path is None or not Path(path).is_file():
        return None
    return sha256(Path(path).read_bytes()).hexdigest()[:12]
