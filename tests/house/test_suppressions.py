"""A checker is told to look away only where nothing else is right: one line in five thousand."""

import re
from pathlib import PurePath

from tests.house.sources import committed

MOST = 0.2  # in a thousand lines
CODE = {".py", ".html", ".js", ".css"}
LOOK_AWAY = re.compile(
    r"(#|//|/\*|\{#)\s*(ruff: |flake8: )?"
    r"(noqa|type:\s*ignore|mypy:\s*ignore|fmt:\s*(off|skip)|pragma:\s*no|nosec|pylint:|pyright:"
    r"|shellcheck |djlint:\s*off|eslint-disable|stylelint-disable|@ts-)"
)


def test_checkers_are_seldom_told_to_look_away():
    code = {path: text.splitlines() for path, text in committed().items() if _is_code(path)}
    told = [
        f"{path}:{number} {line.strip()}"
        for path, lines in code.items()
        for number, line in enumerate(lines, 1)
        if LOOK_AWAY.search(line)
    ]

    assert len(told) <= MOST * sum(map(len, code.values())) / 1000, "\n".join(told)


def _is_code(path: str) -> bool:
    return PurePath(path).suffix in CODE or path.startswith(".ci/")
