"""Texts looked over together: their remarks in one list, for a page to draw and a person to confirm."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dhp.identifiers import Kind, Piece, Remark, pieces, read


@dataclass(frozen=True)
class Looked:
    """One text that has remarks, what it is called, and the number of its first remark."""

    label: str
    text: str
    remarks: tuple[Remark, ...]
    first: int

    @property
    def pieces(self) -> Iterator[Piece]:
        """The text in pieces, some of them marked."""
        return pieces(self.text, self.remarks, self.first)


@dataclass(frozen=True)
class Look:
    """What was remarked on some texts. `mark` names exactly these texts, so that a confirmation of
    others does not count.
    """

    texts: tuple[Looked, ...]
    mark: str

    @property
    def count(self) -> int:
        """How many remarks there are."""
        return sum(len(one.remarks) for one in self.texts)

    @property
    def counted(self) -> list[tuple[Kind, int]]:
        """How many there are of each kind, the kinds by name."""
        return sorted(Counter(remark.kind for one in self.texts for remark in one.remarks).items())

    @property
    def kinds(self) -> dict[str, int]:
        """The same for the trail: it is never told the words."""
        return {kind.value: count for kind, count in self.counted}

    @property
    def claim(self) -> str:
        """What whoever confirms it says."""
        these = "this remark" if self.count == 1 else f"these {self.count:,} remarks"
        return f"I have read {these}. Nobody can be known from the text, or it has to say so."


def look_over(
    texts: Mapping[str, str], known: Iterable[str] = (), only: Collection[Kind] | None = None
) -> Look:
    """Look over `texts` by what they are called; `known` is what the record says of their people.

    With `only` some kinds of remarks count: for readers who hold the case, those that name somebody.
    """
    listed, looked, first = list(known), [], 1
    for label, text in texts.items():
        remarks = tuple(one for one in read(text, listed) if only is None or one.kind in only)
        if remarks:
            looked.append(Looked(label, text, remarks, first))
            first += len(remarks)
    return Look(tuple(looked), _mark(texts))


def _mark(texts: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(list(texts.items())).encode()).hexdigest()[:32]
