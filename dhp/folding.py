"""How words are compared: without what people write differently."""

import re
import unicodedata

_STROKES = str.maketrans("łŁøØđĐħĦ", "lLoOdDhH")  # letters that do not come apart
_SIGNS = re.compile(r"[\W_]+")


def plain_letters(text: str) -> str:
    """The text without accents: Siân, written either way, is Sian, and Michał is Michal."""
    apart = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def folded(text: str) -> str:
    """The text without accents and capitals, so that Siân and SIAN are found alike."""
    return plain_letters(text.casefold())


def bare(text: str | None) -> str:
    """Letters and digits alone, without case: a force's reference "42/7 A" is "427a"."""
    return _SIGNS.sub("", text or "").casefold()
