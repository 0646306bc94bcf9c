"""What a path costs whoever takes it: the pages, clicks and keys that the browser itself counts."""

from typing import NamedTuple

from playwright.sync_api import Page

# Of a practised person, in seconds: the keystroke-level model of Card, Moran and Newell (1980).
KEY, POINT_AND_PRESS, THINK = 0.2, 1.3, 1.35

COUNT = """
(() => {
  if (window !== top) return;
  const add = (what, many) => {
    sessionStorage[what] = Number(sessionStorage[what] || 0) + many;
  };
  const lengths = new WeakMap();
  add("pages", 1);
  addEventListener("pointerdown", () => add("clicks", 1), true);
  addEventListener("input", ({target}) => {
    if (["radio", "checkbox"].includes(target.type)) return;
    if (!lengths.has(target)) add("boxes", 1);
    add("keys", Math.max(1, target.value.length - (lengths.get(target) || 0)));
    lengths.set(target, target.value.length);
  }, true);
})();
"""
READ = (
    """() => ["pages", "clicks", "boxes", "keys"].map(what => Number(sessionStorage[what] || 0))"""
)


class Cost(NamedTuple):
    """Pages seen, the first and the last included; presses; boxes typed in; keys typed."""

    pages: int
    clicks: int
    boxes: int
    keys: int

    @property
    def seconds(self) -> float:
        """How long a practised person takes: each press and box is thought of, reached and done."""
        hands = self.clicks * POINT_AND_PRESS + (self.keys + self.boxes) * KEY
        return hands + (self.clicks + self.boxes) * THINK


def count_from_here(page: Page) -> None:
    """Begin to count, with the page that is opened next as the first."""
    page.context.add_init_script(COUNT)


def cost(page: Page) -> Cost:
    """What was counted so far."""
    return Cost(*page.evaluate(READ))
