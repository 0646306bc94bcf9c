"""The log: one line of JSON for each thing, with nothing in it that anybody typed or is called.

An error is told by its kind and its place, never by its text: the text may quote a value, and a
database quotes the row. What other libraries log is told by the words of their code alone.
"""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import Flask, g, has_request_context

_OURS = str(Path(__file__).parents[1])
_FACTS = "facts"  # the attribute of a record that carries its own members of the line
_DEEPEST = 6  # causes of one error, and places of each, that are told
_HANDLER = "dhp-json"
# What a database driver says of an error beside its text: names of our own schema.
_DIAGNOSED = ("sqlstate", "table_name", "constraint_name")


class JsonLines(logging.Formatter):
    """A record as one line of JSON. Also named in the configuration of the web server."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": at, "level": record.levelname.lower()}
        if has_request_context():
            line["request"] = g.get("request_id", "")
        line |= getattr(record, _FACTS, None) or {"event": _words(record)}
        if record.name != "dhp":
            line["logger"] = record.name
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = list(_causes(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=True)


def init_app(app: Flask) -> None:
    """Where the settings ask for it, write the log as lines of JSON to the standard output."""
    if app.config["LOG"] != "json":
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.set_name(_HANDLER)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for old in [old for old in root.handlers if old.get_name() == _HANDLER]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    app.logger.handlers.clear()
    app.logger.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _tell_crash
    threading.excepthook = lambda args: _tell_crash(args.exc_type, args.exc_value, None)


def told(facts: dict[str, object]) -> dict[str, object]:
    """What to give as `extra` to a logger, so that `facts` become members of the line."""
    return {_FACTS: facts}


def _words(record: logging.LogRecord) -> str:
    if record.pathname.startswith(_OURS):
        return record.getMessage()  # ours are written with this rule in mind
    if record.args and isinstance(record.msg, str):
        return record.msg  # as it stands in the code, before anything is put in
    return f"withheld, {Path(record.pathname).name}:{record.lineno}"


def _causes(error: BaseException) -> Iterator[dict[str, object]]:
    """The error and what caused it, the outermost first."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen and len(seen) < _DEEPEST:
        seen.add(id(found))
        kind = type(found)
        cause: dict[str, object] = {"kind": f"{kind.__module__}.{kind.__qualname__}"}
        cause |= _diagnosed(found)
        if places := _places(found.__traceback__):
            cause["at"] = places
        yield cause
        found = found.__cause__ or found.__context__


def _diagnosed(error: BaseException) -> dict[str, object]:
    diagnosis: Any = getattr(error, "diag", None)
    found = {name: getattr(diagnosis, name, None) for name in _DIAGNOSED}
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _places(trace: TracebackType | None) -> list[str]:
    """Where it happened: the last places, the innermost at the end."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        places.append(f"{path.parent.name}/{path.name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-_DEEPEST:]


def _tell_crash(
    kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None
) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("dhp").critical("ended by an error", exc_info=error)
