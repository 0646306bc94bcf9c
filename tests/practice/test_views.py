"""The pages of the library: sending, reviewing, adopting and reading, in few statements."""

from types import SimpleNamespace

import pytest
import time_machine

from dhp.accounts.permissions import RoleName
from dhp.definitions import DeathType
from dhp.home.practice import fitting_practice, helpful_practice, practice_panels
from dhp.practice.actions import submit
from dhp.practice.models import Practice
from dhp.practice.queries import adoptions_of
from dhp.practice.rules import Label, Standing, Status
from tests.accounts.people import add_user, sign_in_as
from tests.practice.conftest import NEXT, NOW, words

TYPED = {
    "title": "Doors <b>",
    "summary": "One.",
    "done": "Two.",
    "found": "Three.",
    "contact": "A team",
    "types": ["iph", "afh"],
    "domains": ["5"],
    "finer": "5.03",
}
DAY = ["4", "3", "2026"]


@pytest.fixture
def sent(database, spoc):
    practice = submit(words(), "", by=spoc)
    database.session.commit()
    return practice


def test_a_force_sends_an_entry(client, database, spoc):
    sign_in_as(client, spoc)

    answer = client.post("/practice/new", data=TYPED)
    page = client.get(answer.location).text

    kept = database.session.query(Practice).one()
    assert answer.status_code == 303
    assert kept.wording.themes == ("5", "5.03")
    assert kept.wording.types == ("iph", "afh")
    assert "Doors &lt;b&gt;" in page
    assert "Until then only the unit" in page


def test_what_is_missing_is_said_beside_its_box(client, database, spoc):
    sign_in_as(client, spoc)

    answer = client.post("/practice/new", data=TYPED | {"title": "", "finer": "x"})

    assert answer.status_code == 422
    assert "Enter a title." in answer.text
    assert "“x” is no reference of the codebook" in answer.text
    assert database.session.query(Practice).count() == 0


def test_a_wrong_reference_is_said_beside_its_box(client, spoc):
    sign_in_as(client, spoc)

    answer = client.post("/practice/new", data=TYPED | {"finer": "5.3"})

    assert answer.status_code == 422
    assert "“5.3” is no reference of the codebook" in answer.text


def test_the_unit_says_in_whose_name_it_enters(client, database, coder):
    sign_in_as(client, coder)

    refused = client.post("/practice/new", data=TYPED).status_code
    client.post("/practice/new", data=TYPED | {"organisation": "Elder Voice"})

    assert refused == 422
    assert database.session.query(Practice).one().origin == "Elder Voice"


def test_a_lead_reviews_and_a_force_adopts(client, database, sent, spoc, lead):
    sign_in_as(client, lead)
    page = client.get(f"/practice/{sent.ref}/review").text
    given = {"seen": "1", "outcome": "promising", "judged_by": "The unit", "grounds": "Results."}
    days = {"judged_on": DAY, "review_on": ["4", "3", "2027"]}
    reviewed = client.post(f"/practice/{sent.ref}/review", data=given | days)
    sign_in_as(client, spoc)
    chosen = {"standing": "adapting", "since": DAY, "note": "Two districts."}
    adopted = client.post(f"/practice/{sent.ref}/adoption", data=chosen)
    shown = client.get(f"/practice/{sent.ref}").text

    assert 'name="outcome"' in page
    assert (reviewed.status_code, adopted.status_code) == (303, 303)
    assert (sent.status, sent.label, sent.review_on) == (Status.LISTED, Label.PROMISING, NEXT)
    assert [one.standing for one in adoptions_of(sent)] == [Standing.ADAPTING]
    assert "Two districts." in shown
    assert "Change its words" not in shown


@pytest.mark.parametrize(
    ("outcome", "again", "asked"),
    [
        ("promising", ["", "", ""], "Enter the day on which to look at it again."),
        ("promising", DAY, "The day of review must be after today, within 3 years."),
        ("declined", ["", "", ""], ""),
        ("", ["", "", ""], "Choose what the evidence says."),
    ],
)
def test_all_that_is_wrong_with_a_review_is_told_at_once(client, sent, lead, outcome, again, asked):
    sign_in_as(client, lead)
    typed = {"seen": "1", "outcome": outcome, "judged_by": "The unit", "grounds": ""}
    days = {"judged_on": ["1", "1", "2990"], "review_on": again}

    page = client.post(f"/practice/{sent.ref}/review", data=typed | days).text

    assert "Say on what evidence." in page
    assert "The day must not be in the future." in page
    assert asked in page
    assert ("look at it again." in page) == ("look at it again." in asked)


