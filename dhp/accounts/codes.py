"""Time-based codes: making a secret, showing it to an app, telling which step a code belongs to."""

import hmac
from datetime import datetime

import pyotp
import segno

STEP = 30  # seconds
_LEEWAY = (-1, 0, 1)  # steps by which a phone's clock may be off
_DIGITS = 6


def new_secret() -> str:
    """A fresh random secret, in base 32."""
    return pyotp.random_base32()


def address_for_app(secret: str, *, email: str, service: str) -> str:
    """The address that an authenticator app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=service)


def picture(address: str) -> tuple[int, str]:
    """`address` as a QR code: the side in modules, and the dark modules as the path of an SVG."""
    rows = list(segno.make(address, error="m", micro=False).matrix)
    dark = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module
    )
    return len(rows), dark


def matching_step(secret: str, typed: str, *, at: datetime) -> int | None:
    """The step whose code was typed at that instant, spaces allowed; None where none fits."""
    code = "".join(typed.split()).replace("-", "")
    if len(code) != _DIGITS or not (code.isascii() and code.isdecimal()):
        return None
    clock = pyotp.TOTP(secret)
    present = int(at.timestamp()) // STEP
    for step in (present + off for off in _LEEWAY):
        if hmac.compare_digest(clock.generate_otp(step), code):
            return step
    return None
