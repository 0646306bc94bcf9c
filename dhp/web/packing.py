"""What is text is sent packed to browsers that can unpack it: files always, pages where it is safe.

How far a page shrinks tells what stands on it to whoever can put words of their own there, make a
browser ask for it again and again, and watch the line (the attack called BREACH). So a page is packed
only where the browser says that our own page, or the person, asked for it: nobody else can bring that
about. Files of the look are the same for everybody.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

_TEXT = {"text/css", "text/javascript", "image/svg+xml"}
_ASKED_BY_US = {"same-origin", "none"}  # `none`: typed, or from a bookmark
_FILE_LEVEL = 9  # each file is packed once for each worker, so it may take its time
_PAGE_LEVEL = 5
_LEAST = 1_000  # bytes: what is smaller fits one packet as it is


def init_app(app: Flask) -> None:
    """Pack what gains by it, after everything else has been said about an answer."""
    app.after_request(_pack)


def packed_page(plain: bytes) -> bytes:
    """A page packed, as it is sent."""
    return gzip.compress(plain, _PAGE_LEVEL, mtime=0)


def _pack(response: Response) -> Response:
    is_file = request.endpoint == "static" and response.mimetype in _TEXT
    is_page = response.mimetype == "text/html" and not response.direct_passthrough
    if not (is_file or is_page):
        return response
    response.vary.update({"Accept-Encoding"} if is_file else {"Accept-Encoding", "Sec-Fetch-Site"})
    if not request.accept_encodings.quality("gzip") or "Content-Encoding" in response.headers:
        return response
    if is_file and response.status_code == 200:
        response.direct_passthrough = False
        _put(response, _packed_file(response.get_data()))
    elif is_page and _asked_by_us() and (response.content_length or 0) > _LEAST:
        _put(response, packed_page(response.get_data()))
    return response


def _asked_by_us() -> bool:
    return request.headers.get("Sec-Fetch-Site") in _ASKED_BY_US


def _put(response: Response, packed: bytes) -> None:
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    tag, _weak = response.get_etag()
    if tag:  # packed or not it is the same, though not byte for byte: what a weak tag says
        response.set_etag(tag, weak=True)


@lru_cache(maxsize=50)
def _packed_file(plain: bytes) -> bytes:
    return gzip.compress(plain, _FILE_LEVEL, mtime=0)
