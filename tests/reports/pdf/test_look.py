"""Printed pages look as they did when somebody last looked at them, within a tolerance.

After a change that was meant, and looked at: `python -m tests.reports.pdf.test_look` draws the
pictures anew.
"""

from functools import cache
from pathlib import Path

import numpy
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from dhp.reports.blocks import Bullets
from dhp.reports.copies import Copy
from dhp.reports.pdf.rendering import render_pdf
from tests.reports.long import long
from tests.reports.names import names
from tests.reports.sample import WEEKLY, weekly

FOLDER = Path(__file__).parent / "goldens"
SCALE = 60 / 72  # dots for each point
MOST_DIFFERENT = 0.004  # of the points of a page, after a blur: another machine's edges are less
COPY = Copy(3, 12, "Chief Constable, Kent", "KNT-7Q2F")
PAGES = {
    "weekly-1": ("weekly", 0),
    "weekly-2": ("weekly", 1),
    "long-contents": ("long", 0),
    "long-across": ("long", 9),
    "scripts": ("scripts", 0),
}


@cache
def file(name: str) -> bytes:
    if name == "scripts":
        return render_pdf(weekly(Bullets(tuple(names()[::24]))))
    return render_pdf(WEEKLY, COPY) if name == "weekly" else render_pdf(long())


def drawn(name: str) -> Image.Image:
    document, page = PAGES[name]
    with pypdfium2.PdfDocument(file(document)) as pdf:
        return pdf[page].render(scale=SCALE, grayscale=True).to_pil()


def different(first: Image.Image, second: Image.Image) -> float:
    """The part of the points that differ clearly, after edges were softened."""
    softened = [numpy.asarray(one.filter(ImageFilter.BoxBlur(1)), int) for one in (first, second)]
    return float((abs(softened[0] - softened[1]) > 40).mean())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name):
    with Image.open(FOLDER / f"{name}.png") as golden:
        assert golden.size == drawn(name).size
        assert different(golden.convert("L"), drawn(name)) <= MOST_DIFFERENT


def test_a_page_that_looks_otherwise_is_noticed():
    with Image.open(FOLDER / "weekly-1.png") as golden:
        assert different(golden.convert("L"), drawn("weekly-2")) > MOST_DIFFERENT * 10


if __name__ == "__main__":
    for page in PAGES:
        drawn(page).quantize(16).save(FOLDER / f"{page}.png", optimize=True)
