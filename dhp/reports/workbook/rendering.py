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
from dhp.reports.front import (
    NOTICE_TITLE,
    edition_line,
    front_rows,
    imprint_rows,
    notice_words,
)
from dhp.reports.workbook.plain import plain
from dhp.reports.workbook.sheets import Sheet, sheets_of
from dhp.reports.workbook.standing_in import StandIns

LANGUAGE = "en-GB"
_NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_CORE = "docProps/core.xml"
_WORDS = "xl/sharedStrings.xml"
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that the format can write
_FOR_ALL = (
    "Numbers are those that the report shows; letters in square brackets are explained above."
)


def render_workbook(document: Document, copy: Copy | None = None) -> bytes:
    """The tables of `document` as a workbook without formulas, macros or anything hidden.

    A cell holds the number as it is shown in the report, no digit more. The cover says whose copy it
    is, where it is one recipient's.
    """
    import gptables  # it takes seconds to load

    first, *rest = sheets_of(document)
    sheets = [replace(first, notes=(*first.notes, _FOR_ALL)), *rest]
    file = BytesIO()
    keys = _note_keys(sheets)
    instead = StandIns(document.checksum)
    workbook = gptables.produce_workbook(
        file,
        sheets={sheet.name: _table(gptables, sheet, keys, instead) for sheet in sheets},
        cover=_cover(gptables, document, copy),
        contentsheet_options={"title": "Contents", "table_name": "contents_of_the_workbook"},
        notes_table=_notes(keys, instead),
        notesheet_options={"table_name": "notes_of_the_workbook"},
        workbook_options={"in_memory": True, **_NEVER},
    )
    workbook.set_properties(_properties(document))
    workbook.close()
    return _settled(file.getvalue(), instead)


def _table(gptables: Any, sheet: Sheet, keys: dict[str, str], instead: StandIns) -> Any:
    import pandas as pd

    rows = [[instead.cell(value) for value in row] for row in sheet.rows]
    marks = "".join(f"$${keys[note]}$$" for note in dict.fromkeys(sheet.notes))
    return gptables.GPTable(
        table=pd.DataFrame(rows, columns=sheet.heads, dtype=object),
        table_name=f"numbers_of_{_NOT_IN_NAMES.sub('_', sheet.name.lower())}",
        title=sheet.title + marks,
        subtitles=list(sheet.said),
        instructions="This worksheet contains one table.",
        source=f"Source: {sheet.source}",
        legend=list(sheet.legend),
        index_columns={2: 0},
    )


def _cover(gptables: Any, document: Document, copy: Copy | None) -> Any:
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
    return gptables.Cover(
        title=plain(document.title),
        intro=[plain(line) for line in (*first, *notices, *dict.fromkeys(support)) if line],
        about=[plain(line) for line in about],
        contact=[plain(document.front.contact or document.front.organisation)],
    )


def _note_keys(sheets: list[Sheet]) -> dict[str, str]:
    """A key for every note; the same words are one note, wherever they stand."""
    notes = dict.fromkeys(note for sheet in sheets for note in sheet.notes)
    return {note: f"n{number}" for number, note in enumerate(notes, start=1)}


def _notes(keys: dict[str, str], instead: StandIns) -> Any:
    import pandas as pd

    rows = [(key, instead.cell(note)) for note, key in keys.items()]
    return pd.DataFrame(rows, columns=["Note reference", "Note text"])


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


def _settled(made: bytes, instead: StandIns) -> bytes:
    """The same file with its language said and every word in place, by no machine's clock."""
    file = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                language = f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>".encode()
                content = content.replace(b"</cp:coreProperties>", language)
            if name == _WORDS:
                content = instead.back(content.decode()).encode()
            entry = ZipInfo(name, _THE_SAME_DAY)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, content)
    return file.getvalue()
