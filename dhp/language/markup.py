"""The markup of a page read piece by piece, across the values that stand in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jinja2 import nodes

INLINE = frozenset({"a", "strong", "em", "bdi", "span", "code", "b", "abbr"})
SPOKEN = frozenset({"aria-label", "data-label", "title", "alt", "placeholder"})
SPOKEN |= {"data-none", "data-refused", "data-saved", "data-failed"}  # what scripts say
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path"})
_KEPT = frozenset({"bdi", "script", "style", "textarea", "code"})
_TAG = re.compile(r"<(?=[a-zA-Z/!])")
_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*$")

Piece = str | nodes.Expr


@dataclass(frozen=True)
class Words:
    """Text between tags."""

    text: str


@dataclass(frozen=True)
class Value:
    """A value between tags; `typed` where people's own words stand."""

    node: nodes.Expr
    typed: bool


@dataclass(frozen=True)
class Spoken:
    """The value of an attribute that is read out, as pieces."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Tag:
    """One whole tag; `name` is empty for a part of one that other parts of the template finish."""

    name: str
    closing: bool
    pieces: tuple[Piece | Spoken, ...]


Atom = Words | Value | Tag


@dataclass
class Scanner:
    """Reads text and values in their order. It stands between tags, in a tag, or in an attribute."""

    quote: str = ""
    attribute: str = ""
    inside: bool = False
    broken: bool = False  # the tag began in another part of the template
    static: str = ""
    pieces: list[Piece | Spoken] = field(default_factory=list)
    value: list[Piece] = field(default_factory=list)
    open: list[tuple[str, bool]] = field(default_factory=list)

    def copy(self) -> "Scanner":
        """The same place, for a branch of the template that begins here."""
        return replace(self, pieces=list(self.pieces), value=list(self.value), open=list(self.open))

    def take_value(self, node: nodes.Expr) -> Iterator[Atom]:
        """Read a value."""
        if self.quote:
            self.value.append(node)
        elif self.inside:
            self.pieces.append(node)
        else:
            yield Value(node, any(typed for _, typed in self.open))

    def take_text(self, text: str) -> Iterator[Atom]:
        """Read text."""
        while text:
            if self.quote:
                text = self._in_value(text)
            elif self.inside:
                text, tag = self._in_tag(text)
                yield from tag
            else:
                start = _TAG.search(text)
                end = start.start() if start else len(text)
                if end:
                    yield Words(text[:end])
                text, self.inside = text[end:], start is not None

    def pause(self) -> Iterator[Atom]:
        """Give what was read of a tag that is not finished here."""
        if self.inside:
            self._end_value(spoken=False)
            if self.pieces:
                yield Tag("", False, tuple(self.pieces))
            self.pieces, self.broken = [], True

    def _in_value(self, text: str) -> str:
        end = text.find(self.quote)
        held = text if end < 0 else text[:end]
        self.static += held
        if held:
            self.value.append(held)
        if end < 0:
            return ""
        self._end_value(spoken=self.attribute in SPOKEN)
        self.quote = ""
        return self._add(text[end:], 1)

    def _end_value(self, *, spoken: bool) -> None:
        self.pieces += [Spoken(tuple(self.value))] if spoken and self.value else self.value
        self.value = []

    def _in_tag(self, text: str) -> tuple[str, list[Atom]]:
        stop = re.search("[\"'>]", text)
        if stop is None:
            return self._add(text, len(text)), []
        rest = self._add(text, stop.end())
        if stop[0] != ">":
            self.quote = stop[0]
            attribute = _ATTRIBUTE.search(text[: stop.start()])
            self.attribute = attribute[1] if attribute else ""
            return rest, []
        return rest, [self._end_tag()]

    def _add(self, text: str, length: int) -> str:
        self.static += text[:length]
        self.pieces.append(text[:length])
        return text[length:]

    def _end_tag(self) -> Tag:
        begun = _NAME.match(self.static)
        closing, name = (bool(begun[1]), begun[2].lower()) if begun else (False, "")
        if closing:
            self._close(name)
        elif name and name not in _VOID and not self.static.endswith("/>"):
            self.open.append((name, name in _KEPT or 'dir="auto"' in self.static))
        tag = Tag("" if self.broken else name, closing, tuple(self.pieces))
        self.inside, self.broken, self.static, self.pieces = False, False, "", []
        return tag

    def _close(self, name: str) -> None:
        names = [opened for opened, _ in self.open]
        if name in names:
            del self.open[len(names) - 1 - names[::-1].index(name) :]
