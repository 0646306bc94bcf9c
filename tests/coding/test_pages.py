"""The coding pages: one request for each mark, offsets that survive, and what is not one's own."""

import re
from html import unescape

import pytest
import sqlalchemy as sa

from dhp.audit.models import TrailEvent
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.rules import PassState, Polarity
from dhp.extensions import db
from tests.coding.world import TEXT

SEPARATION, STRANGLING = "1.01.01", "3.01.02"


def words(page):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page.text)))


def shown_text(page):
    """The narrative as a browser would have it: the pieces put together, each at its place."""
    frame = re.search(r'data-text="[0-9a-f]+">(.*?)</div>', page.text, re.DOTALL)[1]
    pieces = re.findall(r'data-at="(\d+)"[^>]*>(.*?)</(?:span|mark)>', frame, re.DOTALL)
    return [(int(at), unescape(text)) for at, text in pieces]


def places(page):
    return re.findall(r'name="place" value="([0-9a-f]+:\d+:\d+)"', page.text)


def events(act):
    statement = sa.select(TrailEvent).where(TrailEvent.act == act)
    return db.session.scalars(statement).all()


@pytest.fixture
def reading(world):
    world.give(world.cases()[0])
    return world.code(world.cases()[0], "first")


def test_the_narrative_stays_closed_until_it_is_opened(signed_in, world):
    case = world.cases()[0]
    world.give(case)
    reading, client = world.reading_of(case, "first"), signed_in("first")

    cover = client.get(f"/coding/{reading.ref}")
    text = client.get(f"/coding/{reading.ref}/text")
    opened = client.post(f"/coding/{reading.ref}/open")

    assert "What the text may tell of" not in words(cover)
    assert "kill me" not in cover.text
    assert text.status_code == 302
    assert "kill me" in client.get(opened.location).text
    assert len(events("coding.opened")) == 1
    assert len(events("coding.read")) == 1


def test_every_character_of_the_text_has_its_place_on_the_page(signed_in, world, reading):
    world.code(world.cases()[0], "first", SEPARATION, STRANGLING)

    pieces = shown_text(signed_in("first").get(f"/coding/{reading.ref}/text"))

    assert "".join(text for _at, text in pieces) == TEXT
    assert [at for at, _text in pieces] == [
        sum(len(text) for _at, text in pieces[:n]) for n in range(len(pieces))
    ]
    assert len(pieces) == 5  # four sentences, the first cut where its marks end


def test_a_sentence_and_a_code_make_a_mark_in_one_request(signed_in, world, reading):
    client = signed_in("first")
    place = places(client.get(f"/coding/{reading.ref}/text"))[0]

    data = {"place": place, "code": SEPARATION, "polarity": "present", "memo": "Sure?"}
    sent = client.post(f"/coding/{reading.ref}/marks", data=data | {"unsure": "y"})

    mark = db.session.query(Mark).one()
    assert sent.status_code == 303
    assert mark.quote == TEXT[mark.starts : mark.ends] == TEXT.partition("  Officers")[0]
    assert (mark.polarity, mark.memo, mark.unsure) == (Polarity.PRESENT, "Sure?", True)
    assert mark.version_id == 1
    assert "Marked: Separation or leaving" in words(client.get(sent.location))
    assert "Separation or leaving" in words(client.get("/coding/unsure"))


