"""A place beside a recommendation for what other rooms know, such as practice that fits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app

from dhp.accounts.models import User
from dhp.learning.models import Recommendation

_BESIDE = "learning_beside"


@dataclass(frozen=True)
class BesideLine:
    """One line: words, and an address where the person may go on."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Beside:
    """A heading on the page of a recommendation, with its lines."""

    title: str
    lines: tuple[BesideLine, ...]


# Given a recommendation, the references of the codes that it is about, and who reads.
Builder = Callable[[Recommendation, list[str], User], Beside | None]


def add_beside(app: Flask, builder: Builder) -> None:
    """Show what `builder` makes of a recommendation and its codes on its page, after those so far."""
    app.extensions.setdefault(_BESIDE, []).append(builder)


def beside(recommendation: Recommendation, codes: list[str], user: User) -> list[Beside]:
    """What other rooms show beside a recommendation that `user` may read."""
    builders: Iterable[Builder] = current_app.extensions.get(_BESIDE, ())
    found = (build(recommendation, codes, user) for build in builders)
    return [one for one in found if one is not None and one.lines]
