"""Whatever a contact may open or send is in Welsh: a page of which something stays English fails.

Each page is drawn in English and in Welsh. A text that is the same in both was left over, unless it
is a name, a reference, or a word that the translators kept. What people typed, and what says itself
that it is in English, is not looked at.
"""

import re

import lxml.html
import pytest

from dhp.accounts import models
from dhp.accounts.permissions import RoleName
from dhp.cases.queries import forces_by_name
from dhp.extensions import db
from dhp.language import Language, catalogue
from dhp.web.access import Access, declared_access
from tests.accounts.people import sign_in_as
from tests.journeys.test_access import addresses, may, routes
from tests.journeys.world import world_built

pytestmark = pytest.mark.only_on("sqlite")  # what is said does not depend on the database

KENT = "E23000032"  # where the world’s contact belongs: for this test a force in Wales
# The whole page says its language too: only what says it within counts.
OTHERS = (
    "self::script or self::style or self::bdi or self::code or self::textarea or @dir='auto' "
    "or (@lang='en' and not(self::html))"
)
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-label")
WORD = re.compile(r"[^\W\d_]{2}")
# What is the same in both languages, and why.
SAME = (
    re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{4}"),  # a reference of ours
    re.compile(r"[0-9a-f]{64}"),  # a checksum
    re.compile(r"CR/\d+/\d+"),  # a force’s own reference
    re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)?"),  # a column of a file, by which programs know it
    re.compile(r"\S+@\S+"),  # an address of mail
    re.compile(r"\[[xc]\]"),  # a mark of the Government Statistical Service
)
# Names of things of the world and of its people, and of forms of files.
NAMES = {"Phone", "South East", "Domestic Homicide Project", "Kent", "PDF", "data (JSON)"}


def test_nothing_that_a_contact_may_open_is_left_in_english(app, database, once, monkeypatch):
    monkeypatch.setattr(models, "WELSH_FORCES", {KENT})
    world = world_built(once)
    client, contact = app.test_client(), world.users[RoleName.SPOC]
    kept = set(catalogue.words().values()) | NAMES
    kept |= {force.name for force in forces_by_name()}
    left, pages = [], 0

    for method, address in open_to_a_contact(app, world):
        drawn = [
            texts(draw(client, contact, language, method, address))
            for language in (Language.ENGLISH, Language.WELSH)
        ]
        pages += all(drawn)
        same = drawn[0] & drawn[1]
        left += [f"{method} {address}: {text}" for text in sorted(same) if not is_kept(text, kept)]

    assert left == [], "\n".join(left)
    assert pages > 80


@pytest.mark.parametrize("text", ["Kent", "08NQQ-EVZK0-2MR1", ": CR/2026/001", "victim.age", "2"])
def test_names_and_references_are_the_same_in_both(text):
    assert is_kept(text, {"Kent"})


@pytest.mark.parametrize("text", ["No death is held.", "Kent and others", "On 9 April 2027."])
def test_words_are_not(text):
    assert not is_kept(text, {"Kent"})


def open_to_a_contact(app, world):
    """Each address that a contact may open or send to, of the things that there are."""
    for rule, method in routes(app):
        access = declared_access(app.view_functions[rule.endpoint])
        open_to = access is Access.PUBLIC or may(RoleName.SPOC, access)
        if open_to and method in {"GET", "POST"} and rule.endpoint != "accounts.sign_out":
            for address in addresses(app, rule, world, absent=False):
                yield method, address


def draw(client, contact, language, method, address):
    """The answer to a contact who reads `language`; what is sent holds nothing, so it is refused."""
    user = db.session.get(models.User, contact.id)
    user.language = language
    db.session.commit()
    sign_in_as(client, user)
    answer = client.open(address, method=method, data={} if method == "POST" else None)
    if answer.mimetype == "text/html" and answer.status_code not in {302, 303}:
        assert lxml.html.document_fromstring(answer.get_data()).get("lang") == language
    return answer


def texts(answer):
    """Every text of a page with words in it, those that are only spoken included; none of a file."""
    if answer.mimetype != "text/html" or answer.status_code in {302, 303}:
        return set()
    tree = lxml.html.document_fromstring(answer.get_data())
    found = tree.xpath(f"//text()[not(ancestor::*[{OTHERS}])]")
    found += [text for name in SPOKEN for text in tree.xpath(f"//*[not({OTHERS})]/@{name}")]
    return {" ".join(text.split()) for text in found if WORD.search(text)}


def is_kept(text, kept):
    """Whether a text is rightly the same in both languages."""
    core = text.strip(" :,.;☐()")
    return (
        bool({text, core} & kept)
        or not WORD.search(core)
        or any(one.fullmatch(core) for one in SAME)
    )
