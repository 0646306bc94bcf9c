"""Places beside a theme for what other rooms know: practice that fits, recommendations that follow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app

from dhp.accounts.models import User
from dhp.coding.codebook import Entry

_KEY = "themes_beside"


@dataclass(frozen=True)
class BesideLine:
    """One line: words, an address where the person may go on, and what stands under it."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Beside:
    """A heading on the page of a theme with its lines, or the sentence `empty` where it has none."""

    title: str
    lines: tuple[BesideLine, ...]
    empty: str


Builder = Callable[[Entry, User], Beside | None]


def add_beside(app: Flask, builder: Builder) -> None:
    """Show what `builder` makes of a domain, theme or code on its page, after what is there so far.

    A builder shows only what the person may read; None for somebody who may read nothing of it.
    """
    app.extensions.setdefault(_KEY, []).append(builder)


def beside(entry: Entry, user: User) -> list[Beside]:
    """What other rooms show `user` beside the entry."""
    builders: Iterable[Builder] = current_app.extensions.get(_KEY, ())
    return [one for build in builders if (one := build(entry, user)) is not None]
