"""Everything that can stand on a page of a contact, gathered from where it is written in English."""

from collections.abc import Iterator

from jinja2 import Environment, nodes

from dhp.dictionary import DICTIONARY, SECTIONS, Stage, State
from dhp.dictionary.entry import Option
from dhp.language import pages, source
from dhp.language.scope import MODULES, OTHERS, PAGES


def gathered(environment: Environment) -> dict[str, set[str]]:
    """Each English text, with the places that it comes from, in the order of the house."""
    found: dict[str, set[str]] = {}
    for place, texts in (
        *(("dictionary", one) for one in (_dictionary(),)),
        *((f"templates/{name}", _page(environment, name)) for name in sorted(PAGES)),
        *((f"dhp/{name.partition(':')[0]}.py", source.texts_of(name)) for name in MODULES),
        ("dhp/language/scope.py", iter(OTHERS)),
    ):
        for text in texts:
            found.setdefault(text, set()).add(place)
    return found


def _dictionary() -> Iterator[str]:
    yield from SECTIONS.values()
    yield from (state.label for state in State)
    for entry in DICTIONARY.values():
        options: tuple[Option, ...] = entry.options
        words = (entry.question, entry.hint, entry.name, entry.of_whom)
        yield from (text for text in words if text)
        yield from (option.label for option in options)
        if entry.needed is Stage.NOTICE:  # a file of notices is explained by its definitions
            yield entry.definition


def _page(environment: Environment, name: str) -> Iterator[str]:
    """The sentences of a page, and the words in its expressions."""
    assert environment.loader is not None  # noqa: S101 - ours always has one
    text = environment.loader.get_source(environment, name)[0]
    heard: list[str] = []
    pages.lay_over(environment.parse(text), heard.append)
    yield from heard
    tree = environment.parse(text)
    inside: set[int] = set()
    for joined in tree.find_all(nodes.Concat):
        yield from _pattern(joined.nodes)
        inside |= {id(part) for part in joined.nodes}
    # What `current_user.may(...)` is asked names a kind of act.
    inside |= {id(part) for call in tree.find_all(nodes.Call) for part in _of_an_act(call)}
    for constant in tree.find_all(nodes.Const):
        told = constant.value
        if id(constant) not in inside and isinstance(told, str) and source.is_prose(told):
            yield source.in_places(told.strip())


def _of_an_act(call: nodes.Call) -> list[nodes.Expr]:
    return call.args if pages.name_of(call) == "may" else []


def _pattern(parts: list[nodes.Expr]) -> Iterator[str]:
    text, taken = "", set[str]()
    for part in parts:
        if isinstance(part, nodes.Const):
            text += str(part.value)
            continue
        name = source.free(pages.name_of(part), taken)
        taken.add(name)
        text += f"{{{name}}}"
    if source.is_prose(text):
        yield text.strip()
