"""Reads a finished PDF the way a reader, a screen reader and an archive would."""

from io import BytesIO

import pikepdf
import pypdfium2

from dhp.reports.pdf.rendering import render_pdf


def text_by_page(pdf: bytes) -> list[str]:
    """The text of each page, every run of white space one space."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            pages.append(" ".join(page.get_textpage().get_text_range().split()))
            page.close()
        return pages


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The file as objects."""
    return pikepdf.open(BytesIO(pdf))


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every structure element in reading order."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(element)
            for kid in element.get("/K", []):
                walk(kid)

    for top in pdf.Root.StructTreeRoot.K:
        walk(top)
    return found


def tag(element: pikepdf.Dictionary) -> str:
    """The tag of an element, such as H1."""
    return str(element.S)[1:]


def children(element: pikepdf.Dictionary) -> list[str]:
    """The tags of an element's children."""
    return [tag(kid) for kid in element.K if "/S" in kid]


def printed(document) -> str:
    """The whole text of a document's PDF."""
    return " ".join(text_by_page(render_pdf(document)))
