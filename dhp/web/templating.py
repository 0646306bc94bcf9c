"""How templates are loaded and what they may call."""

from typing import Any

from flask import Flask, current_app
from flask.templating import Environment
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, StrictUndefined, Template, Undefined
from markupsafe import Markup

from dhp.calendar import long_date, long_instant, short_date
from dhp.references import shown_reference
from dhp.web.headers import csp_nonce

_LIBRARIES = ("govuk_frontend_jinja", "govuk_frontend_wtf")


class StrictEnvironment(Environment):
    """Our templates fail on an undefined name; the GOV.UK ones rely on such, and may."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, undefined=StrictUndefined, **options)
        self._lenient: Environment | None = None

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002 - Jinja's own name
        if self.undefined is StrictUndefined and name.startswith(_LIBRARIES):
            if self._lenient is None:
                self._lenient = self.overlay(
                    undefined=Undefined, trim_blocks=False, lstrip_blocks=False
                )
            return self._lenient._load_template(name, globals)  # noqa: SLF001 - the same class
        return super()._load_template(name, globals)


def paragraphs(text: str) -> list[list[str]]:
    """`text` as paragraphs of lines, parted by blank lines, for the macro of the same name."""
    blocks = (block.strip("\n").split("\n") for block in text.replace("\r\n", "\n").split("\n\n"))
    return [lines for lines in blocks if any(line.strip() for line in lines)]


def draw(name: str, **values: object) -> Markup:
    """A page drawn from `values` alone: no context processor runs, nothing is read."""
    return Markup(current_app.jinja_env.get_template(name).render(**values))  # noqa: S704 - escaped


def has_endpoint(endpoint: str) -> bool:
    """Whether the application has this endpoint."""
    return endpoint in current_app.view_functions


def init_app(app: Flask) -> None:
    """Install loaders, filters and globals. Comes before anything that touches `app.jinja_env`."""
    app.jinja_environment = StrictEnvironment  # type: ignore[assignment]
    libraries = PrefixLoader({name: PackageLoader(name) for name in _LIBRARIES})
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([own, libraries] if own else [libraries])
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        csp_nonce=csp_nonce,
        has_endpoint=has_endpoint,
    )
    environment.filters.update(
        reference=shown_reference,
        paragraphs=paragraphs,
        london=long_instant,
        long_date=long_date,
        short_date=short_date,
    )
