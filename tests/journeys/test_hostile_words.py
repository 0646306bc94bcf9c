"""Whatever is typed travels the whole path as text: shown, counted, printed, never run."""

import json
from functools import partial

import pytest

from dhp.accounts.permissions import RoleName
from tests.journeys.answers import ABOUT_THE_PEOPLE, BACKGROUND, about_the_death
from tests.reports.pdf.reading import text_by_page

HOSTILE = [
    "<script>alert(1)</script><b>&amp;",
    "Robert'); DROP TABLE cases;--",
    "{{ 7*7 }}{% raw %} %s ${7*7}",
    '" onmouseover="alert(1)',
    "Siân O’Brien-Łódź מרים محمد 王芳",
    "=HYPERLINK(1) [not_known] ; |",
]
ON_PAGES = partial(pytest.param, marks=pytest.mark.usually_on("sqlite"))
LIKE_NAMES = (HOSTILE[1], *HOSTILE[4:])  # what the look at words that leave the unit remarks


# To PostgreSQL it matters whether words are sent apart from a statement, and which letters they have.
@pytest.mark.parametrize(
    "words",
    [
        words if "DROP" in words or "%s" in words or not words.isascii() else ON_PAGES(words)
        for words in HOSTILE
    ],
)
def test_hostile_words_stay_words_on_every_page(arrive, words):
    sam = arrive(RoleName.SPOC, "Sam Spoc")
    cora = arrive(RoleName.CODER, "Cora Coder")
    short = words[:60]

    sam.press("Notify a death").fill(about_the_death(**{"death.force_ref": short}))
    sam.press("Save and continue").fill(ABOUT_THE_PEOPLE).press("Save and continue")
    sam.fill(BACKGROUND | {"death.circumstances": words}).press("Save and continue")
    shows(sam, short, words)
    sam.press("Send notification")
    shows(sam, short)
    shows(sam.open("/notifications"), short)
    cora.open("/").follow_reference().follow("Return it to the force")
    give_back(cora, words)
    shows(sam.open("/").follow(short), words)
    sam.follow("Check your answers and send").press("Send notification")
    cora.open("/").follow_reference()
    shows(cora, short, words)
    cora.press("Accept and open a case").open("/").follow_reference()
    cora.follow("Case ")
    shows(cora, short, words)
    cora.follow("Classify it").fill({"scope": "in", "type": "other", "reason": words})
    cora.press("Record this decision")
    assert cora.text.count(words) >= 2
    shows(cora, short, words)


def give_back(visitor, words):
    """Return it with these words, and confirm them where they may name somebody."""
    visitor.fill({"reason": words})
    if words not in LIKE_NAMES:
        visitor.press("Return notification")
        return
    visitor.press("Return notification", expected=422)
    shows(visitor, words.split(maxsplit=1)[0])
    visitor.fill({"look_read": "y"}).press("Return notification")


def shows(visitor, *texts):
    """Every text stands on the page as it was typed, and nothing of it became part of the page."""
    for text in texts:
        assert " ".join(text.split()) in visitor.text
    assert "<script>alert" not in visitor.answer.text
    assert ' onmouseover="' not in visitor.answer.text


@pytest.mark.parametrize("name", HOSTILE[:2])
def test_a_hostile_name_of_an_author_stays_a_name_in_every_form_of_a_report(arrive, name):
    cora = arrive(RoleName.CODER, name)
    cora.follow("Reports").follow("Build a report")
    cora.fill({"ending": cora.choices("ending")[0]}).press("Build the draft")
    page = cora.at

    shows(cora, name)
    shows(cora.follow("web page"), name)
    data = json.loads(cora.open(page).follow("data (JSON)").answer.data)
    assert data["front"]["author"] == name
    pdf = cora.open(page).follow("PDF").answer.data
    assert name in text_by_page(pdf)[0]
