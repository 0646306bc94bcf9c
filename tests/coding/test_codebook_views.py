"""The pages of the codebook: reading it, changing it, and who sees the open version."""

import io
import re
from html import unescape

import pytest

from dhp.accounts.permissions import RoleName
from dhp.coding.codebook import book
from dhp.coding.codebook.actions import retire, revise
from dhp.coding.codebook.editing import standing
from dhp.coding.codebook.mapping import split
from dhp.coding.codebook.publishing import open_version, publish
from dhp.coding.codebook.queries import code_with
from dhp.coding.codebook.wording import Wording, words_of
from tests.accounts.people import add_user, sign_in_as

CODE = "/codebook/code/5.03.01"
PARTS = [Wording("At the scene", "Looked up there."), Wording("Later", "Looked up afterwards.")]
WORDS = {"label": "History checks", "definition": "Looked up in time.", "reason": "Clearer."}


@pytest.fixture
def opened(lead, database):
    """Version 2, open."""
    version = open_version(by=lead)
    database.session.commit()
    return version


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", answer.text)))


def seen(answer):
    return re.search(r'name="seen"[^>]*value="([^"]*)"', answer.text)[1]


def test_a_reader_of_reports_finds_what_a_code_means(client, reader):
    sign_in_as(client, reader)

    tree = client.get("/codebook")
    entry = client.get(CODE)

    assert "10 domains, 40 themes and 99 codes" in words(tree)
    assert "5.03.01 History checks made" in words(tree)
    assert "Records of other forces: use 5.03.03." in words(entry)
    assert "Change it in version" not in words(entry)


def test_codes_are_found_by_word_and_by_type_of_death(client, reader):
    sign_in_as(client, reader)

    by_word = words(client.get("/codebook?words=midwife+maternity"))
    by_type = words(client.get("/codebook?type=child&words=relative+recognised"))

    assert "1 of 99 codes" in by_word
    assert "6.03.03 Maternity and health visiting" in by_word
    assert "5.01.01" not in by_word
    assert "1 of 99 codes" in by_type


def test_the_open_version_is_seen_by_the_lead_alone(client, lead, reader, coder, opened, database):
    revised = Wording(**vars(words_of(standing(code_with("5.03.01")))) | {"label": "Xylophone"})
    revise(code_with("5.03.01"), revised, "Clearer.", by=lead)
    split(code_with("5.03.02"), PARTS, "Zither.", by=lead)
    database.session.commit()
    pages = ("/codebook", CODE, "/codebook/code/5.03.02", "/codebook/changes", "/codebook/files")
    pages += ("/codebook/files/codebook.csv", "/codebook/files/codebook.qdc")

    for person in (reader, coder):
        sign_in_as(client, person)
        said = "".join(client.get(page).text for page in pages)
        assert "Xylophone" not in said
        assert "Zither" not in said
        assert client.get("/codebook?version=2").status_code == 404
        assert client.get("/codebook/files/codebook.csv?version=2").status_code == 404
        assert client.get("/codebook/code/5.03.04").status_code == 404
    sign_in_as(client, lead)
    assert "Xylophone" in client.get("/codebook?version=2").text


def test_a_lead_opens_revises_and_publishes(client, lead):
    sign_in_as(client, lead)
    client.post("/codebook/open")
    mark = seen(client.get(f"{CODE}/revise"))

    answer = client.post(f"{CODE}/revise", data=WORDS | {"types": ["svsda"], "seen": mark})
    listed = words(client.get("/codebook/publish"))
    client.post("/codebook/publish", data={"note": "History checks are clearer."})

    assert answer.status_code == 303
    assert "was reworded (label, definition, include, exclude, invented example, types" in listed
    assert (book().number, book().with_ref("5.03.01").types) == (2, ("svsda",))
    assert "History checks are clearer." in words(client.get("/codebook/changes"))
    assert "What it said before" in words(client.get(CODE))


def test_words_of_somebody_else_are_not_overwritten_from_the_page(client, lead, opened):
    sign_in_as(client, lead)
    mark = seen(client.get(f"{CODE}/revise"))
    client.post(f"{CODE}/revise", data=WORDS | {"seen": mark})

    late = client.post(f"{CODE}/revise", data=WORDS | {"definition": "Mine.", "seen": mark})

    assert late.status_code == 409
    assert "Somebody else has changed this" in words(late)
    assert book(2).with_ref("5.03.01").definition == "Looked up in time."


