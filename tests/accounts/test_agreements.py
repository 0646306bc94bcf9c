"""Recording that a force lets the analysts of its region read its cases, and ending that."""

import re
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

from dhp.accounts.agreement_models import ReadingAgreement
from dhp.accounts.agreement_queries import agreeing, standings
from dhp.accounts.agreements import record_agreement, withdraw_agreement
from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import Force, Region, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.errors import DomainError, Refused
from dhp.references import new_reference
from tests.accounts.people import add_user, sign_in_as
from tests.harness.looked_over import confirmed
from tests.harness.pages import PageClient

TODAY = date(2026, 3, 20)
KENT = "E23000032"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 3, 20, 12, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def lead(database: SQLAlchemy) -> User:
    load_forces(database.session())
    return add_user(RoleName.LEAD, name="Lena Lead")


@pytest.fixture
def kent(lead: User) -> Force:
    found = force_with(KENT)
    assert found is not None
    return found


def agree(force: Force, lead: User, **given) -> ReadingAgreement:
    values = {"given_by": "Head of crime", "given_on": date(2026, 3, 1)} | given
    return record_agreement(force, by=lead, **values)


def form(**given: str) -> dict[str, str | list[str]]:
    fields = {
        "force": KENT,
        "given_by": "Head of crime",
        "given_on": ["1", "3", "2026"],
        "until": ["", "", ""],
    }
    return fields | given


def last_event(database: SQLAlchemy) -> TrailEvent:
    return database.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq.desc())).first()


def test_a_recorded_agreement_says_who_gave_it_when_and_who_recorded_it(
    database: SQLAlchemy, kent: Force, lead: User
) -> None:
    agreement = agree(kent, lead, until=date(2026, 12, 31))
    database.session.commit()

    assert (agreement.given_by, agreement.given_on) == ("Head of crime", date(2026, 3, 1))
    assert (agreement.recorded_by, agreement.recorded_at <= now()) == (lead, True)
    event = last_event(database)
    assert (event.act, event.actor) == (Act.AGREEMENT_RECORDED, lead.ref)
    assert "Head of crime" not in event.body


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"given_on": date(2026, 3, 21)}, "given_on"),
        ({"until": date(2026, 3, 19)}, "until"),
        ({"given_by": " "}, "given_by"),
        ({"given_on": date(2019, 3, 31)}, "force"),  # before its regions are known
    ],
)
def test_an_agreement_that_cannot_be_right_is_refused_beside_its_field(
    kent: Force, lead: User, given, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        agree(kent, lead, **given)

    assert refused.value.field == field


def test_a_force_without_a_region_gives_no_agreement(lead: User) -> None:
    with pytest.raises(DomainError, match="no region"):
        agree(force_with("btp"), lead)


def test_a_force_has_one_agreement_at_a_time_and_may_agree_again(
    database: SQLAlchemy, kent: Force, lead: User
) -> None:
    first = agree(kent, lead)
    with pytest.raises(DomainError, match="End that one first"):
        agree(kent, lead)

    withdraw_agreement(first, "A new chief.", by=lead)
    second = agree(kent, lead, given_on=TODAY)
    database.session.commit()

    assert (first.holds(TODAY), second.holds(TODAY)) == (False, True)
    assert (first.withdrawn_reason, first.withdrawn_by) == ("A new chief.", lead)
    assert database.session.scalar(sa.select(sa.func.count(ReadingAgreement.id))) == 2


def test_an_agreement_that_ran_out_leaves_room_for_another(kent: Force, lead: User) -> None:
    agree(kent, lead, until=TODAY)

    with time_machine.travel(datetime(2026, 3, 21, 12, tzinfo=UTC)):
        assert agree(kent, lead).holds(date(2026, 3, 21))


def test_ending_needs_a_reason_and_something_to_end(
    database: SQLAlchemy, kent: Force, lead: User
) -> None:
    agreement = agree(kent, lead)
    with pytest.raises(DomainError, match="Say why"):
        withdraw_agreement(agreement, " ", by=lead)

    withdraw_agreement(agreement, "Taken back.", by=lead)
    with pytest.raises(Refused, match="does not hold"):
        withdraw_agreement(agreement, "Taken back again.", by=lead)

    assert agreement.withdrawn_reason == "Taken back."


def test_the_database_keeps_the_end_of_an_agreement_whole(
    database: SQLAlchemy, kent: Force, lead: User
) -> None:
    agreement = agree(kent, lead)
    agreement.withdrawn_at = now()

    with pytest.raises(IntegrityError):
        database.session.flush()

    database.session.rollback()


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (Region(RegionSystem.HOME_OFFICE, "South East"), True),
        (Region(RegionSystem.ROCU, "Eastern"), True),
        (Region(RegionSystem.ROCU, "South East"), False),
        (Region(RegionSystem.HOME_OFFICE, "London"), False),
    ],
)
def test_an_agreement_is_for_the_region_of_the_force_in_either_system(
    database: SQLAlchemy, kent: Force, lead: User, region: Region, expected: bool
) -> None:
    agree(kent, lead)

    found = database.session.scalars(agreeing(region, on=TODAY)).all()

    assert (kent.id in found) is expected


