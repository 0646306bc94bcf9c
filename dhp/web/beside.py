"""Places on a page where rooms above show what they know of the same thing: practice, questions, reports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import Flask, current_app

Thing = TypeVar("Thing")
Reader = TypeVar("Reader")


@dataclass(frozen=True)
class BesideLine:
    """One line: words, an address where the person may go on, and what stands under it."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Beside:
    """A heading with its lines, or the sentence `empty` where it has none."""

    title: str
    lines: tuple[BesideLine, ...]
    empty: str = ""


@dataclass(frozen=True)
class Place(Generic[Thing, Reader]):
    """A place on the pages of one kind of thing, named in the application's extensions."""

    name: str

    def add(self, app: Flask, builder: Callable[[Thing, Reader], Beside | None]) -> None:
        """Show what `builder` makes of a thing, after what is there so far.

        A builder shows only what the reader may read; None for a reader who may read nothing of it.
        """
        app.extensions.setdefault(self.name, []).append(builder)

    def of(self, thing: Thing, reader: Reader) -> list[Beside]:
        """What rooms above show beside `thing`, which `reader` was found to be allowed to read."""
        builders: Iterable[Callable[[Thing, Reader], Beside | None]]
        builders = current_app.extensions.get(self.name, ())
        found = (build(thing, reader) for build in builders)
        return [one for one in found if one is not None and (one.lines or one.empty)]
