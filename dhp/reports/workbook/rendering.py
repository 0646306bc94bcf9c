"""From a document to the bytes of its workbook: the same document always gives the same bytes."""

import re
from dataclasses import replace
from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dhp.reports.blocks import Note
from dhp.reports.copies import Copy
from dhp.reports.document import Document
from dhp.reports.front import NOTICE_TITLE, edition_line, front_rows, imprint_rows, notice_words
from dhp.reports.workbook.book import Book, Grid
from dhp.reports.workbook.plain import plain
from dhp.reports.workbook.sheets import Sheet, sheets_of

LANGUAGE = "en-GB"
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_CORE = "docProps/core.xml"
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that the format can write
_FOR_ALL = (
    "Numbers are those that the report shows; letters in square brackets are explained above."
)


def render_workbook(document: Document, copy: Copy | None = None) -> bytes:
    """The tables of `document` as a workbook without formulas, macros or anything hidden.

    A cell holds the number as it is shown in the report, no digit more. The cover says whose copy it
    is, where it is one recipient's.
    """
    first, *rest = sheets_of(document)
    sheets = [replace(first, notes=(*first.notes, _FOR_ALL)), *rest]
    notes = _numbered(sheets)
    book = Book(_properties(document))
    book.cover(plain(document.title), _cover(document, copy))
    book.sheet("Contents", "Contents", _contents(sheets))
    book.sheet("Notes", "Notes", _notes(notes))
    for sheet in sheets:
        marks = "".join(f"[note {notes[note]}]" for note in dict.fromkeys(sheet.notes))
        name = f"numbers_of_{_NOT_IN_NAMES.sub('_', sheet.name.lower())}"
        book.sheet(
            sheet.name,
            sheet.title + marks,
            Grid(name, sheet.heads, sheet.rows),
            said=sheet.said,
            below=(*sheet.legend, f"Source: {sheet.source}"),
        )
    return _settled(book.close())


def _contents(sheets: list[Sheet]) -> Grid:
    rows = [(sheet.name, sheet.title) for sheet in sheets]
    heads = ("Sheet name", "Table description")
    return Grid("contents_of_the_workbook", heads, rows, links=True)


def _cover(document: Document, copy: Copy | None) -> list[tuple[str, list[str]]]:
    """Its parts, each a heading and lines of words."""
    notices = [f"{NOTICE_TITLE}: {notice_words(document.notice)}"] if document.notice else []
    support = [
        f"{block.title}: {block.text}" if block.title else block.text
        for block in document.blocks
        if isinstance(block, Note)
    ]
    about = [
        f"{label}: {words}"
        for label, words in (*front_rows(document), *imprint_rows(document, copy))
    ]
    first = [document.marking, document.front.handling, document.subtitle, edition_line(document)]
    parts = {
        "Introductory information": [*first, *notices, *dict.fromkeys(support)],
        "About these data": about,
        "Contact": [document.front.contact or document.front.organisation],
    }
    return [(heading, [plain(line) for line in lines]) for heading, lines in parts.items()]


def _numbered(sheets: list[Sheet]) -> dict[str, int]:
    """The number of every note; the same words are one note, wherever they stand."""
    notes = dict.fromkeys(note for sheet in sheets for note in sheet.notes)
    return {note: number for number, note in enumerate(notes, start=1)}


def _notes(numbered: dict[str, int]) -> Grid:
    rows = [(number, note) for note, number in numbered.items()]
    return Grid("notes_of_the_workbook", ("Note number", "Note text"), rows)


def _properties(document: Document) -> dict[str, Any]:
    created = (document.issued or document.as_at).astimezone(UTC).replace(tzinfo=None)
    return {
        "title": plain(document.title),
        "subject": plain(document.subtitle),
        "author": plain(document.front.organisation),
        "comments": plain(edition_line(document)),
        "status": plain(document.marking),
        "created": created,
    }


def _settled(made: bytes) -> bytes:
    """The same file with its language said."""
    file = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                language = f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>".encode()
                content = content.replace(b"</cp:coreProperties>", language)
            entry = ZipInfo(name, _THE_SAME_DAY)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, content)
    return file.getvalue()
