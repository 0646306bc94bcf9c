"""The packs of a month are approved and issued in one act: each its own bytes and event, all or none."""

import pytest

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.queries import about
from dhp.errors import Refused
from dhp.reports import actions
from dhp.reports.distribution.queries import copies_of
from dhp.reports.models import RunStatus
from dhp.reports.packs.month import lines, months
from dhp.reports.packs.together import approve_together, issue_together
from tests.accounts.people import add_user, sign_in_as
from tests.harness.record import at
from tests.reports.packs.test_views import DAYS, FRONT, OTHER, OWN, built


@pytest.fixture
def people(database):
    load_forces(database.session)
    return {
        "coder": add_user(RoleName.CODER),
        "lead": add_user(RoleName.LEAD),
        OWN: add_user(RoleName.SPOC, force=force_with(OWN), email="own@example.org"),
    }


@pytest.fixture
def packs(database, people, monkeypatch):
    monkeypatch.setattr(actions, "built", built)
    drafted = [
        actions.build_report(
            "force-pack", DAYS.end, FRONT, at("2025-11-07"), by=people["coder"], force=force
        )
        for force in (OWN, OTHER)
    ]
    database.session.commit()
    return drafted


def as_read(packs):
    return [(run, run.checksum) for run in packs]


def test_a_second_person_approves_and_issues_all_each_with_its_own_event(database, people, packs):
    approve_together(as_read(packs), by=people["lead"])
    issue_together(as_read(packs), by=people["lead"])
    database.session.commit()

    assert [run.status for run in packs] == [RunStatus.ISSUED] * 2
    for run in packs:
        acts = [event.act for event in about(run.ref)]
        assert acts.count(Act.REPORT_APPROVED.value) == acts.count(Act.REPORT_ISSUED.value) == 1
    assert [copy.user for copy in copies_of(packs[0])] == [people[OWN]]


def test_a_pack_is_named_by_its_force(client, people, packs):
    sign_in_as(client, people["lead"])

    page = client.get(f"/reports/{packs[0].ref}").text

    assert f", {force_with(OWN).name}" in page
    assert f", {OWN}" not in page


@pytest.mark.parametrize("who", ["coder", "lead"])
def test_who_built_them_and_who_read_other_bytes_approve_none(client, database, people, packs, who):
    sign_in_as(client, people[who])
    last = "" if who == "coder" else "other"
    chosen = [f"{run.ref} {run.checksum}" for run in packs]
    chosen[-1] += last

    answer = client.post("/reports/packs/approve", data={"chosen": chosen, "month": "2025-10-31"})

    assert answer.status_code == (403 if who == "coder" else 409)
    database.session.expire_all()
    assert [run.status for run in packs] == [RunStatus.DRAFT] * 2
    if who == "lead":
        assert (
            f"The pack of {force_with(OTHER).name}: This report is no longer the one you read."
            in answer.text
        )
        assert "No pack was approved." in answer.text


def test_the_page_lists_them_and_those_taken_out_stay_drafts(client, database, people, packs):
    sign_in_as(client, people["lead"])
    page = client.get("/reports/packs").text
    assert page.count('name="chosen"') == 2
    assert "Approve the chosen packs" in page

    answer = client.post(
        "/reports/packs/approve", data={"chosen": f"{packs[0].ref} {packs[0].checksum}"}
    )

    assert answer.status_code == 303
    database.session.expire_all()
    assert [run.status for run in packs] == [RunStatus.APPROVED, RunStatus.DRAFT]
    (month,) = months(people["lead"])
    assert [line.may_issue for line in lines(month, people["lead"])].count(True) == 1
    assert not any(line.may_approve or line.may_issue for line in lines(month, people["coder"]))


def test_nothing_chosen_and_what_is_no_pack_are_refused(people, packs):
    packs[1].force = ""

    with pytest.raises(Refused, match="Choose at least one pack"):
        approve_together([], by=people["lead"])
    with pytest.raises(Refused, match="not the pack of a force"):
        approve_together(as_read(packs[1:]), by=people["lead"])


def test_a_force_without_a_pack_is_told_when_the_next_comes(client, people):
    sign_in_as(client, people[OWN])

    assert "The next packs are issued on" in client.get("/packs/").text
