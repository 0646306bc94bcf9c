"""Where the links of a page lead: never to what the person who sees it may not open."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

LINK = re.compile(r'<a [^>]*?href="(/[^"]*)"')


def refused_links(app: Flask, answer: TestResponse, may_open: Callable[[str], bool]) -> list[str]:
    """The links of a page whose endpoint `may_open` denies, or that lead nowhere at all."""
    if answer.mimetype != "text/html" or answer.status_code != 200:
        return []
    return [
        f"{answer.request.path} leads to {path}"
        for path, endpoint in endpoints(app, answer.text)
        if endpoint is None or not may_open(endpoint)
    ]


def endpoints(app: Flask, html: str) -> Iterator[tuple[str, str | None]]:
    """Each address that a page links to, with its endpoint; None where there is none."""
    addresses = app.url_map.bind("localhost")
    for path in sorted({urlsplit(unescape(found)).path for found in LINK.findall(html)}):
        try:
            yield path, addresses.match(path, method="GET")[0]
        except HTTPException:
            yield path, None
