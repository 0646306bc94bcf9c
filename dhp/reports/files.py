"""The files of one report, from its document."""

from collections.abc import Callable
from pathlib import Path

from dhp.reports.document import Document
from dhp.reports.html import render_html
from dhp.reports.pdf.rendering import render_pdf
from dhp.reports.workbook.rendering import render_workbook

# Each form by its file's ending: media type, and the bytes that a document gives.
FORMS: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    "json": ("application/json", lambda document: document.to_json().encode()),
    "html": ("text/html; charset=utf-8", lambda document: render_html(document).encode()),
    "pdf": ("application/pdf", render_pdf),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        render_workbook,
    ),
}


def write_files(document: Document, folder: Path) -> list[Path]:
    """Write every form of `document` into `folder`, and give back the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for ending, (_media_type, render) in FORMS.items():
        path = folder / f"report.{ending}"
        path.write_bytes(render(document))
        written.append(path)
    return written
