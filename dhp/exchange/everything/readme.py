"""The words that lie in the folder, for whoever opens it without us."""

from pathlib import Path

from dhp.exchange.everything.manifest import Manifest

_WORDS = Path(__file__).with_name("folder.md")


def readme(manifest: Manifest) -> str:
    """The text for a folder."""
    told = {
        "left_at": manifest.left_at,
        "rows": sum(manifest.rows.values()),
        "tables": len(manifest.rows),
        "dictionary": manifest.dictionary,
        "schema": manifest.schema or "not named",
        "trail": manifest.trail,
    }
    return _WORDS.read_text(encoding="utf-8").format(**told)
