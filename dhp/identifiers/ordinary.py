"""Words with a capital letter that name nobody, common first names, and what stands beside names."""

from pathlib import Path

_HERE = Path(__file__).parent


def _words_in(name: str) -> frozenset[str]:
    return frozenset((_HERE / name).read_text("utf-8").split())


# Every word that may have a capital within a sentence of policy: bodies, laws, schemes, the calendar.
ORDINARY = _words_in("ordinary.txt")
# Of several origins, for a name that begins a sentence, where capitals tell nothing.
FIRST_NAMES = _words_in("first_names.txt")

ACRONYMS = frozenset(
    (
        "marac",
        "mappa",
        "idva",
        "isva",
        "iopc",
        "hmicfrs",
        "cafcass",
        "acpo",
        "npcc",
        "dardr",
        "ncats",
    )
)
TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lady", "lord", "rev"),
        *("pc", "dc", "ds", "di", "dci", "dsu", "sgt", "pcso", "cllr", "reverend"),
    )
)
TO_A_PLACE = frozenset(
    (
        "in",
        "at",
        "near",
        "from",
        "outside",
        "around",
        "to",
        "towards",
        "through",
        "inside",
        "across",
    )
)
PARTICLES = frozenset(
    (
        "de",
        "la",
        "del",
        "da",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "ap",
        "ab",
        "mac",
    )
)
