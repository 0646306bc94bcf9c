"""Addresses that stand on every page, such as those of the navigation: built once, not each time."""

from collections.abc import Callable
from typing import Any

from flask import Flask, has_request_context, request

_ANY = "AnyReference"  # in the address of a thing, where its reference will stand


class Service(Flask):
    """A Flask application that remembers addresses of files, and those that depend on nothing.

    Of a thing with a reference it remembers the address around the reference.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._addresses: dict[tuple[str, str, str], str] = {}

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """`func` itself: none of ours is asynchronous, and Flask asks before each of twenty calls."""
        return func

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """The address as Flask builds it."""
        given = {name: value for name, value in values.items() if value is not None}
        if endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **given)
        ref = given.get("ref")
        if len(given) == 1 and isinstance(ref, str) and ref.isascii() and ref.isalnum():
            return self._kept(endpoint, {"ref": _ANY}).replace(_ANY, ref)
        if given and endpoint != "static":
            return super().url_for(endpoint, **given)
        return self._kept(endpoint, given)

    def _kept(self, endpoint: str, given: dict[str, Any]) -> str:
        place = request.script_root, endpoint, str(given)
        if place not in self._addresses:
            self._addresses[place] = super().url_for(endpoint, **given)
        return self._addresses[place]
