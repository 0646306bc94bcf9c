"""A force learns nothing of other forces' deaths, of restricted ones, or that they exist."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.calendar import clock_at, now
from dhp.cases.actions import add_answers, open_case
from dhp.cases.models import Case, CaseReader, Source
from dhp.cases.opening.submission import Submission
from dhp.cases.queries import visible_to_force
from dhp.dictionary import Stage
from dhp.extensions import db
from dhp.followup.queries import followed
from dhp.references import new_reference, shown_reference
from tests.cases.conftest import given
from tests.followup.test_pages import fields
from tests.harness.examples import sample

FORCES = 44  # as many as there are
ROOMS = ("/", "/followup", "/notifications", "/questions", "/handovers")
RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PATHS = (
    "",
    "/28-days",
    "/28-days/death",
    "/28-days/check",
    "/6-months",
    "/outcome",
    "/answers/victim.age",
)
POSTS = (
    "/28-days/unchanged",
    "/28-days/death",
    "/28-days/check",
    "/answers/victim.age",
    "/suspects",
)


def plant(force, token, *, restricted=False, incident=None, by):
    answers = given(
        death__force_ref=token,
        death__circumstances=f"Told by {token}",
        death__suspect_identified="yes",
        death__suspected_intent="homicide",
        incident__location_type="hotel",
        suspect1__sex="male",
        victim__age=str(30 + len(token) % 7),
    )
    submission = Submission(force, RECEIVED, answers, restricted=restricted)
    case = open_case(submission, by=by, incident=incident)
    csp = given(incident__csp=f"Partnership {token}")
    add_answers(case, csp, by=by, source=Source.FORCE, stage=Stage.FOLLOW_UP, reason="Told.")
    return case


def every_force():
    """All forces, each with a plain and a restricted death in one incident shared with the next
    force's, and a contact of each. Everything of a force carries its own token."""
    coder = User(email="coder@example.org", name="Cora Coder", role=RoleName.CODER, joined_at=now())
    db.session.add(coder)
    incident = None
    for number in range(FORCES):
        force = Force(code=f"E99{number:06d}", name=f"Force{number}", territorial=True)
        user = User(
            email=f"spoc{number}@example.org",
            name=f"Contact{number}",
            role=RoleName.SPOC,
            force=force,
            joined_at=now(),
        )
        db.session.add_all((force, user))
        db.session.flush()
        with clock_at(RECEIVED + timedelta(hours=2)):
            plain = plant(force, f"PLAIN{number:02d}", incident=incident, by=coder)
            incident = plain.incident
            plant(force, f"HIDDEN{number:02d}", restricted=True, incident=incident, by=coder)


@pytest.fixture
def planted(database, once, on):
    """The contact of each force, and its plain and its restricted case; both by number."""
    once(every_force)
    on("2026-03-20")
    contacts = sa.select(User).where(User.role == RoleName.SPOC).order_by(User.id)
    cases = database.session.scalars(sa.select(Case).order_by(Case.id)).all()
    pairs = zip(cases[::2], cases[1::2], strict=True)
    return dict(enumerate(database.session.scalars(contacts))), dict(enumerate(pairs))


def crawl(client):
    """Every page that a person can reach by following links, by address."""
    found, waiting = {}, list(ROOMS)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = client.get(address)
        found[address] = answer.get_data(as_text=True)
        assert answer.status_code in (200, 302, 303), address
        links = re.findall(r'href="(/[^"#]*)', found[address])
        waiting += [link for link in links if _is_worth_a_look(link)]
        if answer.location:
            waiting.append(answer.location)
    return found


def _is_worth_a_look(link):
    """The pages of single answers are alike; those on what deaths may share are enough."""
    if "/answers/" in link:
        return link.rpartition("/")[2] in ("incident.csp", "incident.location_type", "suspect1.sex")
    return link.startswith(ROOMS[1:])


@pytest.mark.usually_on("sqlite")  # the second wall is tried page by page too
@pytest.mark.parametrize("number", sample(range(FORCES), (0, 1, 21, FORCES - 1)))
def test_no_page_that_a_force_can_reach_tells_of_any_other_death(browser, planted, number):
    people, cases = planted
    pages = crawl(browser(people[number]))
    text = "\n".join(pages.values())
    mine = cases[number][0]
    others = [case for pair in cases.values() for case in pair if case.id != mine.id]

    assert len(pages) >= 15
    assert set(re.findall(r"(?:PLAIN|HIDDEN)\d+", text)) == {f"PLAIN{number:02d}"}
    assert mine.ref in text
    assert [one.ref for one in others if one.ref in text] == []
    assert [one.ref for one in others if shown_reference(one.ref) in text] == []
    assert shown_reference(mine.incident.ref) not in text  # it is shared with other forces


