"""One invented death with two suspects and an answer to everything, into the record and out again."""

import csv
from io import StringIO

import pytest

from dhp.audit.trail import Command
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, Kind, State, write
from dhp.exchange.deaths_file import FIXED, SHORT, column_of, template
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.reading.sheets import sheet_from
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.exchange.files import csv_of

pytestmark = pytest.mark.usefixtures("forces")

COLUMNS = template(suspects=2)
FILLED = {
    "force": "E23000032",
    "force_ref": "AB/1",
    "incident_ref": "I1",
    "date_of_death": "2024-03-09",
    "received_on": "2024-03-12",
    "type": "iph",
}


def _text(name):
    """An answer of the fullest kind that the column takes, not the same for both suspects."""
    entry = column_of(name).characteristic
    options = [option.code for option in entry.options]
    late = name.startswith("suspect2.")
    return {
        Kind.ONE_OF: options[-1 if late else 0] if options else "",
        Kind.ANY_OF: ";".join(options[late:]),
        Kind.WHOLE_NUMBER: f"{entry.least + late}-{entry.most}"
        if entry.ranges
        else str(entry.most),
        Kind.DATE: "2024-03-10",
        Kind.PARTIAL_DATE: "2024-03",
        Kind.SHORT_TEXT: f'Words, a comma; "marks" ({name})',
        Kind.LONG_TEXT: f"Two lines,\nand an é; {name}",
    }[entry.kind]


def _filled():
    row = {name: FILLED.get(name, "") if name in FIXED else _text(name) for name in COLUMNS}
    return row | {"death.police_link": "no"}  # else the case is restricted


def _imported(row):
    rehearsal = rehearse(DEATHS_FILE, [sheet_from(csv_of([row]).encode(), "deaths.csv")])
    keep(rehearsal, by=Command())
    db.session.commit()
    return rehearsal.outcome


def _kept():
    [case] = db.session.scalars(db.select(Case))
    answers = places_of([case])[case.id].answers(read_answers([case]))
    return {name: write(given) for name, given in answers.items()}


def test_the_filled_row_answers_every_characteristic():
    answered = {
        column_of(name).characteristic.code
        for name, text in _filled().items()
        if text and column_of(name)
    }

    assert answered == set(DICTIONARY)


def test_an_answer_to_everything_is_kept_as_it_was_written():
    row = _filled()

    outcome = _imported(row)

    assert outcome.refused == []
    assert _kept() == {
        SHORT.get(name, name): text
        for name, text in row.items()
        if name in SHORT or name not in FIXED
    }


def test_what_was_kept_is_written_into_a_file_that_is_read_as_the_same_row():
    _imported(_filled())
    kept = _kept()
    names = {long: short for short, long in SHORT.items()}
    row = FILLED | {names.get(name, name): text for name, text in kept.items()}

    again = _imported(row)

    read = next(csv.DictReader(StringIO(csv_of([row]), newline="")))
    assert {name: read[name] for name in COLUMNS} == _filled()
    assert again.new == 0


@pytest.mark.parametrize("state", [state for state in State if state is not State.ANSWERED])
def test_every_state_of_every_characteristic_is_kept(state):
    text = "" if state is State.NOT_RECORDED else f"[{state.value}]"
    row = {name: text for name in COLUMNS if name not in FIXED} | FILLED | {"suspect2.age": "34"}

    _imported(row)

    told = {name: text for name, text in row.items() if name not in FIXED}
    kept = _kept()
    assert {name: kept[name] for name in told} == told
