"""Charts on paper: the drawing with its message above it and the same in words below."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, KeepTogether, Spacer

from dhp.reports.blocks import ChartBlock
from dhp.reports.pdf import text
from dhp.reports.pdf.structure import Element
from dhp.reports.pdf.tagging import TaggedCanvas
from dhp.reports.pdf.text import words

HEIGHT = 110
LETTERS = 9.0


class Picture(Flowable):
    """A drawing that is the content of one Figure."""

    canv: TaggedCanvas

    def __init__(self, drawing: Drawing, element: Element) -> None:
        super().__init__()
        self.drawing = drawing
        self.element = element

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The drawing's own width and height in points."""
        return self.drawing.width, self.drawing.height

    def draw(self) -> None:
        """Draw it and note where it stands on the page."""
        x, y = self.canv.absolutePosition(0, 0)
        self.element.box = (x, y, x + self.drawing.width, y + self.drawing.height)
        with self.canv.tagged(self.element):
            self.drawing.drawOn(self.canv, 0, 0)


def chart_flowables(
    block: ChartBlock,
    parent: Element,
    width: float,
    heads: Sequence[Flowable] = (),
    told: bool = False,
) -> list[Flowable]:
    """The chart under `heads`, in its pieces, kept on one page."""
    return [KeepTogether([*heads, *chart_pieces(block, parent, width, told)]), Spacer(0, 4)]


def chart_pieces(
    block: ChartBlock, parent: Element, width: float, told: bool = False
) -> list[Flowable]:
    """The chart with its title, measure, words and notes.

    Its words are not printed where a table beside it has `told` all of it; they stay its alternative.
    """
    story: list[Flowable] = [
        words(f"Chart {block.id}: {block.title}", text.CAPTION, parent.add("P")),
        words(block.subtitle, text.CAPTION_DETAIL, parent.add("P")),
    ]
    figure = parent.add("Figure", alt=block.alternative)
    story.append(Picture(block.chart.draw(int(width), HEIGHT, LETTERS), figure))
    if said := " ".join(block.notes if told else (block.alternative, *block.notes)):
        story.append(words(said, text.FOOTNOTE, parent.add("P")))
    return story
