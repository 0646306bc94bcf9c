"""The words with which definitions give their reasons: `reasons.txt` holds every set of them.

They stand beside the unit's decision, so a changed word is a change that somebody should read. Write
the file anew with `python -m tests.definitions.test_reasons`, and read the difference.
"""

from itertools import product
from pathlib import Path

import pytest

from dhp.definitions import DEFINITIONS, Facts, Relationship
from tests.definitions.test_never_guessing import READS, VALUES

GIVEN = Path(__file__).with_name("reasons.txt")
ASKED = VALUES | {"relationship": tuple(Relationship), "shared_child": (None, True)}


def reasons_of(name: str) -> list[str]:
    """Every verdict on facts that are established, with its reasons, once, in order."""
    read = (*READS[name], "shared_child")
    combinations = (
        Facts(**dict(zip(read, values, strict=True)))
        for values in product(*(ASKED[fact] for fact in read))
    )
    return sorted({_told(DEFINITIONS[name].judge(facts)) for facts in combinations})


def _told(verdict) -> str:
    kind = f" as {verdict.type}" if verdict.type else ""
    return f"{verdict.scope}{kind}: {' '.join(verdict.reasons)}"


def _paragraph(name: str) -> str:
    return "\n".join([f"{name}", *(f"    {line}" for line in reasons_of(name))])


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_gives_its_reasons_in_these_words(name):
    given = GIVEN.read_text(encoding="utf-8").rstrip("\n").split("\n\n")

    assert _paragraph(name) in given


if __name__ == "__main__":
    GIVEN.write_text("\n\n".join(map(_paragraph, DEFINITIONS)) + "\n", encoding="utf-8")
