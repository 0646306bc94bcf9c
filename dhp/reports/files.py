"""The files of one report, from its document."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from dhp.reports.copies import Copy
from dhp.reports.document import COPY, Document
from dhp.reports.html import render_html
from dhp.reports.pdf.rendering import render_pdf
from dhp.reports.workbook.rendering import render_workbook


class Render(Protocol):
    """Makes the bytes of one form."""

    def __call__(self, document: Document, copy: Copy | None = None, /) -> bytes:
        """The file of `document`, for everybody or as one recipient's copy."""
        ...


def render_json(document: Document, copy: Copy | None = None) -> bytes:
    """The text of report.json; in a recipient's file it also says whose copy that is."""
    if copy is None:
        return document.to_json().encode()
    data = document.to_data() | {COPY: asdict(copy)}
    return (json.dumps(data, indent=2, allow_nan=False) + "\n").encode()


def _html(document: Document, copy: Copy | None = None) -> bytes:
    return render_html(document, copy=copy).encode()


# Each form by its file's ending: media type, and the bytes that a document gives, for everybody or
# as the copy of one recipient.
FORMS: dict[str, tuple[str, Render]] = {
    "json": ("application/json", render_json),
    "html": ("text/html; charset=utf-8", _html),
    "pdf": ("application/pdf", render_pdf),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        render_workbook,
    ),
}


def write_files(document: Document, folder: Path) -> list[Path]:
    """Write every form of `document` into `folder`, and give back the paths written.

    Nobody finds half a file: each is written under another name, and takes its own once it is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    halves = {}
    for ending, (_media_type, render) in FORMS.items():
        path = folder / f"report.{ending}"
        halves[path] = path.with_name(f".{path.name}.half")
        with halves[path].open("wb") as file:
            file.write(render(document))
            file.flush()
            os.fsync(file.fileno())
    for path, half in halves.items():
        half.replace(path)
    return list(halves)