def test_who_reads_is_told_by_name_and_the_disabled_and_the_invited_are_not_among_them(
    kent: Force, lead: User
) -> None:
    ann = add_user(RoleName.ANALYST, name="Ann")
    add_user(RoleName.ANALYST, email="gone@example.org", disabled_at=now())
    add_user(RoleName.ANALYST, email="new@example.org", joined_at=None)
    london = {"region_system": RegionSystem.HOME_OFFICE, "region_name": "London"}
    add_user(RoleName.ANALYST, email="far@example.org", **london)
    agree(kent, lead)

    found = {each.force.code: each for each in standings(lead, on=TODAY)}

    assert len(found) == 44
    assert found[KENT].readers == (ann,)
    assert all(not each.readers for code, each in found.items() if code != KENT)


# The pages


def test_a_lead_records_and_ends_an_agreement_and_its_history_stays(
    database: SQLAlchemy, client: PageClient, lead: User
) -> None:
    sign_in_as(client, lead)
    assert "analysts read no case" in client.get("/agreements").text

    client.post("/agreements/new", data=form())
    page = client.get("/agreements").text
    for words in ("Kent", "1 March 2026", "Head of crime", "Lena Lead"):
        assert words in page
    end = re.search(r'href="(/agreements/\w+/end)"', page)[1]
    assert "End the agreement of Kent" in client.get(end).text
    client.post(end, data={"reason": "They took it back."})

    page = client.get("/agreements").text
    assert "/end" not in page
    assert "They took it back." in page
    assert "There is nothing to end" in client.get(end).text
    assert client.post(end, data={"reason": "Again."}).status_code == 422


def test_why_an_agreement_ends_is_gated_and_looked_over(
    database: SQLAlchemy, client: PageClient, lead: User
) -> None:
    sign_in_as(client, lead)
    client.post("/agreements/new", data=form())
    end = re.search(r'href="(/agreements/\w+/end)"', client.get("/agreements").text)[1]
    [agreement] = database.session.scalars(sa.select(ReadingAgreement)).all()

    with pytest.raises(DomainError, match="hidden character") as refused:
        withdraw_agreement(agreement, "They took it\u202e back.", by=lead)
    assert refused.value.field == "reason"

    named = {"reason": "Margaret Ashworth of their press office asked."}
    confirmed(client, end, named, "Margaret Ashworth")
    assert named["reason"] in client.get("/agreements").text


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"force": ""}, "force", "Choose the force that agreed."),
        ({"force": "btp"}, "force", "belonged to no region"),
        ({"given_by": ""}, "given_by", "Say who agreed for the force"),
        ({"given_on": ["", "", ""]}, "given_on", "Enter the day on which"),
        ({"given_on": ["21", "3", "2026"]}, "given_on", "in the future"),
        ({"given_on": ["31", "2", "2026"]}, "given_on", "must be a real date"),
        ({"until": ["19", "3", "2026"]}, "until", "must be today or later"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    database: SQLAlchemy, client: PageClient, lead: User, given, field: str, message: str
) -> None:
    sign_in_as(client, lead)

    answer = client.post("/agreements/new", data=form(**given))

    beside = re.search(f'id="{field}-error"(.*?)</p>', answer.text, re.DOTALL)
    assert answer.status_code == 422
    assert message in beside[1]
    assert database.session.scalar(sa.select(ReadingAgreement)) is None


