"""The logical structure of a printed report: what is a heading, a list, a table, a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Content:
    """A stretch of drawn content: the index of its page and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True)
class Link:
    """A link on a page, in the element that describes it: the page's index and the link's name."""

    page: int
    name: str


@dataclass(eq=False)
class Element:
    """One element of the structure tree, such as H1, P, Table, TH or Figure.

    It is made in reading order while the story is told; its content is added as it is drawn.
    `alt` is the text of a picture, `box` its place on the page; `scope` the direction of a table
    head (Row or Column); `actual` what is said instead of the drawn content; `numbering`
    the label of a list's items (Disc or None).
    """

    tag: str
    alt: str = ""
    scope: str = ""
    numbering: str = "None"
    actual: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list["Element | Content | Link"] = field(default_factory=list)

    def add(self, tag: str, **more: Any) -> "Element":
        """A new element at the end of this one; `more` are its other fields by name."""
        element = Element(tag, **more)
        self.kids.append(element)
        return element

    def all(self) -> Iterator["Element"]:
        """This element and everything inside it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all()