def test_a_death_that_is_not_a_force_s_own_looks_like_none_at_all(browser, planted):
    people, cases = planted
    client = browser(people[0])
    token = dict(fields(client.get(f"/followup/{cases[0][0].ref}").text))["csrf_token"]

    def pages(ref):
        answers = [client.get(f"/followup/{ref}{path}") for path in PATHS]
        answers += [client.post(f"/followup/{ref}{p}", data={"csrf_token": token}) for p in POSTS]
        return [
            (one.status_code, re.sub(r"Reference: .*|nonce.*", "", one.text)) for one in answers
        ]

    def plain(found):
        return [
            (status, re.sub(r"nonce=\S+|value=\S+|[0-9A-Z]{6,}", "", text))
            for status, text in found
        ]

    nothing = plain(pages(new_reference()))
    assert {status for status, _text in nothing} == {404}
    for case in (cases[0][1], *cases[1]):  # its own restricted one; another force's, both kinds
        assert plain(pages(case.ref)) == nothing


def test_the_list_counts_only_what_the_force_may_see(browser, planted):
    people, _cases = planted

    page = browser(people[2]).get("/followup").text

    assert page.count("/followup/") == 1


def test_a_shared_incident_gives_no_answer_of_another_force(planted):
    _people, cases = planted

    for number in range(FORCES):
        told = followed(cases[number][0]).told
        assert told.line("incident.csp").own.value == f"Partnership PLAIN{number:02d}"


def test_an_answer_that_another_force_gave_on_a_shared_incident_asks_for_no_reason(
    database, browser, planted
):
    people, cases = planted
    case = cases[0][0]
    client = browser(people[0])
    url = f"/followup/{case.ref}/answers/incident.children_present"
    add_answers(
        cases[1][0],
        given(incident__children_present="no"),
        by=people[1],
        source=Source.FORCE,
        stage=Stage.FOLLOW_UP,
    )
    database.session.commit()
    page = client.get(url).text
    form = dict(fields(page)) | {"incident.children_present": "yes"}

    answer = client.post(url, data=form)

    assert "Add an answer" in page
    assert answer.status_code == 303
    assert followed(case).told.line("incident.children_present").own.value == "yes"


def test_a_person_named_for_a_restricted_death_sees_it(database, browser, planted):
    people, cases = planted
    hidden = cases[0][1]
    database.session.add(CaseReader(case_id=hidden.id, user_id=people[0].id))
    database.session.commit()
    client = browser(people[0])

    assert "HIDDEN00" in client.get("/followup").text
    assert client.get(f"/followup/{hidden.ref}").status_code == 200


def test_being_named_does_not_show_another_force_s_death(database, browser, planted):
    people, cases = planted
    hidden = cases[1][1]
    database.session.add(CaseReader(case_id=hidden.id, user_id=people[0].id))
    database.session.commit()

    assert browser(people[0]).get(f"/followup/{hidden.ref}").status_code == 404


@pytest.mark.parametrize("role", [role for role in RoleName if role is not RoleName.SPOC])
def test_only_the_contact_of_a_force_follows_up(database, browser, make_user, case, role):
    user = make_user(role)

    assert Permission.FOLLOW_UP not in ROLES[role].permissions
    assert browser(user).get("/followup").status_code == 403
    assert browser(user).get(f"/followup/{case.ref}").status_code == 403
    assert list(database.session.scalars(visible_to_force(user))) == []


def test_nobody_sees_a_page_without_signing_in(client, case):
    for path in ("/followup", f"/followup/{case.ref}", f"/followup/of/{case.ref}"):
        assert client.get(path).location.endswith("/sign-in")


def test_a_force_does_not_come_to_the_unit_s_page(browser, planted):
    people, cases = planted

    refs = (cases[0][0].ref, cases[1][0].ref, new_reference())

    assert {browser(people[0]).get(f"/followup/of/{ref}").status_code for ref in refs} == {403}


def test_an_outcome_told_through_another_case_does_not_open_a_stage(database, planted):
    """A suspect whom two deaths share is charged in another force's case."""
    people, cases = planted
    before = [clock.words for clock in followed(cases[0][0]).clocks]
    with_charge = given(suspect1__suspect_status="charged", suspect1__charge_offence="murder")
    add_answers(cases[1][0], with_charge, by=people[1], source=Source.FORCE, stage=Stage.FOLLOW_UP)
    database.session.commit()

    assert [clock.words for clock in followed(cases[0][0]).clocks] == before
    assert followed(cases[1][0]).clocks[-1].is_open


def test_the_cases_of_a_force_are_those_it_owns(database, planted):
    people, cases = planted

    found = database.session.scalars(visible_to_force(people[3]).order_by(Case.id)).all()

    assert found == [cases[3][0]]
    assert database.session.scalar(sa.select(sa.func.count(Case.id))) == 2 * FORCES
    assert RECEIVED + timedelta(days=16) < now()
