"""Everything that a file of a report says to whoever takes it apart, as text."""

import re
from html import unescape
from io import BytesIO
from xml.sax.saxutils import unescape as plain_xml
from zipfile import ZipFile

import openpyxl

from tests.reports.pdf.reading import elements, opened, text_by_page


def decoded(ending: str, file: bytes) -> str:
    """What the file of this form says, its metadata and the words behind its pictures included."""
    return _DECODERS[ending](file)


def numbers(text: str) -> set[str]:
    """Every run of digits, thousands' commas left out."""
    return set(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)))


def _html(file: bytes) -> str:
    """Words, and what attributes say; sizes and places of drawings say nothing of the record."""
    text = re.sub(r"<style>.*?</style>", " ", file.decode(), flags=re.S)
    said = re.findall(r'(?:aria-label|alt|title|href)="([^"]*)"', text)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", text), *said]))


def _pdf(file: bytes) -> str:
    with opened(file) as pdf:
        said = [str(value) for value in pdf.docinfo.values()]
        said.append(pdf.Root.Metadata.read_bytes().decode())
        for one in elements(pdf):
            said += [str(one[key]) for key in ("/Alt", "/ActualText") if key in one]
        with pdf.open_outline() as outline:
            said += [part.title for top in outline.root for part in (top, *top.children)]
    return " ".join([*text_by_page(file), *said])


def _xlsx(file: bytes) -> str:
    with ZipFile(BytesIO(file)) as archive:
        properties = [archive.read(f"docProps/{name}.xml").decode() for name in ("core", "app")]
        words = archive.read("xl/sharedStrings.xml").decode()
    said = [re.sub(r"<[^>]+>", " ", part) for part in (*properties, words)]
    book = openpyxl.load_workbook(BytesIO(file))
    cells = [str(cell.value) for sheet in book for row in sheet.rows for cell in row if cell.value]
    return plain_xml(" ".join([*said, *cells, *book.sheetnames]))


_DECODERS = {"json": lambda file: file.decode(), "html": _html, "pdf": _pdf, "xlsx": _xlsx}
