"""The words in the Python of a room: what is written for people, told apart from names of things."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_PROSE = re.compile(r"[_/<>=@\\#|*^$\[\]]|--|\.\w|^[a-z]+-[a-z-]+$|^[-.\w]+\.[a-z]+$|\bnone\b\)")
_SMALL = re.compile(r"^[a-z(]")
# Calls whose words no reader sees.
_UNSEEN = frozenset(
    {
        *("url_for", "Blueprint", "CheckConstraint", "Index", "compile", "info", "warning"),
        *("error", "exception", "Duty", "getLogger", "redirect", "render_template", "link"),
        *("mapped_column", "String", "AppGroup", "endpoint", "get", "post", "route", "TypeVar"),
        *("RuntimeError", "TypeError", "text"),
    }
)


# Names of things that look like words: keys of messages, reasons in the trail, slugs.
_NAMES = frozenset(
    {
        *("Guesser", "code of {id}", "passkey {ref} {what}", "passkey {purpose}:{token}"),
        *("no answer of a passkey", "another person", "refused there", "stale proof"),
        *("recovery {id} link", "recovery {id} done", "accounts {quarter}", "account check {ref}"),
        *("the {who}", "suspect{n}", "28-days", "6-months", "Confirming"),
        *(
            "NFC",
            "second factor",
            "12-months",
            "Signing",
            "Content-Disposition",
            "incident.{code}",
            "emergency {ref}",
        ),
    }
)


def is_prose(text: str) -> bool:
    """Whether a text is written for people: it begins large, or has several words."""
    if text.strip() in _NAMES or "aria-" in text:
        return False
    plain = re.sub(r"\{\w*\}|%[sd]", " ", text)
    if not _WORD.search(plain) or _NO_PROSE.search(plain.replace("http://", "")):
        return False
    words = plain.split()
    if re.search(r"\}-|-\{", text):  # the name of a thing on a page, made of parts
        return False
    return not _SMALL.match(plain.strip()) or len(words) > 1 or "{" in text


def in_places(text: str) -> str:
    """Places without a name, `%d` and `{:,}`, as the catalogue has them."""
    return re.sub(r"%[sd]|\{:,\}", "{value}", text)


def free(name: str, taken: set[str]) -> str:
    """`name`, or with a number where it is taken."""
    return next(one for one in (name, *(f"{name}{n}" for n in range(2, 99))) if one not in taken)


def texts_of(module: str) -> Iterator[str]:
    """The words of `dhp/MODULE.py`, sentences with `{places}` for what is put into them.

    `MODULE:NAME,OTHER` gives the words of what it defines under these names alone.
    """
    path, _, names = module.partition(":")
    tree = ast.parse((_ROOT / f"{path}.py").read_text(encoding="utf-8"))
    seen = _Seen()
    for node in _named(tree, set(names.split(","))) if names else [tree]:
        seen.visit(node)
    return iter(seen.found)


def _named(tree: ast.Module, names: set[str]) -> list[ast.stmt]:
    """What a module defines under `names`. Raises `KeyError` for a name that it does not define."""
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node
    return [found[name] for name in sorted(names)]


class _Seen(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        """Pass over docstrings."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Pass over calls whose words no reader sees."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in _UNSEEN:
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Pass over the type of what is given back."""
        for part in (*node.args.defaults, *node.args.kw_defaults, *node.body):
            if part is not None:
                self.visit(part)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Pass over what is only compared."""

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Pass over keys."""
        self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Pass over types."""

    def visit_Assign(self, node: ast.Assign) -> None:
        """Pass over lists of names."""
        if not any(getattr(target, "id", "") == "__all__" for target in node.targets):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Pass over types."""
        if node.value is not None:
            self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Keep what is prose."""
        if isinstance(node.value, str) and is_prose(node.value):
            self.found.append(node.value.strip())

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Keep a sentence with its places, and what is written inside them."""
        text, taken = "", set[str]()
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += str(part.value)
            elif isinstance(part, ast.FormattedValue):
                name = free(_name(part.value), taken)
                taken.add(name)
                text += f"{{{name}}}"
                self.visit(part.value)
        if is_prose(text):
            self.found.append(text.strip())


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Call():
            return _name(node.func).lstrip("_")
        case _:
            return "value"
