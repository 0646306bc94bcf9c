"""The rules of WCAG 2.2 AA that a machine can judge, on a page in the browser."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.harness.examples import tries

AXE = Path(__file__).parent.parent / "browser" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > window.innerWidth"
CONTRAST = "color-contrast"
# How each text that shows looks: its letters, and all that is painted behind them, outwards.
LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8")

_legible: set[str] = set()  # looks that were judged, and could be read


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def assert_accessible(page: Page) -> None:
    """Fail with rule, help and place of each violation, and when the page scrolls sideways.

    Whether letters stand out is half of the work, and the same for letters that look the same: it
    is judged where a page has a look that this worker has not judged yet; in thorough runs always.
    """
    if not page.evaluate("'axe' in window"):  # a page may be judged at several widths
        page.evaluate(_axe())  # a script element would break our own policy
    looks = set(page.evaluate(LOOKS))
    known = looks <= _legible and not tries(0, thorough=1)
    found = page.evaluate(
        "([tags, rules]) => axe.run(document,"
        " {runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations']})",
        [TAGS, {CONTRAST: {"enabled": not known}}],
    )["violations"]
    places = [
        f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]
    ]
    assert not places, f"{page.url}:\n" + "\n".join(places)
    _legible.update(looks)
    assert not page.evaluate(WIDER_THAN_SCREEN), f"{page.url} scrolls sideways"