def test_a_day_to_come_is_told_beside_what_is_too_long_of_an_adoption(client, add_listed, spoc):
    listed = add_listed()
    sign_in_as(client, spoc)
    typed = {"standing": "using", "since": ["1", "1", "2990"], "note": "x" * 501}

    page = client.post(f"/practice/{listed.ref}/adoption", data=typed).text

    assert "The day must not be in the future." in page
    assert "Shorten this by 1 character" in page


def test_a_change_meanwhile_is_told(client, sent, spoc):
    sign_in_as(client, spoc)
    change = TYPED | {"seen": "1", "reason": "Results."}

    first = client.post(f"/practice/{sent.ref}/revise", data=change)
    second = client.post(f"/practice/{sent.ref}/revise", data=change)

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Read it again first" in second.text


def test_what_is_not_its_own_a_force_can_neither_see_nor_change(client, database, coder, spoc):
    other = submit(words(), "A charity", by=coder)
    database.session.commit()
    sign_in_as(client, spoc)

    statuses = [client.get(f"/practice/{other.ref}{end}").status_code for end in ("", "/revise")]

    assert statuses == [404, 404]


def test_names_of_staff_are_for_the_unit(client, add_listed, coder, spoc):
    practice = add_listed()

    seen = {}
    for user in (coder, spoc):
        sign_in_as(client, user)
        seen[user.role] = "Robin Lead" in client.get(f"/practice/{practice.ref}").text

    assert seen == {RoleName.CODER: True, RoleName.SPOC: False}


def test_an_overdue_review_shows(app, client, add_listed, lead):
    add_listed(title="Doors")
    after = NOW.replace(year=2027, day=5)
    with time_machine.travel(after, tick=True):
        sign_in_as(client, lead)
        listed = client.get("/practice?review=overdue").text
        with app.test_request_context():
            panels = {panel.title: panel.total for panel in practice_panels(lead)}

    assert "Review overdue" in listed
    assert panels == {"Review practice": 0, "Look at practice again": 1}


@pytest.mark.parametrize(
    "asked",
    ["words=%22%27%3B--", "type=x&label=x&status=x&theme=x&force=x&review=x", "words=" + "x" * 900],
)
def test_a_nonsense_address_is_answered(client, spoc, asked):
    sign_in_as(client, spoc)

    assert client.get(f"/practice?{asked}").status_code == 200


def test_pages_take_few_statements_however_many_entries(client, add_listed, coder, statements):
    sign_in_as(client, coder)
    counts = []
    for more in (1, 8):
        for number in range(more):
            practice = add_listed(title=f"Entry {more} {number}")
        for address in ("/practice?words=entry", f"/practice/{practice.ref}"):
            statements.clear()
            client.get(address)
            counts.append(len(statements.of_the_page))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 8


def test_what_may_help_stands_beside_a_death_by_its_type_alone(app, add_listed, spoc):
    practice = add_listed(title="For unexpected deaths")
    parts = {}
    with app.test_request_context():
        for kind in (DeathType.UNCLASSIFIED, DeathType.UNEXPECTED, DeathType.IPH):
            parts[kind] = helpful_practice(SimpleNamespace(type=kind), spoc)

    assert parts[DeathType.UNCLASSIFIED] is None
    assert parts[DeathType.IPH].lines == ()
    assert [(line.text, line.href) for line in parts[DeathType.UNEXPECTED].lines] == [
        ("For unexpected deaths (promising)", f"/practice/{practice.ref}")
    ]


def test_what_may_help_stands_beside_a_recommendation_by_its_codes(app, add_listed, spoc):
    add_listed(Label.WORKED, title="Same domain", themes=("5",))
    add_listed(title="Same code", themes=("5.03.02",))
    add_listed(title="Elsewhere", themes=("6",))
    with app.test_request_context():
        found = fitting_practice(["5.03.02"], spoc)
        administrator = add_user(RoleName.ADMINISTRATOR)

        assert [line.text for line in found.lines] == [
            "Same code (promising)",
            "Same domain (worked)",
        ]
        assert fitting_practice([], spoc) is None
        assert fitting_practice(["5.03.02"], administrator) is None
