"""The quick reading of texts says what the careful one says, also where links lay answers over."""

import pytest
from sqlalchemy import select

from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import now
from dhp.cases.answers.table import Evidence, Telling, record_answers
from dhp.cases.links.comparison import compare
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.models import Case, Source
from dhp.cases.people.standing import places_of
from dhp.dictionary import DICTIONARY, Given, Stage, State, column_named, write
from dhp.exchange.importing import keep, rehearse
from dhp.exchange.outgoing.gathering import batches, cases_for, most_suspects
from dhp.exchange.schemes import DEATHS_FILE
from dhp.extensions import db
from tests.accounts.people import add_user
from tests.exchange.files import death, sheet_of

pytestmark = pytest.mark.usefixtures("forces")


@pytest.fixture
def lead(database):
    return add_user(RoleName.LEAD)


@pytest.fixture
def cases(lead):
    rows = [
        death(force_ref="A", incident_ref="I", suspect1__age="34", suspect2__sex="male"),
        death(force_ref="B", incident_ref="I", suspect1__relationship="son"),
        death(force_ref="C", victim__age="[not_known]"),
    ]
    keep(rehearse(DEATHS_FILE, [sheet_of(*rows)]), by=Command())
    db.session.commit()
    return list(db.session.scalars(select(Case).order_by(Case.id)))


def tell(case, name, value, source):
    column = column_named(name, DICTIONARY)
    target = places_of([case])[case.id].target(column)
    given = Given(State.ANSWERED, value)
    telling = Telling(source, Stage.NOTICE, "x", now(), evidence=Evidence())
    record_answers(case, [(target, column.characteristic, given)], telling)
    db.session.commit()


def careful(batch):
    return {
        number: {name: text for name, given in told.items() if (text := write(given))}
        for number, told in batch.answers.items()
    }


def test_both_ways_of_reading_say_the_same(lead, cases):
    tell(cases[0], "victim.sex", "male", Source.UNIT)
    tell(cases[2], "victim.sex", "male", Source.PUBLISHED_REVIEW)

    [batch] = batches(cases_for(lead), identifying=True)

    assert batch.texts == careful(batch)
    assert batch.texts[cases[0].id]["victim.sex"] == "male"  # the unit’s own word counts first
    assert batch.texts[cases[2].id]["victim.sex"] == "female"
    assert most_suspects(cases_for(lead)) == 2


def test_a_merged_death_is_there_once_with_the_answers_that_were_chosen(lead, cases):
    kept, other = cases[0], cases[2]
    tell(other, "victim.sex", "male", Source.FORCE)
    choices = {"death.force_ref": kept.id, "victim.sex": other.id, "victim.age": kept.id}
    differing = {one.name for one in compare(kept, other).to_choose}
    finding = Finding(
        kept,
        other,
        LinkKind.SAME_DEATH,
        "Told twice.",
        {name: choices.get(name, kept.id) for name in differing},
    )
    link(finding, by=lead)
    db.session.commit()

    [batch] = batches(cases_for(lead), identifying=True)

    told = {
        number: {name: text for name, text in texts.items() if text}
        for number, texts in batch.texts.items()
    }
    assert [case.id for case in batch.cases] == [kept.id, cases[1].id]
    assert told == careful(batch)
    assert told[kept.id]["victim.sex"] == "male"
