"""The project's own files, as the house tests read them."""

import ast
import functools
import subprocess
from pathlib import Path

from dhp import ROOT

MADE_BY_OTHERS = ("dhp/static/vendor/", "tests/browser/axe", "LICENSE", "dhp/fonts/")


@functools.cache
def modules() -> dict[str, ast.Module]:
    """The parsed modules of the service, by their path from the root."""
    paths = [*(ROOT / "dhp").rglob("*.py"), ROOT / "config.py", ROOT / "wsgi.py"]
    return {name(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths)}


@functools.cache
def committed() -> dict[str, str]:
    """The text of every file that is ours and under version control, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    texts = {}
    for path in listed:
        if path.startswith(MADE_BY_OTHERS) or not (ROOT / path).is_file():
            continue
        content = (ROOT / path).read_bytes()
        if b"\0" not in content:
            texts[path] = content.decode()
    return texts


def functions(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones too."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(module) if isinstance(node, kinds)]


def name(path: Path) -> str:
    """The path from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()
