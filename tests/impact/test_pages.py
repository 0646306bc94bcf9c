"""What a change touches, as a lead sees it before it is made, and as the command says it."""

import re
from html import unescape

import pytest

from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.actions import classify
from dhp.cases.judging.facts import propose
from dhp.cases.rules import Decision
from dhp.coding.codebook.actions import retire
from dhp.coding.codebook.mapping import merge
from dhp.coding.codebook.publishing import open_version
from dhp.coding.codebook.queries import code_with
from dhp.definitions import DeathType, Scope
from dhp.extensions import db
from dhp.references import shown_reference
from tests.accounts.people import add_user, sign_in_as
from tests.cases.conftest import HOMICIDE, given
from tests.coding import world as invented

UNEXPLAINED = HOMICIDE | given(
    death__suspected_intent="unexplained", death__da_history_known="police"
)


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", answer.text)))


@pytest.fixture
def lead(database):
    user = add_user(RoleName.LEAD)
    db.session.commit()
    return user


def test_a_question_is_counted_by_state_in_the_cases_that_a_person_may_read(
    app, client, lead, make_case
):
    make_case(HOMICIDE | given(victim__sex="female"))
    make_case(HOMICIDE | given(victim__sex="[not_known]"))
    sign_in_as(client, lead)

    said = words(client.get("/impact/questions/sex"))
    command = app.test_cli_runner().invoke(args=["dictionary", "impact", "sex"]).output

    assert "2 of the 2 cases that you may read have an answer." in said
    assert "Not known (checked, cannot be established) 1" in said
    assert "2 of 2 cases have an answer." in command
    assert "Monthly report: domestic abuse related deaths: M2a" in command
    assert client.get("/impact/questions/shoe_size").status_code == 404


def test_a_definition_is_tried_with_a_matrix_and_with_what_reads_it(client, lead, make_case):
    stays, moves = make_case(), make_case(UNEXPLAINED)
    for case, kind in ((stays, DeathType.IPH), (moves, DeathType.UNEXPECTED)):
        classify(case, Decision(Scope.IN, kind, "dhp-2023", "So."), propose(HOMICIDE), by=lead)
    db.session.commit()
    sign_in_as(client, lead)

    said = words(client.get("/cases/replay?definition=dhp-2020"))

    heads = "Intimate partner homicide Unexpected death"
    assert f"As classified now {heads} Intimate partner homicide 1 stay 0" in said
    assert "Unexpected death 1 0" in said
    assert shown_reference(moves.ref) in said
    assert "measures count what is in scope" in said
    assert "tables tell types of death apart" in said


def test_a_version_of_the_codebook_says_which_marks_and_cases_it_touches(client, once):
    once(invented.build)
    lead, case = invented.person("lead"), invented.cases()[0]
    invented.give(case, second=None)
    invented.code(case, "first", "5.03.01", finish=True)
    open_version(by=lead)
    merge(code_with("5.03.01"), code_with("5.03.02"), "One thing.", by=lead)
    retire(code_with("5.01.01"), "Never found.", by=lead)
    db.session.commit()
    sign_in_as(client, lead)

    publishing = words(client.get("/codebook/publish"))
    whole = words(client.get("/impact/codebook"))

    assert "Entries: 1 was retired, 1 was merged" in publishing
    assert "1 mark in 1 case: read anew" in publishing
    assert "Themes: how often each is found" in publishing
    assert f"1 mark in 1 case: {shown_reference(case.ref)}" in whole
    assert "It was retired. No mark that you may know of." in whole
    assert trail.latest_about(case.ref, Act.CASES_LISTED) is not None


def test_only_leads_look_at_what_a_change_touches(client, database):
    for role in (RoleName.CODER, RoleName.READER, RoleName.ADMINISTRATOR):
        sign_in_as(client, add_user(role))
        for address in ("/impact", "/impact/questions/sex", "/impact/codebook"):
            assert client.get(address).status_code == 403, (role, address)
