"""Where issued figures were first shown: rooms above tell of their reports by reference."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flask import Flask, current_app

_NAME = "explore_sources"
EXPLORED = "explore"  # what a release is about that was asked for on these pages


@dataclass(frozen=True)
class Source:
    """What showed the tables of a release: its kind, title and address, and a word of warning.

    `withdrawn` says that it may no longer be relied on; then its figures are shown nowhere.
    """

    kind: str
    title: str
    href: str = ""
    warning: str = ""
    withdrawn: bool = False


Finder = Callable[[Collection[str]], Mapping[str, Source]]


def set_sources(app: Flask, find: Finder) -> None:
    """Let `find` tell of the reports with some references; those that it leaves out are not shown."""
    app.extensions[_NAME] = find


def sources(refs: Collection[str]) -> dict[str, Source]:
    """What is known of each of `refs`."""
    find: Finder | None = current_app.extensions.get(_NAME)
    found = dict(find(refs)) if find else {}
    found[EXPLORED] = Source("on request", "Prepared by the unit on request")
    return found
