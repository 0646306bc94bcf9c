"""The way back to a page from which a person was sent elsewhere to do something first."""

from flask import Flask, session

_KEY = "way back"


def remember_way(path: str, words: str) -> None:
    """Offer a link to `path`, an address built by us, until the person is there again."""
    session[_KEY] = {"path": path, "words": words}


def forget_way(path: str) -> None:
    """Take the offer back if it leads to `path`: the person is there."""
    if (way_back() or {}).get("path") == path:
        session.pop(_KEY)


def way_back() -> dict[str, str] | None:
    """The `path` and the `words` of the link that is offered; None where none is."""
    way: dict[str, str] | None = session.get(_KEY)
    return way


def init_app(app: Flask) -> None:
    """Let templates show the link."""
    app.jinja_env.globals["way_back"] = way_back
