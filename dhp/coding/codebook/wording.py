"""The words of one entry of the codebook, and what makes them whole."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from dhp.coding.codebook.models import CodeVersion
from dhp.definitions.verdict import DeathType
from dhp.errors import DomainError
from dhp.web.text import clean_text

LONGEST_LABEL = 120  # characters
LONGEST_TEXT = 1_500
LONGEST_REASON = 500
TYPES = tuple(one for one in DeathType if one is not DeathType.UNCLASSIFIED)
_TEXTS = ("definition", "include", "exclude", "example")


@dataclass(frozen=True)
class Wording:
    """What an entry says. `types` are death types (iph, afh, ...); empty means every type."""

    label: str
    definition: str
    include: str = ""
    exclude: str = ""
    example: str = ""
    types: tuple[str, ...] = ()


# What people call each part, on pages and in the history.
PARTS = {
    "label": "Label",
    "definition": "Definition",
    "include": "Include",
    "exclude": "Exclude",
    "example": "Invented example",
    "types": "Types of death",
}


def sound(wording: Wording) -> Wording:
    """`wording` as it is kept: each text one paragraph, the types in their fixed order.

    One paragraph each, so that no program that reads an exported codebook can take the text apart.
    Raises `DomainError` beside the part that is missing, too long or unknown.
    """
    texts = {name: _one_paragraph(getattr(wording, name), name) for name in ("label", *_TEXTS)}
    for name in ("label", "definition"):
        if not texts[name]:
            raise DomainError(f"Enter the {name}.", name)
    return Wording(types=_known(wording.types), **texts)


def words_of(version: CodeVersion) -> Wording:
    """The words of a stored wording."""
    return Wording(
        version.label,
        version.definition,
        version.include,
        version.exclude,
        version.example,
        tuple(version.types.split()),
    )


def differing(first: Wording, second: Wording) -> tuple[str, ...]:
    """The names of the parts in which two wordings differ."""
    names = (part.name for part in fields(Wording))
    return tuple(name for name in names if getattr(first, name) != getattr(second, name))


def types_in_words(types: Iterable[str]) -> str:
    """The types as people read them."""
    return ", ".join(DeathType(one).label for one in types) or "Every type of death"


def reason_given(text: str) -> str:
    """`text` as a reason is kept; raises `DomainError` for a blank."""
    reason = _one_paragraph(text, "reason", LONGEST_REASON)
    if not reason:
        raise DomainError("Say why. It is kept with the codebook.", "reason")
    return reason


def _one_paragraph(text: str, field: str, longest: int = LONGEST_TEXT) -> str:
    longest = LONGEST_LABEL if field == "label" else longest
    return clean_text(" ".join(text.split()), longest=longest, field=field)


def _known(types: Iterable[str]) -> tuple[str, ...]:
    asked = set(types)
    unknown = asked - {one.value for one in TYPES}
    if unknown:
        raise DomainError(
            f"“{min(unknown)}” is no type of death. The types are "
            f"{', '.join(one.value for one in TYPES)}.",
            "types",
        )
    return () if len(asked) == len(TYPES) else tuple(one.value for one in TYPES if one in asked)
