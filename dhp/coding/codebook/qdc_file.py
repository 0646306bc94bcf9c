"""The codebook as REFI-QDA (.qdc): the XML that programs for qualitative analysis exchange.

The standard knows a name and one description for each code, so the description carries the parts
of an entry, a line each. A line that begins with no part belongs to the definition, as it does in a
codebook that comes from another program. Colours, notes and sets of codes are not kept.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat  # document types, entities and depth are refused below
from xml.sax.saxutils import escape, quoteattr

from dhp.coding.codebook.rows import MOST_ROWS, Row
from dhp.coding.codebook.wording import Wording
from dhp.errors import DomainError

_SPACE = "urn:QDA-XML:codebook:1.0"
_TEXTS = {
    "Definition": "definition",
    "Include": "include",
    "Exclude": "exclude",
    "Invented example": "example",
}
_TYPES, _REF = "Types of death", "Reference"
_DEPTH = 3  # domain, theme, code


def written(rows: Iterable[Row], origin: str) -> str:
    """The rows as a REFI-QDA codebook. `origin` names the program that wrote it."""
    under: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        under[row.parent].append(row)
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines += [f'<CodeBook xmlns="{_SPACE}" origin={quoteattr(origin)}>', "<Codes>"]
    for row in under[""]:
        lines += _code(row, under, _DEPTH)
    return "\n".join([*lines, "</Codes>", "</CodeBook>", ""])


def read(data: bytes) -> list[Row]:
    """The codes of a REFI-QDA codebook, each after the one around it; raises `DomainError`.

    A document type is refused, and with it every entity that could be defined in one.
    """
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.finish
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        line = parser.CurrentLineNumber
        raise DomainError(
            f"Line {line}: this is not a REFI-QDA codebook. Export it again as .qdc.", "file"
        ) from None
    if not reading.sound:
        raise DomainError("The file holds no REFI-QDA codebook. Export it again as .qdc.", "file")
    return [row for row in reading.rows if row is not None]


def _code(row: Row, under: dict[str, list[Row]], depth: int) -> list[str]:
    inner = under.get(row.ref, ())
    codable = "true" if depth == 1 else "false"
    name, guid = quoteattr(row.wording.label), quoteattr(row.guid)
    lines = [f'<Code guid={guid} name={name} isCodable="{codable}">']
    lines.append(f"<Description>{escape(_description(row))}</Description>")
    for one in inner:
        lines += _code(one, under, depth - 1)
    return [*lines, "</Code>"]


def _description(row: Row) -> str:
    parts = {part: getattr(row.wording, name) for part, name in _TEXTS.items()}
    parts |= {_TYPES: " ".join(row.wording.types), _REF: row.ref}
    return "\n".join(f"{part}: {text}" for part, text in parts.items() if text)


def _wording(label: str, description: str) -> tuple[Wording, str]:
    """What a description says, and the reference in it, if there is one."""
    found: dict[str, str] = {}
    loose = []
    for line in description.splitlines():
        part, colon, text = line.strip().partition(": ")
        if colon and part in (*_TEXTS, _TYPES, _REF) and part not in found:
            found[part] = text
        elif line.strip():
            loose.append(line.strip())
    texts = {name: found.get(part, "") for part, name in _TEXTS.items()}
    texts["definition"] = " ".join([text for text in (texts["definition"], *loose) if text])
    # Other programs leave descriptions out; a codebook of ours needs a definition.
    texts["definition"] = texts["definition"] or label
    types = tuple(found.get(_TYPES, "").split())
    return Wording(label=label, types=types, **texts), found.get(_REF, "")


def _refuse(*_declared: object) -> None:
    raise DomainError(
        "The file declares a document type, which a REFI-QDA codebook does not have.", "file"
    )


@dataclass
class _Reading:
    """What has been read so far: rows in the order in which their elements begin."""

    rows: list[Row | None] = field(default_factory=list)
    sound: bool = False
    _path: list[str] = field(default_factory=list)
    _open: list[tuple[int, str, str, list[str]]] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._path.append(name.rpartition(" ")[2])
        self.sound = self.sound or self._path == ["CodeBook", "Codes"]
        if self._path[-1] == "Code" and self._path[:2] == ["CodeBook", "Codes"]:
            self._begin_code(attributes)

    def finish(self, _name: str) -> None:
        """An element ends."""
        if self._path.pop() != "Code" or not self._open:
            return
        place, guid, label, said = self._open.pop()
        parent = self._open[-1][1] if self._open else ""
        wording, ref = _wording(label, "".join(said))
        self.rows[place] = Row(f"“{label}”", ref, guid, parent, wording)

    def text(self, characters: str) -> None:
        """Characters of the element that is open."""
        if self._open and self._path[-2:] == ["Code", "Description"]:
            self._open[-1][3].append(characters)

    def _begin_code(self, attributes: dict[str, str]) -> None:
        guid = attributes.get("guid", "").strip().strip("{}")
        if not guid or len(guid) > 40:
            raise DomainError("A code in the file has no sound guid. Export it again.", "file")
        if len(self._open) >= _DEPTH:
            raise DomainError(
                "The file has codes more than three levels deep. This codebook has three: domain, "
                "theme and code.",
                "file",
            )
        if len(self.rows) >= MOST_ROWS:
            raise DomainError(f"There are more than {MOST_ROWS:,} codes.", "file")
        self._open.append((len(self.rows), guid, attributes.get("name", ""), []))
        self.rows.append(None)
