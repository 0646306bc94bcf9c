"""Whatever the record took from a deaths file, it gives back: export, import and export are one."""

import csv
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.cases.models import Case
from dhp.dictionary import Kind, State
from dhp.exchange.deaths_file import FIXED, SHORT, column_of, template
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.outgoing.actions import Order, make_export
from dhp.exchange.reading.sheets import sheet_from
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.accounts.people import add_user
from tests.exchange.files import csv_of

pytestmark = pytest.mark.usefixtures("forces")

COLUMNS = [name for name in template(2) if name not in FIXED]
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2025, 12, 31))
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")),
    max_size=30,
) | st.sampled_from(["=1+1", "'=x", "@a;b", "-", "Two\nlines", "'quoted'", "＝x", '"', "34", "a,b"])


@st.composite
def cells(draw, name):
    """A text that the column takes: blank, a state, or a value of its kind."""
    entry = column_of(name).characteristic
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return ""
    if kind == 1 and entry.states:
        return f"[{draw(st.sampled_from(entry.states)).value}]"
    return draw(value(entry))


@st.composite
def value(draw, entry):
    codes = [option.code for option in entry.options]
    match entry.kind:
        case Kind.ONE_OF:
            return draw(st.sampled_from(codes))
        case Kind.ANY_OF:
            return ";".join(draw(st.lists(st.sampled_from(codes), min_size=1, unique=True)))
        case Kind.WHOLE_NUMBER:
            return str(draw(st.integers(entry.least, entry.most)))
        case Kind.DATE | Kind.PARTIAL_DATE:
            day = draw(DAYS).isoformat()
            return (
                day if entry.kind is Kind.DATE else draw(st.sampled_from([day, day[:7], day[:4]]))
            )
        case _:
            return draw(WORDS)


@st.composite
def death_rows(draw):
    """A row with some columns filled, of any shape that a force may send."""
    names = draw(st.lists(st.sampled_from(COLUMNS), max_size=12, unique=True))
    row = {name: draw(cells(name)) for name in names}
    row |= {"force": draw(st.sampled_from(["E23000032", "btp"])), "force_ref": draw(WORDS)}
    row |= {
        "date_of_death": draw(DAYS).isoformat(),
        "received_on": draw(st.sampled_from(["", "2026-02-03"])),
    }
    return row | {"type": draw(st.sampled_from(["", "iph", "svsda", "unclassified"]))}


def imported(text):
    rehearsal = rehearse(DEATHS_FILE, [sheet_from(text.encode(), "deaths.csv")])
    if rehearsal.outcome.refused:
        return False
    keep(rehearsal, by=Command())
    db.session.flush()
    return True


def exported(lead):
    _export, data = make_export(Order(("deaths",), "csv", "To be sure of it.", True), by=lead)
    with ZipFile(BytesIO(data)) as archive:
        return archive.read("deaths.csv").decode("utf-8-sig")


def rows_of(text):
    """The rows by what they say, without our own reference of the incident and without blanks."""
    rows = csv.DictReader(StringIO(text, newline=""))
    told = [{name: cell for name, cell in row.items() if cell} for row in rows]
    for row in told:
        row.pop("incident_ref")
    return sorted(told, key=lambda row: sorted(row.items()))


@pytest.fixture
def lead(database):
    return add_user(RoleName.LEAD)


def emptied(mark):
    mark.rollback()
    db.session.expire_all()
    assert db.session.query(Case).count() == 0
    return db.session.begin_nested()


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(death_rows(), min_size=1, max_size=3))
def test_what_is_exported_is_imported_as_the_same(lead, rows):
    mark = db.session.begin_nested()
    try:
        assume(imported(csv_of(rows)))
        first = exported(lead)
        mark = emptied(mark)
        assert imported(first), "the record refuses its own file"
        assert rows_of(exported(lead)) == rows_of(first)
    finally:
        db.session.rollback()


def test_everything_that_a_row_can_say_is_given_back(lead):
    row = {"force": "E23000032", "force_ref": "=AB/1", "date_of_death": "2024-03-09"}
    row |= {"received_on": "2024-03-12", "type": "iph", "death.police_link": "yes"}
    row |= {"victim.sex": "female", "suspect2.age": "30-39", "suspect1.relationship": "partner"}
    row |= {"death.da_history_known": f"[{State.NOT_KNOWN.value}]"}

    assert imported(csv_of([row]))

    assert [
        {name: cell.removeprefix("'") for name, cell in one.items()}
        for one in rows_of(exported(lead))
    ] == [row]


def test_deaths_of_one_incident_stay_together(lead):
    rows = [
        {
            "force": "E23000032",
            "force_ref": ref,
            "incident_ref": "I1",
            "date_of_death": "2024-03-09",
        }
        for ref in ("A", "B")
    ]
    assert imported(csv_of(rows))

    told = list(csv.DictReader(StringIO(exported(lead), newline="")))

    assert len({row["incident_ref"] for row in told}) == 1
    assert [row["force_ref"] for row in told] == ["A", "B"]


def test_short_names_are_those_of_the_file(lead):
    imported(csv_of([{"force": "btp", "force_ref": "A", "date_of_death": "2024"}]))

    header = exported(lead).splitlines()[0]

    assert all(
        f'"{short}"' in header and f'"{long}"' not in header for short, long in SHORT.items()
    )
