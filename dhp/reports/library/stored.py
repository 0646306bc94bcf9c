"""What a stored report says, read from its words as they were kept: nothing is worked out anew."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dhp.practice.searching import words_of
from dhp.reports.models import Run

Data = Mapping[str, Any]


def stored(run: Run) -> Data:
    """The stored form of the report."""
    data: Data = json.loads(run.content)
    return data


def headline(data: Data) -> str:
    """The first point of the first list, which reports begin with; empty where there is none."""
    points = (block["items"] for block in data["blocks"] if block["kind"] == "bullets")
    return next((items[0] for items in points if items), "")


def tables(data: Data) -> dict[str, Data]:
    """The tables of a report by their stable number, in its order."""
    return {block["id"]: block for block in data["blocks"] if block["kind"] == "table"}


def holds(data: Data, asked: list[str]) -> bool:
    """Whether each of the words, as parted, begins a word of the report's own."""
    said = set(words_of(" ".join(_prose(data))))
    return all(any(word.startswith(one) for word in said) for one in asked)


def _prose(data: Data) -> Iterator[str]:
    """The words that people wrote and read: titles, headings, sentences, and heads of rows."""
    yield from (data["title"], data["subtitle"])
    for block in data["blocks"]:
        yield from (block.get(name) or "" for name in ("title", "text", "subtitle", "alternative"))
        yield from block.get("items") or ()
        yield from (row["label"] for row in block.get("rows") or ())
