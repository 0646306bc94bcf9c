"""How much a page sends, packed as a browser receives it that our own page led there."""

import re
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from dhp.web.packing import packed_page

FIRST_VISIT, LATER_VISIT = 200_000, 60_000  # bytes
ASKED_BY_PAGE = re.compile(r"""(?:href|src)="(/static/[^"]+)\"""")
ASKED_BY_FILE = re.compile(r"""(?:from|import\()\s*"(\./[^"]+)\"""")


def too_heavy(app: Flask, answer: TestResponse) -> list[str]:
    """What is wrong with the weight of a page, if anything: a phrase for each visit.

    On a later visit the browser has the files of the look already, so only the page itself counts.
    """
    if answer.mimetype != "text/html":
        return []
    page = len(packed_page(answer.get_data()))
    files = {name: packed_size(app, name) for name in files_of(app, answer.text)}
    found = []
    if page > LATER_VISIT:
        found.append(f"{answer.request.path}: the page alone is {page:,} bytes")
    if page + sum(files.values()) > FIRST_VISIT:
        total = page + sum(files.values())
        found.append(f"{answer.request.path}: {total:,} bytes with its files")
    return found


def files_of(app: Flask, html: str) -> set[str]:
    """The paths of the files that a page asks for, and of the scripts that its scripts import."""
    names = {urlsplit(found).path for found in ASKED_BY_PAGE.findall(html)}
    for name in list(names):
        if PurePosixPath(name).suffix == ".js":
            names |= {urljoin(name, imported) for imported in imported_by(app, name)}
    return names


@lru_cache(maxsize=50)
def imported_by(app: Flask, name: str) -> tuple[str, ...]:
    """What a script of ours imports, at once or when it needs it."""
    answer = app.test_client().get(name, buffered=True)
    return tuple(ASKED_BY_FILE.findall(answer.text))


@lru_cache(maxsize=50)
def packed_size(app: Flask, name: str) -> int:
    """Bytes of a file as it is served to a browser."""
    answer = app.test_client().get(name, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert answer.status_code == 200, name
    return len(answer.get_data())