def test_a_lead_splits_and_brings_back_from_the_page(client, lead, opened):
    sign_in_as(client, lead)
    data = {"label_1": "Scene", "definition_1": "There.", "label_2": "Later", "reason": "Two."}
    data["seen"] = seen(client.get(f"{CODE}/split"))

    lacking = client.post(f"{CODE}/split", data=data)
    client.post(f"{CODE}/split", data=data | {"definition_2": "Afterwards."})
    ended = words(client.get(CODE))
    client.post(f"{CODE}/bring-back")

    assert lacking.status_code == 422
    assert "waits for a coder to choose between 5.03.04 and 5.03.05" in ended
    assert [one.ref for one in book(2).with_ref("5.03").below][-1] == "5.03.03"


def test_a_part_that_is_refused_keeps_what_was_typed(client, lead, opened):
    sign_in_as(client, lead)
    data = {"label_1": "Scene", "definition_1": "There.", "reason": "Two."}
    data |= {"label_2": "PROFESSIONAL curiosity", "definition_2": "Taken already."}
    data["seen"] = seen(client.get(f"{CODE}/split"))

    answer = client.post(f"{CODE}/split", data=data)

    assert (answer.status_code, "5.03.02 beside it" in words(answer)) == (422, True)
    assert "Taken already." in answer.text
    assert book(2).with_ref("5.03.01").label == "History checks made"


def test_a_lead_merges_retires_and_adds_from_the_page(client, lead, opened):
    sign_in_as(client, lead)
    other = "/codebook/code/5.03.02"
    merge = {"into": "5.03.03", "reason": "Same.", "seen": seen(client.get(f"{CODE}/merge"))}
    retire = {"reason": "Never used.", "seen": seen(client.get(f"{other}/retire"))}
    added = {"label": "Body-worn video", "definition": "It was worn."}

    client.post(f"{CODE}/merge", data=merge)
    client.post(f"{other}/retire", data=retire)
    client.post("/codebook/code/5.03/add", data=added)
    client.post("/codebook/add", data={"label": "Courts", "definition": "What courts did."})

    assert [one.ref for one in book(2).with_ref("5.03").below] == ["5.03.03", "5.03.04"]
    assert "read as 5.03.03" in words(client.get(CODE))
    assert book(2).with_ref("11").label == "Courts"


def test_a_file_goes_out_and_comes_in_from_the_page(client, lead, opened):
    sign_in_as(client, lead)
    csv, qdc = (client.get(f"/codebook/files/codebook.{kind}") for kind in ("csv", "qdc"))
    changed = csv.text.replace("History checks made", "Checks of history").encode()

    kept = client.post("/codebook/take-in", data={"file": (io.BytesIO(changed), "book.csv")})
    refused = client.post("/codebook/take-in", data={"file": (io.BytesIO(b"<a/>"), "book.qdc")})

    assert kept.status_code == 303
    assert book(2).with_ref("5.03.01").label == "Checks of history"
    assert (refused.status_code, qdc.mimetype) == (422, "application/xml")


def test_a_refused_file_leaves_nothing_behind(client, lead, opened):
    sign_in_as(client, lead)
    text = b"parent,label,definition\r\n,Courts,One.\r\n99,Lost,Two.\r\n"

    answer = client.post("/codebook/take-in", data={"file": (io.BytesIO(text), "book.csv")})

    assert "Row 3: Its parent 99 is not there" in words(answer)
    assert len(book(2).domains) == 10


def test_changes_are_given_up_from_the_page(client, lead, opened, database):
    retire(code_with("5.03.01"), "Never used.", by=lead)
    database.session.commit()
    sign_in_as(client, lead)

    client.post("/codebook/start-over")

    assert book(2).with_ref("5.03.01").label == "History checks made"


def test_a_coder_cannot_change_the_codebook(client, coder, opened):
    sign_in_as(client, coder)

    for page in ("open", "publish", "start-over", "add", "take-in", "code/5.03.01/retire"):
        assert client.post(f"/codebook/{page}").status_code == 403


def test_an_entry_page_stays_cheap_with_many_versions(client, lead, database, statements):
    for number in range(2, 6):
        open_version(by=lead)
        kept = vars(words_of(standing(code_with("1")))) | {"definition": f"Version {number}."}
        revise(code_with("1"), Wording(**kept), "Clearer.", by=lead)
        publish("One.", by=lead)
    database.session.commit()
    sign_in_as(client, lead)
    client.get("/codebook")

    for page, most in (("/codebook", 8), ("/codebook/code/1", 12), ("/codebook/changes", 8)):
        statements.clear()
        client.get(page)
        assert len(statements) <= most, page


def test_without_any_codebook_the_pages_say_what_to_do(client, database):
    user = add_user(RoleName.LEAD)
    database.session.commit()
    sign_in_as(client, user)

    for address in ("/codebook", "/coding/agreement"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "flask reference load" in answer.text
