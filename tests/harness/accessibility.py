"""The rules of WCAG 2.2 AA that a machine can judge, on a page in the browser."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "browser" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > window.innerWidth"


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def assert_accessible(page: Page) -> None:
    """Fail with rule, help and place of each violation, and when the page scrolls sideways."""
    if not page.evaluate("'axe' in window"):  # a page may be judged at several widths
        page.evaluate(_axe())  # a script element would break our own policy
    found = page.evaluate(
        "tags => axe.run(document,"
        " {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        TAGS,
    )["violations"]
    places = [
        f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]
    ]
    assert not places, f"{page.url}:\n" + "\n".join(places)
    assert not page.evaluate(WIDER_THAN_SCREEN), f"{page.url} scrolls sideways"
