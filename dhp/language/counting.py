"""The forms that Welsh words take after a number: 2 farwolaeth and 3 marwolaeth, 2 gam and 6 cham."""

import re
from collections.abc import Mapping

from babel.core import Locale

from dhp.language import catalogue

# The kinds of number in the order of the translators' file, as the Unicode CLDR has them for Welsh:
# 0, 1, 2, 3, 6, and all others.
KINDS = ("zero", "one", "two", "few", "many", "other")
RULE = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"

# What texts count whose Welsh changes with the number: their entries ask for six forms. Others begin
# with a letter that never changes (achos, ateb, hysbysiad, wythnos) and need one.
_COUNTED = (
    *("accounts", "days", "deaths", "entries", "faults", "questions", "returns"),
    *("stages", "working days"),
)
_PLACE = re.compile(rf"\{{(\w+)\}} (?:{'|'.join(_COUNTED)})\b")
_CY = Locale("cy")


def place_of_count(english: str) -> str | None:
    """The name of the place whose number governs a counted word; None for texts without a count."""
    found = _PLACE.search(english)
    return found[1] if found else None


def welsh_for(english: str, values: Mapping[str, object]) -> str | None:
    """The Welsh of a text of the catalogue, in its form for the number among `values`."""
    forms, place = catalogue.forms().get(english), place_of_count(english)
    if forms is None or place is None:
        return catalogue.words().get(english)
    return forms[KINDS.index(_kind(str(values[place])))]


def _kind(number: str) -> str:
    try:
        return str(_CY.plural_form(float(number.replace(",", ""))))
    except ValueError:
        return KINDS[-1]
