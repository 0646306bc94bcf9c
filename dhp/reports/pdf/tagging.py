"""A canvas that ties what it draws to the structure tree, so that a PDF can be read aloud in order.

ReportLab has the hooks (the catalogue's entries, raw page code) but writes no structure of its
own. What belongs to no element, such as headers, rules and repeated heads, is an artifact.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from dhp.charts.fonts import drawable
from dhp.reports.pdf.ink import InkCanvas
from dhp.reports.pdf.structure import Content, Element, Link

LANGUAGE = "en-GB"
_PRINTED = 4  # a flag of the format: what is not hidden is printed
_LINKS_FROM = 1_000_000  # numbers of links in the parent tree; those of pages begin at 0


class _TaggedLink(pdfdoc.LinkAnnotation):
    """A link that knows its element, which ReportLab's own may not."""

    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")


class TaggedCanvas(InkCanvas):
    """A canvas for one document whose structure is `tree`."""

    # Parts of ReportLab's canvas that make links, which have no public names.
    _absRect: Callable[..., Any]  # noqa: N815
    _bookmarkReference: Callable[[str], Any]  # noqa: N815
    _addAnnotation: Callable[[Any, str], None]  # noqa: N815

    def __init__(self, filename: Any, *, tree: Element, **settings: Any) -> None:
        super().__init__(filename, **settings)
        self.tree = tree
        self._marked: list[Element] = []  # the element of each numbered content of this page
        self._pages: list[tuple[Any, list[Element]]] = []
        self._links: list[Element] = []  # the element of each link of the file

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside is content of `element`."""
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append(Content(len(self._pages), number))
        self._code.append(f"/{element.tag} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """What is drawn inside is furniture, skipped by a screen reader."""
        self.begin_artifact(kind, subtype)
        yield
        self.end_artifact()

    def begin_artifact(self, kind: str = "Layout", subtype: str = "") -> None:
        """Begin furniture, where a callback begins and another ends it."""
        extra = f" /Subtype /{subtype}" if subtype else ""
        self._code.append(f"/Artifact <</Type /{kind}{extra}>> BDC")

    def end_artifact(self) -> None:
        """End what `begin_artifact` began."""
        self._code.append("EMC")

    def link_to(
        self, place: str, words: str, box: tuple[float, float, float, float], element: Element
    ) -> None:
        """Lay a link to `place` over `box`, which tells in `words` where it leads, as `element`'s."""
        name = f"link-{len(self._links)}"
        parent = _LINKS_FROM + len(self._links)
        link = _TaggedLink(
            Rect=self._absRect(box, 1),
            Contents=drawable(words),
            Destination=self._bookmarkReference(place),
            Border="[0 0 0]",
            StructParent=parent,
            F=_PRINTED,
        )
        self._addAnnotation(link, name)
        element.kids.append(Link(len(self._pages), name))
        self._links.append(element)

    def showPage(self) -> None:  # noqa: N802  ReportLab's name
        """End the page and remember which element each of its contents belongs to."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # Only what is named here is written; the list of this one page grows by two.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._pages)
        page.Tabs = pdfdoc.PDFName("S")
        self._pages.append((page, self._marked))
        self._marked = []

    def save(self) -> None:
        """Write the structure tree and the metadata, then the file."""
        if self._code:
            self.showPage()
        catalog = self._doc.Catalog
        catalog.Lang = pdfdoc.PDFString(LANGUAGE)
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
        catalog.StructTreeRoot = self._structure()
        catalog.Metadata = pdfdoc.XMP(creator=lambda _: _metadata(self._doc.info.title))
        self.setViewerPreference("DisplayDocTitle", "true")
        super().save()

    def _structure(self) -> Any:
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        written = {element: pdfdoc.PDFDictionary({}) for element in self.tree.all()}
        for element, entry in written.items():
            entry.dict.update(self._entry(element, written))
            for kid in element.kids:
                if isinstance(kid, Element):
                    written[kid].dict["P"] = self._doc.Reference(entry)
        top = self._doc.Reference(written[self.tree])
        written[self.tree].dict["P"] = self._doc.Reference(root)
        numbers: list[Any] = []
        for index, (_, elements) in enumerate(self._pages):
            owners = [self._doc.Reference(written[element]) for element in elements]
            numbers += [index, pdfdoc.PDFArray(owners)]
        for index, element in enumerate(self._links, start=_LINKS_FROM):
            numbers += [index, self._doc.Reference(written[element])]
        tree = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        root.dict |= {
            "K": pdfdoc.PDFArray([top]),
            "ParentTree": self._doc.Reference(tree),
            "ParentTreeNextKey": _LINKS_FROM + len(self._links),
        }
        return root

    def _entry(self, element: Element, written: dict[Element, Any]) -> dict[str, Any]:
        kids = [self._kid(kid, written) for kid in element.kids]
        entry = {
            "Type": pdfdoc.PDFName("StructElem"),
            "S": pdfdoc.PDFName(element.tag),
            "K": pdfdoc.PDFArray(kids),
        }
        if element.alt:
            entry["Alt"] = pdfdoc.PDFString(drawable(element.alt))
        if element.actual:
            entry["ActualText"] = pdfdoc.PDFString(drawable(element.actual))
        attributes = _attributes(element)
        if attributes:
            entry["A"] = pdfdoc.PDFDictionary(attributes)
        return entry

    def _kid(self, kid: Element | Content | Link, written: dict[Element, Any]) -> Any:
        if isinstance(kid, Element):
            return self._doc.Reference(written[kid])
        page = self._doc.Reference(self._pages[kid.page][0])
        if isinstance(kid, Content):
            entry = {"Type": pdfdoc.PDFName("MCR"), "Pg": page, "MCID": kid.number}
        else:
            note = self._doc.refAnnotation(kid.name)
            entry = {"Type": pdfdoc.PDFName("OBJR"), "Pg": page, "Obj": note}
        return pdfdoc.PDFDictionary(entry)


def _attributes(element: Element) -> dict[str, Any]:
    if element.scope:
        return {"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName(element.scope)}
    if element.tag == "L":
        return {"O": pdfdoc.PDFName("List"), "ListNumbering": pdfdoc.PDFName(element.numbering)}
    if element.box:
        return {
            "O": pdfdoc.PDFName("Layout"),
            "Placement": pdfdoc.PDFName("Block"),
            "BBox": pdfdoc.PDFArray([round(side, 2) for side in element.box]),
        }
    return {}


def _metadata(title: str) -> bytes:
    packet = f"""<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
    return packet.encode("utf-8")
