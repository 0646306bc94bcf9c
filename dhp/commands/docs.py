"""Commands for the pages of documentation that are written from the code."""

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from dhp.accounts.document import roles_page
from dhp.accounts.roles import ROLES
from dhp.dictionary import DICTIONARY, SECTIONS, VERSION
from dhp.dictionary.document import guide
from dhp.language import catalogue, writing
from dhp.notifications.document import states_page
from dhp.notifications.rules import MOVES
from dhp.questions.document import states_page as question_states_page
from dhp.questions.rules import MOVES as QUESTION_MOVES
from dhp.retention.document import retention_page
from dhp.statistics.measures import MEASURES, measures_page
from dhp.web.document import routes_page

_PERMISSIONS = """\
# Permissions

Who may do what, and who may call which route. Written from the code by `flask docs write`. The
roles are in `dhp/accounts/roles.py`; every route declares its access beside its view, and a
route that declares nothing is refused to everybody.
"""

docs = AppGroup("docs", help="Pages of documentation that are written from the code.")


@docs.command("write")
def write() -> None:
    """Write the pages anew."""
    for path, text in (*pages(), *translations()):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            click.echo(f"Written: {_shown(path)}")


@docs.command("check")
@click.pass_context
def check(context: click.Context) -> None:
    """Show where the pages differ from the code; exit 1 if any does. Changes nothing."""
    stale = [line for path, text in (*pages(), *translations()) for line in _difference(path, text)]
    for line in stale:
        click.echo(line)
    if stale:
        click.echo("These pages are stale. Run `flask docs write`.", err=True)
        context.exit(1)


def pages() -> Iterator[tuple[Path, str]]:
    """Where each page is kept, and what the code says it should be."""
    folder = Path(current_app.root_path).parent / "docs"
    for name, text in PAGES.items():
        yield folder / name, text()


def translations() -> Iterator[tuple[Path, str]]:
    """The same of the catalogue of translations, whose English comes from the code."""
    yield catalogue.FILE, writing.page(current_app.jinja_env)


def _shown(path: Path) -> str:
    return f"docs/{path.name}" if path.suffix == ".md" else f"dhp/translations/{path.name}"


def _difference(path: Path, text: str) -> Iterator[str]:
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    names = (f"{_shown(path)} as it is", f"{_shown(path)} as it should be")
    return difflib.unified_diff(kept.splitlines(), text.splitlines(), *names, lineterm="")


PAGES: dict[str, Callable[[], str]] = {
    "data-dictionary.md": lambda: guide(DICTIONARY, SECTIONS, VERSION),
    "measures.md": lambda: measures_page(MEASURES),
    "permissions.md": lambda: "\n".join(
        [_PERMISSIONS, roles_page(ROLES), routes_page(current_app)]
    ),
    "retention.md": retention_page,
    "states.md": lambda: "\n".join([states_page(MOVES), question_states_page(QUESTION_MOVES)]),
}

COMMANDS = (docs,)
