"""The catalogue of the Welsh words: read once from the translators' file, which is kept as text."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FILE = Path(__file__).parent.parent / "translations" / "cy" / "LC_MESSAGES" / "messages.po"


def read() -> Catalog:
    """The translators' file as it stands now."""
    with FILE.open("rb") as file:
        return read_po(file, locale="cy")


@cache
def words() -> dict[str, str]:
    """Each English text with its Welsh; what has none yet is not in it. Read once in a process."""
    return {str(one.id): str(one.string) for one in read() if one.id and one.string}
