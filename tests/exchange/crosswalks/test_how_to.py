"""The crosswalk that the how-to writes out is a whole one: it is taken from the page and used."""

import re
import runpy
from datetime import date

import pytest

from dhp import ROOT
from dhp.audit.trail import Command
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, column_named, read
from dhp.exchange.importing import keep, rehearse
from dhp.extensions import db
from tests.exchange.files import sheet_of

PAGE = ROOT / "docs" / "how-to" / "write-a-crosswalk.md"
ENTRY = {
    "Occurrence": "46/12345/24",
    "Date of death": "31/03/2021",
    "Told the unit on": "2021-04-02",
    "Victim age": "34",
    "Victim gender": "F",
    "Suspect is": "Husband",
    "Shift": "Nights",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What the page declares."""
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    module = tmp_path_factory.mktemp("page") / "crosswalk.py"
    module.write_text(code, encoding="utf-8")
    return runpy.run_path(str(module))


def test_every_value_that_it_declares_is_an_answer(written):
    for place, mapped in written["TABLE"].mapped:
        for answers in mapped.values.values():
            for code, answer in zip(mapped.to, answers, strict=True):
                column = column_named(f"{place}.{code}", DICTIONARY)
                assert read(column.characteristic, answer, today=date(2026, 3, 2)).known


@pytest.mark.usefixtures("forces")
def test_a_file_of_the_register_becomes_a_case(written):
    rehearsal = rehearse(written["REGISTER"], [sheet_of(ENTRY, name="register.csv")])
    assert rehearsal.outcome.refused == []
    keep(rehearsal, by=Command())

    [case] = db.session.scalars(db.select(Case))
    answers = places_of([case])[case.id].answers(read_answers([case]))
    kept = {name: one.value for name, one in answers.items() if one.value}
    assert kept == {
        "death.force_ref": "46/12345/24",
        "death.date_of_death": "2021-03-31",
        "victim.age": "34",
        "victim.sex": "female",
        "suspect1.relationship": "spouse",
    }
    assert case.force.code == "E23000032"
    assert not case.back_record
    assert rehearsal.outcome.not_carried == {"Shift": 1}


@pytest.mark.usefixtures("forces")
def test_what_it_has_no_option_for_is_counted_and_the_same_file_changes_nothing(written):
    sheet = sheet_of(ENTRY | {"Suspect is": "Lodger"}, name="register.csv")
    first = rehearse(written["REGISTER"], [sheet])
    keep(first, by=Command())

    again = rehearse(written["REGISTER"], [sheet])

    assert first.outcome.unmapped == {("Suspect is", "Lodger"): 1}
    assert again.outcome.new == 0
