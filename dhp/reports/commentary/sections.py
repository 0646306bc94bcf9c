"""Where comments stand in a document, and the numbers that each of them is bound to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dhp.reports.blocks import Block, Comment, Heading
from dhp.reports.commentary.models import Commentary
from dhp.reports.document import Document
from dhp.reports.fingerprints import section_fingerprint


@dataclass(frozen=True)
class Section:
    """One section of a document: its lasting key, its title, and the fingerprint of its numbers."""

    key: str
    title: str
    fingerprint: str


def sections(document: Document) -> dict[str, Section]:
    """The sections of `document` by key, in its order; a comment is no part of what it is bound to."""
    bare = with_comments(document, {})
    return {
        key: Section(key, title, section_fingerprint(bare, key))
        for key, title, _blocks in bare.sections()
    }


def with_comments(document: Document, comments: Mapping[str, Commentary]) -> Document:
    """`document` with these comments by section, each under its heading, in place of those in it."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Comment):
            continue
        blocks.append(block)
        said = comments.get(block.key) if isinstance(block, Heading) and block.level == 2 else None
        if said:
            blocks.append(Comment(said.text, said.author_name, said.written_at))
    return replace(document, blocks=tuple(blocks))
