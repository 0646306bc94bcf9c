"""A force pack: what a force is told of its own deaths, and that no other force is in it."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Given, State
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.learning.finding_models import Alert
from dhp.learning.models import Addressee, Recommendation
from dhp.learning.rules import AlertStatus, Stage
from dhp.questions.models import Question
from dhp.reports.blocks import Bullets, Laid
from dhp.reports.building import Order, build, packs
from dhp.reports.document import Edition, Front
from dhp.reports.prose import numbers_not_in_tables
from tests.accounts.people import add_user
from tests.harness.record import at

FRONT = Front("OFFICIAL-SENSITIVE", "", "", "Author", "Unit", "c@example.org")
ENDING = date(2025, 10, 31)
AS_AT = at("2025-11-07")
OWN, OTHER = "E23000013", "E23000036"


@pytest.fixture
def two(database):
    """Two forces with residents; the pack is for the first."""
    load_forces(db.session)
    db.session.commit()
    return force_with(OWN), force_with(OTHER)


@pytest.fixture
def happened(database, judge):
    """Opens a death of a force: received, of a type, on a day."""

    def open_death(force, received, kind=DeathType.IPH, died="2025-10-10", **answers):
        told = {"death.date_of_death": Given(State.ANSWERED, died)}
        told |= {name: Given(State.ANSWERED, value) for name, value in answers.items()}
        with clock_at(at(received)):
            case = open_case(Submission(force, at(received), told), by=Command())
            db.session.commit()
        judge(case, f"{received}T01:00", kind)
        return case

    return open_death


def pack(force, as_at=AS_AT):
    with clock_at(at("2026-02-01")):
        return build(Order("force-pack", ENDING, FRONT, as_at, force=force.code))


def table(document, key):
    return next(one for one in document.blocks if isinstance(one, Laid) and one.id == key)


def shown(document, key, row, column):
    return {one.key: one for one in table(document, key).rows}[row].cells[column].shown


def test_it_lists_what_the_force_holds_and_has_to_do(two, happened):
    case = happened(two[0], "2025-10-12")
    db.session.add(
        Question(
            case_id=case.id,
            force_id=two[0].id,
            about="victim.age",
            asked="How old was Zephyrine?",
            asked_by="x",
            asked_at=at("2025-10-20T12:00"),
        )
    )
    db.session.commit()

    document = pack(two[0])

    assert shown(document, "C1", case.ref, "status") == "In scope, unverified"
    assert int(shown(document, "C1", case.ref, "missing")) > 5
    assert shown(document, "C1", case.ref, "asked") == "1"
    asked = table(document, "C2").rows[0]
    assert (asked.label, asked.cells["days"].shown) == (case.ref, "18")
    assert asked.cells["about"].shown == "Victim’s age"
    assert "Zephyrine" not in document.to_json()
    points = next(one.items for one in document.blocks if isinstance(one, Bullets))
    assert points[0].startswith("The force holds 1 death, 1 with something to do")
    assert numbers_not_in_tables(document) == ()


def test_no_other_force_is_named_or_counted_in_it(two, happened):
    mine, theirs = two
    own = happened(mine, "2025-10-12")
    for day in range(1, 8):
        other = happened(theirs, f"2025-10-{10 + day}", DeathType.CHILD, f"2025-10-0{day}")
    lead = add_user(RoleName.LEAD)
    for title in (f"What {theirs.name} learnt", "Ask at the first call"):
        alert = Alert(title=title, words="w", ask="Ask.", learnt_on=ENDING, roles="spoc coder")
        alert.written_by, alert.status = lead.ref, AlertStatus.SENT
        alert.sent_at = at("2025-10-20")
        db.session.add(alert)
    asked = Recommendation(
        title="Grade every call", words="w", owner="o", due_on=date(2025, 12, 1), year=2025
    )
    asked.number, asked.stage, asked.written_by = 1, Stage.ISSUED, lead.ref
    asked.issued_at = at("2025-10-01")
    db.session.add(asked)
    db.session.flush()
    for force in two:
        db.session.add(Addressee(recommendation_id=asked.id, force_id=force.id))
    db.session.commit()

    document = pack(mine)

    told = "\n".join(document.words())
    assert theirs.name not in told
    assert other.ref not in told
    assert theirs.code not in told
    assert own.ref in told
    assert [row.label for row in table(document, "L1").rows] == ["Ask at the first call"]
    assert [row.label for row in table(document, "L2").rows] == ["1 of 2025"]
    assert shown(document, "F1", "child", "count") == "0"
    assert shown(document, "F1", "child", "national") == "[c]"  # 7 elsewhere are too few to tell
    assert document.coverage.missing == ()


def test_the_national_rate_is_told_where_ten_deaths_stand_behind_it(two, happened):
    happened(two[0], "2025-10-12")
    for day in range(1, 11):
        happened(two[1], f"2025-10-{10 + day}", DeathType.CHILD, "2025-09-20")

    document = pack(two[0])

    assert shown(document, "F1", "child", "national") == "0.2"
    assert shown(document, "F1", "iph", "national") == "[c]"
    assert shown(document, "F1", "iph", "verdict") == "cannot tell: too few"
    assert shown(document, "F2", "notice", "national") != "[c]"


def test_a_restricted_death_is_nowhere_in_it(two, happened):
    case = happened(two[0], "2025-10-12")
    before = pack(two[0])
    case.restricted = True
    db.session.commit()

    document = pack(two[0])

    assert case.ref in before.to_json()
    assert case.ref not in document.to_json()
    assert shown(document, "C1", "total", "received") == "0 deaths"
    assert shown(document, "F1", "total", "count") == "0"
    assert shown(document, "F2", "notice", "measured") == "0"
    assert not [one for one in document.blocks if getattr(one, "id", "") == "C3"]


def test_what_changed_since_the_pack_before_is_told_for_sign_off(two, happened, judge):
    known = happened(two[0], "2025-09-12", died="2025-09-10")
    out = happened(two[0], "2025-09-13", died="2025-09-10")
    new = happened(two[0], "2025-10-12")
    judge(known, "2025-10-20", DeathType.AFH)
    judge(out, "2025-10-21", DeathType.UNCLASSIFIED, Scope.OUT)

    rows = table(pack(two[0]), "C3").rows

    assert [(row.label, row.cells["before"].shown, row.cells["now"].shown) for row in rows] == [
        (known.ref, "Intimate partner homicide", "Adult family homicide"),
        (out.ref, "Intimate partner homicide", "Out of scope"),
        (new.ref, "Not known", "Intimate partner homicide"),
    ]


def test_it_is_the_same_when_it_is_built_again_after_answers_and_questions_came(two, happened):
    case = happened(two[0], "2025-10-12")
    first = pack(two[0])
    question = Question(case_id=case.id, force_id=two[0].id, asked="?", asked_by="x")
    question.asked_at = at("2025-11-20")
    db.session.add(question)
    db.session.commit()

    assert pack(two[0]).checksum == first.checksum


def test_there_is_no_edition_for_everybody(two):
    with pytest.raises(DomainError, match="no shareable edition"):
        build(Order("force-pack", ENDING, FRONT, AS_AT, None, Edition.SHAREABLE, OWN))


def test_ten_deaths_take_as_many_statements_as_one(two, happened):
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *_: counted.append(1))

    def statements():
        counted.clear()
        pack(two[0])
        return len(counted)

    happened(two[0], "2025-10-12")
    few = statements()
    for day in range(10, 19):
        happened(two[0], f"2025-10-{day}")

    assert statements() == few
    assert few < 100


def test_the_packs_of_all_are_those_of_each_and_national_figures_are_read_once(
    two, happened, monkeypatch
):
    monkeypatch.setattr("dhp.reports.building.forces", lambda: list(two))
    happened(two[0], "2025-10-12")
    happened(two[1], "2025-10-13")

    with clock_at(at("2026-02-01")):
        made = list(packs(Order("force-pack", ENDING, FRONT, AS_AT)))

    assert [one.force for one in made] == [OWN, OTHER]
    assert [one.checksum for one in made] == [pack(force).checksum for force in two]
    assert {one.reference for one in made} == {
        f"force-pack-{OWN}-2025-10-31",
        f"force-pack-{OTHER}-2025-10-31",
    }
    assert json.loads(made[0].to_json())["force"] == OWN
