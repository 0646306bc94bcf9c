"""How templates are loaded, what they may call, and how those in scope are drawn in Welsh."""

from collections.abc import MutableMapping
from types import CodeType
from typing import Any

from flask import Flask, before_render_template, current_app
from flask.sansio.app import App
from flask.templating import Environment
from jinja2 import (
    ChoiceLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    Undefined,
    nodes,
)
from markupsafe import Markup

from dhp.calendar import london_date, long_date, long_instant, short_date
from dhp.dictionary.answer import HouseWords
from dhp.language import Language, is_offered, present, say, say_sentence, say_typed
from dhp.language.languages import speaks_welsh
from dhp.language.pages import lay_over
from dhp.language.saying import in_its_words, markup_of
from dhp.language.scope import PAGES
from dhp.references import shown_reference
from dhp.web.headers import csp_nonce

_LIBRARIES = ("govuk_frontend_jinja", "govuk_frontend_wtf")
# Behind the code of each template: what it writes out goes through ours under the name of Jinja's.
_OUR_ESCAPE = "\nfrom dhp.web.pieces import safe as escape\n"


class StrictEnvironment(Environment):
    """Our templates fail on an undefined name; the GOV.UK ones rely on such, and may.

    For a reader of Welsh the same templates are compiled once more, with the Welsh laid over them:
    the English ones stay as they are, and cost nothing.
    """

    def __init__(self, app: App, **options: Any) -> None:
        super().__init__(app, undefined=StrictUndefined, **options)
        self._lenient: Environment | None = None
        self._in_welsh: StrictEnvironment | None = None
        self._is_welsh = False

    def _load_template(self, name: str, more: Any) -> Template:
        if self.undefined is not StrictUndefined:
            return super()._load_template(name, more)
        if not self._is_welsh and speaks_welsh():
            return self._welsh().get_template(name, globals=more)
        if name.startswith(_LIBRARIES):
            if self._lenient is None:
                self._lenient = self.overlay(
                    undefined=Undefined, trim_blocks=False, lstrip_blocks=False
                )
            return self._lenient.get_template(name, globals=more)
        return super()._load_template(name, more)

    def turn_welsh(self) -> None:
        """Lay the Welsh over whatever is compiled from now on."""
        self._lenient, self._is_welsh = None, True

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of all templates themselves, where a template is given none of its own.

        Jinja lays an empty map over them, which each page then searches twice for each of its macros.
        """
        return super().make_globals(d) if d else self.globals

    def _compile(self, source: str, filename: str) -> CodeType:
        return super()._compile(source + _OUR_ESCAPE, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        spoken = name is not None and (name in PAGES or name.startswith(_LIBRARIES))
        return lay_over(tree) if self._is_welsh and spoken else tree

    def _welsh(self) -> "StrictEnvironment":
        if self._in_welsh is None:
            # Compiled apart: what is kept of the English ones would be taken for these.
            made = self.overlay(bytecode_cache=None)
            made.turn_welsh()
            self._in_welsh = made
        return self._in_welsh


def paragraphs(text: str) -> list[list[str]]:
    """`text` as paragraphs of lines, parted by blank lines, for the macro of the same name."""
    blocks = (block.strip("\n").split("\n") for block in text.replace("\r\n", "\n").split("\n\n"))
    return [lines for lines in blocks if any(line.strip() for line in lines)]


def draw(name: str, **values: object) -> Markup:
    """A page drawn from `values` alone: no context processor runs, nothing is read."""
    return Markup(current_app.jinja_env.get_template(name).render(**values))  # noqa: S704 - the template escapes


def has_endpoint(endpoint: str) -> bool:
    """Whether the application has this endpoint."""
    return endpoint in current_app.view_functions


def init_app(app: Flask) -> None:
    """Install loaders, filters and globals. Comes before anything that touches `app.jinja_env`."""
    app.jinja_environment = StrictEnvironment
    libraries = PrefixLoader({name: PackageLoader(name) for name in _LIBRARIES})
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([own, libraries] if own else [libraries])
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        csp_nonce=csp_nonce,
        has_endpoint=has_endpoint,
        Language=Language,
        language=present,
        language_is_offered=is_offered,
        markup_of=markup_of,
        say=say,
        say_sentence=say_sentence,
        say_typed=say_typed,
    )
    environment.filters.update(
        reference=shown_reference,
        paragraphs=paragraphs,
        london=long_instant,
        london_date=london_date,
        long_date=long_date,
        short_date=short_date,
        house_words=HouseWords,
        in_its_words=in_its_words,
    )
    before_render_template.connect(_name_language, app)


def _name_language(_app: Flask, template: Template, context: dict[str, Any], **_more: Any) -> None:
    """Tell the frame of a Welsh page that its main part has no Welsh."""
    context["is_english_within"] = speaks_welsh() and template.name not in PAGES