def test_a_contact_sees_who_may_read_and_who_agreed(
    database: SQLAlchemy, client: PageClient, kent: Force, lead: User
) -> None:
    add_user(RoleName.ANALYST, name="Ann Analyst")
    sussex = force_with("E23000033")
    withdraw_agreement(agree(sussex, lead), "Sussex took it back.", by=lead)
    first = agree(kent, lead)
    withdraw_agreement(first, "Kent paused it.", by=lead)
    agree(kent, lead, given_on=date(2026, 3, 5))
    database.session.commit()
    sign_in_as(client, add_user(RoleName.SPOC))

    page = client.get("/agreements/ours").text

    for words in ("5 March 2026", "Head of crime", "Lena Lead", "Ann Analyst", "Kent paused it."):
        assert words in page
    assert "South East (Home Office region)" in page
    assert "Sussex" not in page


def test_a_contact_is_told_when_nobody_may_read(client: PageClient, lead: User) -> None:
    sign_in_as(client, add_user(RoleName.SPOC))

    assert "No agreement of your force is on record." in client.get("/agreements/ours").text


def test_an_agreement_that_is_not_there_is_not_found(client: PageClient, lead: User) -> None:
    sign_in_as(client, lead)

    assert client.get(f"/agreements/{new_reference()}/end").status_code == 404


def test_the_lead_s_page_takes_few_statements_however_many_forces(
    database: SQLAlchemy, client: PageClient, lead: User, count_statements
) -> None:
    for force in standings(lead, on=TODAY):
        if force.force.territorial:
            agree(force.force, lead)
    add_user(RoleName.ANALYST)
    rocu = {"region_system": RegionSystem.ROCU, "region_name": "Eastern"}
    add_user(RoleName.ANALYST, email="r@example.org", **rocu)
    sign_in_as(client, lead)
    seen = count_statements()

    client.get("/agreements")

    assert len([text for text in seen if text.startswith("SELECT")]) <= 9


# The region on an account


def test_an_administrator_asks_for_another_region_for_an_analyst(
    database: SQLAlchemy, client: PageClient, lead: User
) -> None:
    analyst = add_user(RoleName.ANALYST)
    sign_in_as(client, add_user(RoleName.ADMINISTRATOR))
    page = client.get(f"/users/{analyst.ref}").text
    assert re.search(r'<option value="home office: South East" selected', page)

    answer = client.post(f"/users/{analyst.ref}/region", data={"region": "rocu: Eastern"})

    database.session.refresh(analyst)
    assert answer.status_code == 302
    assert analyst.region == Region(RegionSystem.HOME_OFFICE, "South East")  # a lead agrees first
    assert last_event(database).act == AccountAct.ACCESS_ASKED


def test_an_analyst_is_never_without_a_region_and_nobody_else_gets_one(
    database: SQLAlchemy, client: PageClient, lead: User
) -> None:
    analyst, reader = add_user(RoleName.ANALYST), add_user(RoleName.READER)
    sign_in_as(client, add_user(RoleName.ADMINISTRATOR))

    none = client.post(f"/users/{analyst.ref}/region", data={"region": ""})
    other = client.post(f"/users/{reader.ref}/region", data={"region": "rocu: Eastern"})

    assert (none.status_code, "Choose the region" in none.text) == (422, True)
    assert other.status_code == 409
    assert reader.region is None
