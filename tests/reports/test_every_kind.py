"""Every kind of report in every edition, with nothing, a nil week, one death and a crowd to tell of."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from dhp.calendar import clock_at
from dhp.reports.blocks import Bullets, Cell, Column, Mark, Note, Row, Text
from dhp.reports.building import KINDS, build
from dhp.reports.document import Edition
from dhp.reports.files import FORMS
from tests.harness.examples import sample
from tests.reports import tried
from tests.reports.decoding import decoded
from tests.reports.faults import faults, faults_of_page, faults_of_workbook
from tests.reports.sample import WEEKLY, laid

BUILT = [(kind, edition) for kind, one in KINDS.items() for edition in sorted(one.editions)]
RECORDS = [tried.nothing, tried.nil, tried.one, tried.crowd]


# The longer reports have the blocks of the weekly one and more: of those the fullest and the emptiest.
EVERY = [(record, *one) for record in RECORDS for one in BUILT]
TRIED = sample(EVERY, [one for one in EVERY if one[1] == "weekly" or one[0] in RECORDS[1::2]])


@pytest.mark.only_on("sqlite")  # what is laid out and drawn; the numbers are recounted on both
@pytest.mark.parametrize(
    ("record", "kind", "edition"),
    TRIED,
    ids=[f"{one[0].__name__}-{one[1]}-{one[2]}" for one in TRIED],
)
def test_it_is_whole_in_every_form(once, database, record, kind, edition):
    once(record)
    with clock_at(tried.TODAY):
        document = build(tried.order(kind, edition))
    files = {ending: render(document) for ending, (_type, render) in FORMS.items()}

    assert faults(document) == []
    assert faults_of_page(files["html"].decode()) == []
    assert faults_of_workbook(files["xlsx"]) == []
    for ending, file in files.items():
        said = " ".join(decoded(ending, file).split())
        assert "116 123" in said or "suicide" not in said.lower(), ending
        if ending in ("html", "pdf"):
            assert "<script>alert(1)</script>" in said, ending


def test_long_and_hostile_names_of_forces_are_told_as_they_are(once, database):
    once(tried.crowd)
    with clock_at(tried.TODAY):
        document = build(tried.order("weekly", Edition.RESTRICTED))

    for ending in ("html", "pdf", "xlsx"):
        said = " ".join(decoded(ending, FORMS[ending][1](document)).split())
        assert tried.MARKED in said, ending
        assert f"01 {tried.PLACE}"[:60] in said, ending


def cells(**given):
    """A table of one row with these cells."""
    columns = tuple(Column(key, key.title()) for key in given)
    return laid(columns, (Row("one", "One", given),), unit="Deaths (victims)")


HELD = cells(count=Cell.count(12))
SAFE = Note("Samaritans: 116 123.")
SAYS = Text("Every death stays suspected until a court or a coroner has concluded.", fixed=True)


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (Text("13 died."), "no table has 13"),
        (Bullets(("12 deaths only.",)), "says 'only'"),
        (Text("A record number."), "says 'A record number'"),
        (Text("The worst force."), "says 'worst'"),
        (Text("12 deaths by suicide."), "suicide and not suspected"),
        (Text("[x] within 28 days."), "a mark stands in a sentence"),
        (cells(count=Cell(12, "12 [p]")), "a mark beside a number"),
        (cells(count=Cell(0, "[x]", Mark.NOT_AVAILABLE)), "a mark beside a number"),
        (cells(count=Cell(None, "0")), "a plain nought for nothing known"),
        (cells(count=Cell(2, "0")), "a nought that is none"),
        (cells(count=Cell(None, "-")), "a symbol of another kind"),
        (cells(count=Cell(None, "n/a")), "a symbol of another kind"),
        (cells(count=Cell(None, "[c]")), "a mark that stands in words alone"),
        (cells(count=Cell(None, "[x]")), "the legend does not explain"),
        (replace(HELD, unit="Cases"), "does not say what is counted"),
    ],
)
def test_a_fault_is_found(block, fault):
    document = replace(WEEKLY, blocks=(replace(HELD, id="T2"), block, SAFE, SAYS))

    assert fault in " ".join(faults(document))


def test_silence_on_whom_to_turn_to_and_on_what_is_concluded_is_found():
    document = replace(WEEKLY, blocks=(Text("12 suspected suicides."), HELD))

    found = " ".join(faults(document))

    assert "without saying whom to turn to" in found
    assert "does not say that a death stays suspected" in found
    assert faults(replace(document, blocks=(*document.blocks, SAFE, SAYS))) == []


def test_what_a_page_may_not_hold_is_found():
    assert faults_of_page("<p>x</p><img src='a'>") == ["the element img"]
    assert faults_of_page('<a href="javascript:alert(1)">x</a>') == ["a href=javascript:alert(1)"]
    assert faults_of_page('<p onclick="x">x</p>') == ["p onclick=x"]


def test_what_a_workbook_may_not_hold_is_found():
    book = Workbook()
    sheet = book.active
    for row in (["Type", "Deaths"], ["All", "=1+1"], ["None", None]):
        sheet.append(row)
    sheet.add_table(Table(displayName="numbers", ref="A1:B3"))
    file = BytesIO()
    book.save(file)

    assert faults_of_workbook(file.getvalue()) == ["formula Sheet!B2", "blank Sheet!B3"]
