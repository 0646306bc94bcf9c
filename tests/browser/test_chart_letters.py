"""Letters of charts keep the room that was measured for them, whichever typeface a device has."""

import pytest

from dhp import ROOT
from dhp.charts.bars import Bar, Bars
from dhp.charts.fonts import BOLD, REGULAR, width_of
from dhp.charts.svg import inline_svg

PARTS = ("Intimate partner homicide", "Suspected victim suicide", "Unexpected death")
BARS = (
    Bar("Avon and Somerset", (7, 2, 1), "10 deaths, estimated"),
    Bar("Metropolitan Police Service", (31, 12, 4), "47 deaths (33 to 65)"),
)
STYLES = [("app.css", "app-picture"), ("report.css", "report__picture")]
WORDS = """texts => texts.map(text => [
    text.textContent,
    Number(text.getAttribute("font-size")),
    Boolean(text.getAttribute("font-weight")),
    text.getComputedTextLength(),
])"""


@pytest.mark.parametrize(("style", "around"), STYLES)
@pytest.mark.parametrize("typeface", ["Arial", "DejaVu Sans", "Verdana"])
def test_no_words_are_wider_than_the_room_left_for_them(open_context, style, around, typeface):
    drawing = Bars("Force", "Deaths", PARTS, BARS).draw(960, 0, 15)
    chart = inline_svg(drawing, "bars", "Deaths", "Bars.").replace("Arial", typeface, 1)
    css = (ROOT / "dhp" / "static" / style).read_text()
    page = open_context().new_page()

    page.set_content(f'<style>{css}</style><div class="{around}">{chart}</div>')

    drawn = page.locator("svg text").evaluate_all(WORDS)
    assert len(drawn) == 7
    for words, size, bold, width in drawn:
        assert width <= 1.1 * width_of(words, size, BOLD if bold else REGULAR), words
