"""A contact of a Welsh force notifies a death in Welsh; the record is the one an English form makes."""

import re

import lxml.html

from dhp.accounts.permissions import RoleName
from dhp.notifications.models import Receipt
from tests.journeys.answers import ABOUT_THE_PEOPLE, BACKGROUND, CIRCUMSTANCES, about_the_death

# Words that no Welsh sentence has. "is" and "to" would not do: they are Welsh too.
ENGLISH = re.compile(r"\b(the|of|and|your|was|for|this|with|not|which|what|must)\b", re.IGNORECASE)
# Where people's own words stand, and what is in another language and says so.
OTHERS = "self::script or self::bdi or self::code or @dir='auto' or @lang='en'"


def test_a_death_is_notified_in_welsh(arrive, database):
    nia = arrive(RoleName.SPOC, "Nia Contact", force="W15000001", with_code=False)
    nia.press("Cymraeg")
    assert "Beth i’w wneud" in nia.text

    nia.press("Hysbysu am farwolaeth").fill(about_the_death(**{"death.date_of_death.year": "1"}))
    nia.press("Cadw a pharhau")
    assert "Dyddiad y farwolaeth: rhaid cael blwyddyn â 4 rhif, fel 2026." in welsh(nia)
    nia.fill(about_the_death()).press("Cadw a pharhau")
    assert "Rhyw" in welsh(nia)
    nia.fill(ABOUT_THE_PEOPLE | {"suspect1.age": "hen"}).press("Cadw a pharhau")
    assert "Oedran y sawl a ddrwgdybir: rhaid rhoi rhif cyfan" in welsh(nia)
    nia.fill(ABOUT_THE_PEOPLE).press("Cadw a pharhau")
    nia.fill(BACKGROUND).press("Cadw a pharhau")
    assert "Gwirio eich atebion ac anfon" in welsh(nia)
    assert "Cyn-bartner, cyn-gariad" in nia.text
    assert CIRCUMSTANCES in nia.text
    nia.press("Anfon yr hysbysiad")
    assert "Anfonwyd yr hysbysiad" in welsh(nia)

    for address in ("/", "/notifications", "/notifications/blank", "/followup", "/returns"):
        welsh(nia.open(address))
    for address in ("/questions", "/account", "/account/password", "/accessibility", "/nowhere"):
        welsh(nia.open(address))

    stored = database.session.query(Receipt).one().answers
    assert "ex-partner" in str(stored)
    assert "Benyw" not in str(stored)


def welsh(visitor):
    """The words of the page, which says that it is in Welsh and has no English sentence."""
    tree = lxml.html.document_fromstring(visitor.answer.get_data())
    assert tree.get("lang") == "cy"
    texts = tree.xpath(f"//body//text()[not(ancestor::*[{OTHERS}])]")
    left = [" ".join(text.split()) for text in texts if ENGLISH.search(text)]
    assert left == [], f"{visitor.at}: {left}"
    return visitor.text
