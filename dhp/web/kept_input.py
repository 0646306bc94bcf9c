"""What a person typed into a request that failed, for the page of the fault to give back."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import HTTPException

_NEVER = re.compile(r"password|token|secret|passcode|one_time", re.IGNORECASE)


@dataclass(frozen=True)
class Kept:
    """The text of one failed request."""

    values: tuple[tuple[str, str], ...]  # field name and text, as posted and in that order
    token: str  # the form's CSRF token
    files: bool  # whether files came with it; they cannot be given back

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Every text that is not blank, under its field's name made readable."""
        return [(_readable(name), text) for name, text in self.values if text.strip()]


def kept_input(*, fresh_token: bool) -> Kept | None:
    """What was posted, or None when nothing was, or when the form was not one of ours.

    `fresh_token` asks the session for a new token; otherwise the posted one is given back, which
    needs nothing but the request.
    """
    if request.method != "POST" or not _came_from_here():
        return None
    try:
        posted = list(request.form.items(multi=True))
        files = any(upload.filename for upload in request.files.values())
    except HTTPException:  # too large or broken: there is nothing that could be given back
        return None
    values = tuple((name, text) for name, text in posted if not _NEVER.search(name))
    token = generate_csrf() if fresh_token else request.form.get("csrf_token", "")
    return Kept(values, token, files) if values else None


def _came_from_here() -> bool:
    """Whether the browser says that one of our pages sent this form.

    Another site's form must not come back under our name with a button that sends it.
    """
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.host
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _readable(name: str) -> str:
    words = re.split(r"[-_.]+", name)
    return " ".join(word for word in words if word).capitalize()
