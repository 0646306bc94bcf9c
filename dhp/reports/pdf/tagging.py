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
    _absRect: Callable[..., Any]
    _bookmarkReference: Callable[[str], Any]
    _addAnnotation: Callable[[Any, str], None]

    def __init__(self, filename: Any, *, tree: Element, **settings: Any) -> None:
        super().__init__(filename, **settings)
        self.tree = tree
        self._marked: list[Element] = []  # the element of each numbered content of this page
        self._pages: list[tuple[Any, list[Element]]] = []
        self._links: list[Element] = []  # the element of each link of the file

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside is content of `element`."""
        self.begin_tagged(element)
        yield
        self.end_marked()

    def begin_tagged(self, element: Element) -> None:
        """Begin content of `element`, where a context would cost more than what it draws."""
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append(Content(len(self._pages), number))
        self._code.append(f"/{element.tag} <</MCID {number}>> BDC")

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """What is drawn inside is furniture, skipped by a screen reader."""
        self.begin_artifact(kind, subtype)
        yield
        self.end_marked()

    def begin_artifact(self, kind: str = "Layout", subtype: str = "") -> None:
        """Begin furniture, where a callback begins and another ends it."""
        extra = f" /Subtype /{subtype}" if subtype else ""
        self._code.append(f"/Artifact <</Type /{kind}{extra}>> BDC")

    def end_marked(self) -> None:
        """End what `begin_tagged` or `begin_artifact` began."""
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

    def showPage(self) -> None:
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
        """The root of the tree; its elements are objects of the file, each with its parent."""
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        named = {element: _Entry() for element in self.tree.all()}
        numbers = {element: self._number(entry) for element, entry in named.items()}
        parents = {self.tree: self._number(root)}
        for element in named:
            for kid in element.kids:
                if isinstance(kid, Element):
                    parents[kid] = numbers[element]
        for element, entry in named.items():
            entry.said = self._said(element, parents[element], numbers)
        owned = [
            f"{index} [{' '.join(numbers[element] for element in elements)}]"
            for index, (_, elements) in enumerate(self._pages)
        ]
        linked = [
            f"{index} {numbers[element]}"
            for index, element in enumerate(self._links, start=_LINKS_FROM)
        ]
        root.dict |= {
            "K": f"[{numbers[self.tree]}]",
            "ParentTree": f"<< /Nums [{' '.join([*owned, *linked])}] >>",
            "ParentTreeNextKey": _LINKS_FROM + len(self._links),
        }
        return root

    def _number(self, thing: Any) -> str:
        """How other objects of the file refer to `thing`, such as `12 0 R`."""
        name = self._doc.Reference(thing).name
        return "{} {} R".format(*self._doc.idToObjectNumberAndVersion[name])

    def _said(self, element: Element, parent: str, numbers: dict[Element, str]) -> str:
        """The entry of an element as it stands in the file."""
        kids = " ".join(self._kid(kid, numbers) for kid in element.kids)
        said = f"<< /Type /StructElem /S /{element.tag} /P {parent} /K [{kids}]"
        for name, words in (("Alt", element.alt), ("ActualText", element.actual)):
            if words:
                text: bytes = pdfdoc.PDFString(drawable(words)).format(self._doc)
                said += f" /{name} {text.decode('latin-1')}"
        return f"{said}{_attributes(element)} >>"

    def _kid(self, kid: Element | Content | Link, numbers: dict[Element, str]) -> str:
        if isinstance(kid, Element):
            return numbers[kid]
        page = self._number(self._pages[kid.page][0])
        if isinstance(kid, Content):
            return f"<< /Type /MCR /Pg {page} /MCID {kid.number} >>"
        return (
            f"<< /Type /OBJR /Pg {page} /Obj {self._number(self._doc.refAnnotation(kid.name))} >>"
        )


class _Entry(pdfdoc.PDFObject):
    """An element in the file: a table has thousands, so each is written as one text.

    ReportLab's own dictionaries take longer to write than all else on a page of figures.
    """

    said = ""

    def format(self, document: Any) -> bytes:
        """What stands in the file."""
        return self.said.encode("latin-1")


def _attributes(element: Element) -> str:
    if element.scope:
        return f" /A << /O /Table /Scope /{element.scope} >>"
    if element.tag == "L":
        return f" /A << /O /List /ListNumbering /{element.numbering} >>"
    if element.box:
        sides = " ".join(f"{round(side, 2):g}" for side in element.box)
        return f" /A << /O /Layout /Placement /Block /BBox [{sides}] >>"
    return ""


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
