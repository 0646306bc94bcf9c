"""The catalogue of the Welsh words: read once from the translators' file, which is kept as text."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

FILE = Path(__file__).parent.parent / "translations" / "cy" / "LC_MESSAGES" / "messages.po"


def read() -> Catalog:
    """The translators' file as it stands now."""
    with FILE.open("rb") as file:
        return read_po(file, locale="cy")


def english_of(message: Message) -> str:
    """The English text of an entry, with a count or without."""
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def welsh_of(message: Message) -> tuple[str, ...]:
    """The Welsh of an entry: one text, or with a count a text for each kind of number."""
    said = message.string
    return tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said),)


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Each English text with its Welsh in all its forms; what lacks one is not in it. Read once."""
    said = ((english_of(one), welsh_of(one)) for one in read() if one.id)
    return {english: welsh for english, welsh in said if all(welsh)}


@cache
def words() -> dict[str, str]:
    """Each English text with its Welsh, that for large numbers where it counts."""
    return {english: welsh[-1] for english, welsh in forms().items()}
