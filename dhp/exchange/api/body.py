"""Reading the JSON of a request: strictly, within bounds, and only one way to read it."""

import json
import re
from collections.abc import Sequence
from typing import NoReturn

DEEPEST = 20  # arrays and objects within each other
_SHOWN = 60  # characters of a name in a message
_TEXTS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")


class Malformed(ValueError):
    """A body that is not the JSON that it must be. The message says what to do."""


def read_json(raw: bytes) -> object:
    """The value that `raw` holds.

    Raises `Malformed` for other encodings than UTF-8, for nesting deeper than `DEEPEST`, for a
    member that is named twice and for numbers that JSON does not have.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("The body is not UTF-8. Encode it so.") from None
    _check_depth(text)
    try:
        return json.loads(text, object_pairs_hook=_members, parse_constant=_no_number)
    except Malformed:
        raise
    except ValueError as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Malformed(f"The body is not JSON{where}. Check it.") from None


def shortened(name: str) -> str:
    """A name from a body, short enough for a message."""
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"


def _check_depth(text: str) -> None:
    depth = 0
    for bracket in _BRACKETS.finditer(_TEXTS.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEEPEST:
            raise Malformed(f"The body is nested too deeply. Use at most {DEEPEST} levels.")


def _members(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise Malformed(f"“{shortened(name)}” is given twice. Give each name once.")
        members[name] = value
    return members


def _no_number(text: str) -> NoReturn:
    raise Malformed(f"{text} is no number in JSON. Leave the answer out, or give its state.")
