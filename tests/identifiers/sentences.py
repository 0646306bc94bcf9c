"""Invented sentences with planted identifiers, as the tests of the reader of texts use them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PLANTED = re.compile("⟦(?P<kind>[a-z]+)(?:[|](?P<words>[^⟧]*))?⟧")


@dataclass(frozen=True)
class Planted:
    """Where something identifying stands in a sentence; `together` is of the whole of it."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks, and what was planted in it; benign where nothing was."""

    text: str
    planted: tuple[Planted, ...]


def sentences() -> Iterator[Sentence]:
    """The sentences of the file beside this module."""
    for line in (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines():
        yield parsed(line)


def parsed(line: str) -> Sentence:
    """A line in which what is planted stands as ⟦kind|words⟧, or as ⟦together⟧ at its start."""
    text, planted, place = "", [], 0
    for found in _PLANTED.finditer(line):
        text += line[place : found.start()]
        words = found["words"] or ""
        planted.append(Planted(len(text), len(text) + len(words), found["kind"]))
        text, place = text + words, found.end()
    text += line[place:]
    whole = (Planted(0, len(text), one.kind) if one.kind == "together" else one for one in planted)
    return Sentence(text, tuple(whole))
