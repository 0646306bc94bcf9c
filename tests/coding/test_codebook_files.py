"""A codebook that leaves as a file and comes back is the same codebook."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhp.audit.trail import Command
from dhp.coding.codebook import book, csv_file, qdc_file
from dhp.coding.codebook.actions import retire, revise
from dhp.coding.codebook.editing import standing
from dhp.coding.codebook.importing import rows_in, take_in
from dhp.coding.codebook.loading import load_codebook, starting_rows
from dhp.coding.codebook.publishing import open_version, publish
from dhp.coding.codebook.queries import code_with
from dhp.coding.codebook.rows import Row, rows_of
from dhp.coding.codebook.wording import Wording, sound, words_of
from dhp.definitions.verdict import DeathType
from dhp.errors import DomainError

SERVICE = Command()
ORIGIN = "Tests"
KINDS = {
    "csv": csv_file.written,
    "qdc": lambda rows: qdc_file.written(rows, ORIGIN),
}
ONE_LINE = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" '=+-@;,\"<>&:"), max_size=40
)
WORDINGS = st.builds(
    Wording,
    label=ONE_LINE,
    definition=ONE_LINE.map(lambda text: f"Include: {text}"),
    include=ONE_LINE,
    exclude=ONE_LINE,
    example=ONE_LINE,
    types=st.sets(st.sampled_from(["iph", "afh", "svsda"])).map(tuple),
)


def said(rows):
    """What rows say, whatever file they came from."""
    return [(row.ref, row.guid, row.wording) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(words=WORDINGS)
def test_words_come_back_from_a_file_as_they_were(kind, words):
    try:
        kept = sound(words)
    except DomainError:
        return  # such words are never in a codebook
    row = Row("", "1", "6d3c4bb4-6d5e-4b76-a1f5-65bdfb8e7d2e", "", kept)

    back = rows_in(KINDS[kind]([row]).encode())

    assert [sound(one.wording) for one in back] == [kept]
    assert said(back)[0][:2] == said([row])[0][:2]


@pytest.mark.parametrize("kind", KINDS)
def test_a_codebook_taken_into_an_empty_place_leaves_it_as_the_same_file(kind, database):
    load_codebook(database.session())
    written = KINDS[kind](rows_of(book()))
    database.session.rollback()  # an empty place again

    open_version(by=SERVICE)
    taken = take_in(rows_in(written.encode()), by=SERVICE)
    publish("Taken in.", by=SERVICE)

    assert (taken.new, taken.revised, taken.same) == (149, 0, 0)
    assert KINDS[kind](rows_of(book())) == written


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_taken_in_where_it_came_from_changes_nothing(kind, lead):
    written = KINDS[kind](rows_of(book()))
    open_version(by=lead)

    taken = take_in(rows_in(written.encode()), by=lead)

    assert (taken.new, taken.revised, taken.same) == (0, 0, 149)
    with pytest.raises(DomainError, match="Nothing has changed"):
        publish("Nothing.", by=lead)


def test_a_row_left_out_ends_nothing_and_other_words_are_a_revision(lead):
    rows = rows_of(book())
    open_version(by=lead)
    text = csv_file.written([row for row in rows if row.ref in ("1", "1.01", "1.01.01")])

    taken = take_in(rows_in(text.replace("was leaving", "was about to leave").encode()), by=lead)

    assert (taken.new, taken.revised, taken.same) == (0, 1, 2)
    assert "about to leave" in book(2).with_ref("1.01.01").definition
    assert len(book(2).codes) == 99


def test_a_codebook_of_another_program_comes_in_and_keeps_its_guids(lead):
    open_version(by=lead)
    foreign = """<?xml version="1.0"?>
      <CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="Elsewhere"><Codes>
        <Code guid="{A1}" name="Weather" isCodable="false" color="#ff0000">
          <Code guid="A2" name="Storm" isCodable="true">
            <Description>Wind and rain.\nIn winter.</Description></Code>
        </Code></Codes><Sets><Set guid="S" name="Wet"><MemberCode targetGUID="A2"/></Set></Sets>
      </CodeBook>"""

    taken = take_in(rows_in(foreign.encode()), by=lead)

    assert taken.new == 2
    assert (book(2).with_ref("11").label, book(2).with_ref("11").definition) == ("Weather",) * 2
    assert book(2).with_ref("11.01").definition == "Wind and rain. In winter."
    assert book(2).with_ref("11.01").guid == "A2"
    assert take_in(rows_in(foreign.encode()), by=lead).same == 2


def test_a_retired_code_does_not_come_back_by_a_file(lead):
    text = csv_file.written(rows_of(book()))
    open_version(by=lead)
    retire(code_with("5.03.01"), "Never used.", by=lead)

    with pytest.raises(DomainError, match="is not in use"):
        take_in(rows_in(text.encode()), by=lead)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column"),
        ("label,definition\n", "no entry"),
        ("label,definition\nA,B,C\n", "Row 2 has more cells"),
        ('label,definition\n"A,B\n', "quotation marks do not match"),
        ("ref,label,definition\n1.01.77,A,B\n", "Row 2: 1.01.77 does not fit"),
        ("parent,label,definition\n99,A,B\n", "Row 2: Its parent 99 is not there"),
        ("guid,ref,label,definition\nX,1,A,B\n", "Row 2: 1 is another entry"),
        ("parent,ref,label,definition\n2,1.01,A,B\n", "Row 2: 1.01 lies elsewhere"),
        ("parent,label,definition,types\n1.01,A,B,xyz\n", "no type of death"),
        ("<CodeBook><Codes>", "not a REFI-QDA"),
        ("<Project/>", "holds no REFI-QDA"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><CodeBook><Codes/></CodeBook>', "document type"),
        ("<CodeBook><Codes><Code name='A'/></Codes></CodeBook>", "no sound guid"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_in_words(lead, text, words):
    open_version(by=lead)

    with pytest.raises(DomainError, match=words):
        take_in(rows_in(text.encode()), by=lead)


def test_codes_deeper_than_three_levels_are_refused():
    deep = "".join(f'<Code guid="g{n}" name="n">' for n in range(4)) + "</Code>" * 4

    with pytest.raises(DomainError, match="three levels"):
        rows_in(f"<CodeBook><Codes>{deep}</Codes></CodeBook>".encode())


def test_a_spreadsheet_takes_no_text_for_a_formula():
    row = Row("", "1", "g", "", Wording("=1+1", "-2", example="'+3"))

    cells = csv_file.written([row]).splitlines()[1].split(",")

    assert [cell[:2] for cell in cells if "1+1" in cell or "-2" in cell] == ["'=", "'-"]
    assert rows_in(csv_file.written([row]).encode())[0].wording == row.wording


def test_the_starting_codebook_is_whole_and_loaded_once(lead, database):
    rows = starting_rows()

    assert [sound(row.wording) for row in rows] == [row.wording for row in rows]
    assert all(row.wording.example for row in rows if row.ref.count(".") == 2)
    assert {kind for row in rows for kind in row.wording.types} < {one.value for one in DeathType}
    assert all(UUID(entry.guid) for entry in book().walk())
    assert load_codebook(database.session()) == 0


def test_loading_again_leaves_what_people_changed(lead, database):
    open_version(by=lead)
    words = vars(words_of(standing(code_with("1")))) | {"definition": "Ours."}
    revise(code_with("1"), Wording(**words), "Ours.", by=lead)

    load_codebook(database.session())

    assert book(2).with_ref("1").definition == "Ours."
