"""Codes of the codebook as findings name them: by their stable references, with labels from above."""

import re
from collections.abc import Callable, Iterable, Mapping

from flask import Flask, current_app

from dhp.errors import DomainError

_NAMER = "learning_codes"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,19}")
_PARTED = re.compile(r"[\s,;]+")

Namer = Callable[[], Mapping[str, str]]


def name_codes(app: Flask, namer: Namer) -> None:
    """Show codes by the labels that `namer` gives for their references, retired ones included.

    Once it is set, a reference that it does not know is refused.
    """
    app.extensions[_NAMER] = namer


def labels() -> Mapping[str, str]:
    """The label of every code by its reference; empty where nobody names them."""
    namer: Namer | None = current_app.extensions.get(_NAMER)
    return namer() if namer else {}


def code_refs(typed: str, known: Mapping[str, str]) -> list[str]:
    """The references in `typed`, parted by commas or spaces, each once, in order.

    Raises `DomainError` for one that cannot be a reference or, where any code is `known`, is not.
    """
    refs = [ref for ref in _PARTED.split(typed) if ref]
    for ref in refs:
        if not _CODE.fullmatch(ref) or (known and ref not in known):
            raise DomainError(
                f"There is no code {ref[:20]}. Check its number in the codebook.", "codes"
            )
    return sorted(set(refs))


def code_words(refs: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """Codes as people read them: "5.03 Voice of the victim", or the reference alone."""
    return [f"{ref} {known[ref]}" if ref in known else ref for ref in refs]
