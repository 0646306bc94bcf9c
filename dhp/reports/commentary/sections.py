"""Where comments stand in a document, and the numbers that each of them is bound to."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dhp.reports.blocks import Block, Heading, Note
from dhp.reports.commentary.models import Commentary
from dhp.reports.document import Document

TITLE = "Comment by the unit"


@dataclass(frozen=True)
class Section:
    """One section of a document: its lasting key, its title, and the fingerprint of its numbers."""

    key: str
    title: str
    fingerprint: str


def sections(document: Document) -> dict[str, Section]:
    """The sections of `document` by key, in its order."""
    bare, found = uncommented(document), {}
    data = bare.to_data()["blocks"]
    starts = [at for at, block in enumerate(bare.blocks) if _opens(block)]
    for start, end in zip(starts, [*starts[1:], len(bare.blocks)], strict=True):
        heading = bare.blocks[start]
        if isinstance(heading, Heading):
            key = _key(heading)
            found[key] = Section(key, heading.text, _fingerprint(data[start + 1 : end]))
    return found


def uncommented(document: Document) -> Document:
    """`document` without the comments in it."""
    return replace(document, blocks=tuple(one for one in document.blocks if not _is_comment(one)))


def with_comments(document: Document, comments: Mapping[str, Commentary]) -> Document:
    """`document` with these comments by section, each under its heading, in place of those in it."""
    blocks: list[Block] = []
    for block in uncommented(document).blocks:
        blocks.append(block)
        if _opens(block) and (comment := comments.get(_key(block))):
            blocks.append(Note(f"{comment.text}\n{comment.author_name}", title=TITLE))
    return replace(document, blocks=tuple(blocks))


def _opens(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 2


def _is_comment(block: Block) -> bool:
    return isinstance(block, Note) and block.title == TITLE


def _key(heading: Block) -> str:
    text = heading.text if isinstance(heading, Heading) else ""
    return "-".join("".join(one if one.isalnum() else " " for one in text.lower()).split())


def _fingerprint(blocks: object) -> str:
    """SHA-256 of everything under a heading: words, tables and charts are made of its numbers."""
    canonical = json.dumps(blocks, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