def test_words_selected_with_a_script_are_counted_in_code_points(signed_in, world, reading):
    client = signed_in("first")
    key = places(client.get(f"/coding/{reading.ref}/text"))[0].partition(":")[0]
    starts = TEXT.index("😀")
    data = {"selection": f"{key}:{starts}:{starts + 8}", "quote": "😀 to her", "code": STRANGLING}

    sent = client.post(
        f"/coding/{reading.ref}/marks",
        data=data | {"polarity": "absent though expected"},
        headers={"Accept": "application/json"},
    )

    assert sent.status_code == 200
    assert sent.json["said"].endswith("absent though expected.")
    assert "😀 to her" in sent.json["text"]
    assert "😀 to her" in sent.json["marks"]
    assert db.session.query(Mark).one().quote == "😀 to her"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"place": ""}, "Choose a sentence, or the whole case."),
        ({"place": "KEY:5:3"}, "Select the words in the text again"),
        ({"place": "KEY:0:99999"}, "Select the words in the text again"),
        ({"place": "0123456789abcdef:0:5"}, "The text has been replaced"),
        ({"selection": "KEY:0:3", "quote": "He"}, "The text is not as you saw it."),
        ({"code": ""}, "Choose a code from the codebook."),
        ({"code": "1.01"}, "Choose a code from the codebook."),
        ({"polarity": "perhaps"}, "Choose from the list"),
        ({"memo": "x" * 1001}, "Shorten this"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_with_words(signed_in, reading, changed, said):
    client = signed_in("first")
    place = places(client.get(f"/coding/{reading.ref}/text"))[0]
    data = {"place": place, "code": SEPARATION, "polarity": "present"} | changed
    data = {name: text.replace("KEY", place[:16]) for name, text in data.items()}

    page = client.post(f"/coding/{reading.ref}/marks", data=data)
    told = client.post(
        f"/coding/{reading.ref}/marks", data=data, headers={"Accept": "application/json"}
    )

    assert (page.status_code, told.status_code) == (422, 422)
    assert said in words(page)
    assert said in told.json["said"]
    assert db.session.query(Mark).count() == 0


def test_the_same_mark_twice_is_one_and_a_changed_one_keeps_its_past(signed_in, world, reading):
    client = signed_in("first")
    data = {"place": "case", "code": SEPARATION, "polarity": "present"}
    for _ in range(2):
        client.post(f"/coding/{reading.ref}/marks", data=data)
    mark = db.session.query(Mark).one()

    address = f"/coding/{reading.ref}/marks/{mark.ref}"
    before = client.get(address)
    client.post(address, data={"polarity": "good practice", "memo": "Well done"})

    standing = db.session.query(Mark).filter_by(removed_at=None).one()
    assert "The whole case" in before.text
    assert db.session.query(Mark).count() == 2
    assert (standing.polarity, standing.memo) == (Polarity.GOOD, "Well done")
    client.post(f"/coding/{reading.ref}/marks/{standing.ref}/remove")
    assert db.session.query(Mark).filter_by(removed_at=None).count() == 0
    assert db.session.query(Mark).count() == 2


def test_a_finished_case_cannot_be_marked(signed_in, world, reading):
    client = signed_in("first")
    place = places(client.get(f"/coding/{reading.ref}/text"))[0]
    client.post(f"/coding/{reading.ref}/lock")

    data = {"place": place, "code": SEPARATION, "polarity": "present"}
    sent = client.post(f"/coding/{reading.ref}/marks", data=data)

    assert sent.status_code == 422
    assert "You have finished this case" in words(sent)
    assert db.session.query(Mark).count() == 0
    assert db.session.get(CodingPass, reading.id).version_id == 1


def test_passing_a_case_on_asks_no_reason_and_gives_it_to_somebody_else(signed_in, world):
    case = world.cases()[0]
    world.give(case)
    reading, client = world.reading_of(case, "first"), signed_in("first")

    page = client.post(f"/coding/{reading.ref}/skip", follow_redirects=True)

    assert "Nobody asks why." in words(page)
    assert "No case waits for you." in words(page)
    assert world.reading_of(case, "third").state is PassState.ASSIGNED
    assert client.post(f"/coding/{reading.ref}/skip").status_code == 422


def test_the_own_limit_holds_back_another_case(signed_in, world, reading):
    world.give(world.cases()[1])
    client, other = signed_in("first"), world.reading_of(world.cases()[1], "first")
    wrong = client.post("/coding/limit", data={"most": "0"})
    client.post("/coding/limit", data={"most": "1"})

    held = client.post(f"/coding/{other.ref}/open")
    client.post("/coding/limit", data={"most": ""})
    opened = client.post(f"/coding/{other.ref}/open")

    assert wrong.status_code == 422
    assert held.status_code == 422
    assert "at most 1 case a day, and have" in words(held)
    assert opened.status_code == 303


def test_the_page_costs_few_statements(signed_in, world, reading, statements):
    client = signed_in("first")
    world.code(world.cases()[0], "first", SEPARATION, STRANGLING)
    statements.clear()

    client.get(f"/coding/{reading.ref}/text")

    assert 5 < len(statements) < 15
