"""Templates parse, are used, and keep to the security policy: nothing inline, all text escaped."""

import ast
import fnmatch
import re
from functools import cache
from html.parser import HTMLParser

import jinja2
import jinja2.meta
import jinja2.nodes
import pytest

from dhp import ROOT, create_app
from dhp.reports import html
from tests.harness.databases import settings
from tests.house.sources import modules

FOLDER = ROOT / "templates"
TEMPLATES = sorted(
    path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()
)
# A file that people keep: it carries its style and a policy with the style's hash.
OWN_POLICY = {"reports/standalone.html"}
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Attributes given to a macro: {"style": ...}, {"onclick": ...}.
GIVEN_TO_A_MACRO = re.compile(r"""["'](style|on[a-z]+)["']\s*:""")
SAFE = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\(")


class _Inline(HTMLParser):
    """Collects what the security policy would refuse."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"inline <{tag}> at line {self.getpos()[0]}")
        self.found += [
            f"{name}= at line {self.getpos()[0]}"
            for name in sorted(names)
            if name == "style" or name.startswith("on")
        ]


def _source(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def _names_in_python():
    """Every template's name in the code; a computed part stands as `*`."""
    for module in modules().values():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    part.value if isinstance(part, ast.Constant) else "*" for part in node.values
                )


def _names_in_templates():
    syntax = jinja2.Environment(autoescape=True, extensions=list(_pages().extensions))
    for name in TEMPLATES:
        for other in jinja2.meta.find_referenced_templates(syntax.parse(_source(name))):
            yield other or ""


@cache
def _pages():
    return create_app(settings("sqlite://")).jinja_env


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_parses_and_knows_its_filters(name):
    of_files = name.startswith(("reports/_", "reports/document", "reports/standalone"))

    (html._environment if of_files else _pages()).get_template(name)


def test_there_are_only_html_templates():
    assert [name for name in TEMPLATES if not name.endswith(".html")] == []


def test_every_template_is_used():
    patterns = {name for name in _names_in_python() if name.endswith(".html") and name != "*.html"}
    patterns |= set(_names_in_templates())
    unused = [
        name
        for name in TEMPLATES
        if not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    ]

    assert unused == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_uses_what_it_imports(name):
    tree = _pages().parse(_source(name))
    imported = {
        given if isinstance(given, str) else given[1]
        for each in tree.find_all(jinja2.nodes.FromImport)
        for given in each.names
    }

    assert imported - {used.name for used in tree.find_all(jinja2.nodes.Name)} == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_nothing_inline(name):
    page = _Inline()
    page.feed(JINJA.sub(lambda jinja: "\n" * jinja[0].count("\n"), _source(name)))

    given = [
        f"{attribute}: given to a macro" for attribute in GIVEN_TO_A_MACRO.findall(_source(name))
    ]
    found = [it for it in page.found if not (name in OWN_POLICY and "<style>" in it)]
    assert found + given == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_draws_what_is_chosen_in_one_size(name):
    assert (
        re.findall(r'class="govuk-(?:radios|checkboxes)(?! govuk-\w+--small)["\s]', _source(name))
        == []
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_lets_no_text_through_unescaped(name):
    assert SAFE.findall(_source(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_legend_that_is_styled_keeps_its_words(name):
    """What is given for a legend takes the place of the field's own, words and all."""
    assert '"legend": {"classes"' not in _source(name)


def test_the_faults_of_a_form_are_summed_up_once_on_the_frame_of_every_page():
    drawn = [name for name in TEMPLATES if re.search(r"\{\{\s*error_summary\(", _source(name))]
    said = [name for name in TEMPLATES if "error_summary(form)" in _source(name)]

    assert drawn == ["base.html"]
    assert set(said) == {"base.html", "components/errors.html"}
