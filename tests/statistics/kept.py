"""Files that hold what something said, to be read by people and compared by tests."""

import os
from pathlib import Path

SAID = Path(__file__).with_name("said")


def kept_is(name: str, told: str) -> None:
    """Compare `told` with the file of that name; with `SAID=write` write the file instead."""
    path = SAID / f"{name}.txt"
    if os.environ.get("SAID") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{told}\n", encoding="utf-8")
    assert told == path.read_text(encoding="utf-8").rstrip("\n")
