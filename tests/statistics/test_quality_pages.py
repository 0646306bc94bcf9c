"""The pages on quality: what each person sees, what leaks to nobody, and how much they ask."""

import csv
import io
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from dhp.accounts.models import Force, RegionMembership, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.cases.actions import add_answers
from dhp.cases.forces.restricting import name_reader, restrict
from dhp.cases.models import Source
from dhp.dictionary import Given, Stage, State
from dhp.questions.actions import ask
from tests.accounts.people import sign_in_as
from tests.cases.conftest import (
    HOMICIDE,
    MakeCase,
    coder,
    given,
    kent,
    make_case,
    make_user,
    statements,
)

__all__ = ["coder", "kent", "make_case", "make_user", "statements"]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def lead(make_user):
    return make_user(RoleName.LEAD, "Lena Lead")


@pytest.fixture
def spoc(make_user):
    return make_user(RoleName.SPOC, "Sam Spoc")


@pytest.fixture
def essex(database):
    force = Force(code="E23000028", name="Essex", territorial=True)
    database.session.add(force)
    database.session.commit()
    return force


@pytest.fixture
def analyst(database, kent):
    """An analyst of a region to which Kent belongs, and no other force of these tests."""
    place = RegionMembership(
        force_id=kent.id, system=RegionSystem.ROCU, region="South East", since=LONG_AGO.date()
    )
    user = User(
        email="analyst@example.org",
        name="Ann Analyst",
        role=RoleName.ANALYST,
        region_system=RegionSystem.ROCU,
        region_name="South East",
        joined_at=now(),
    )
    database.session.add_all([place, user])
    database.session.commit()
    return user


@pytest.fixture
def recent(make_case: MakeCase):
    """Opens a case of a death that was received today."""

    def open_one(answers=HOMICIDE, **changes):
        return make_case(answers, received_at=now(), **changes)

    return open_one


@pytest.fixture
def page(client, database):
    """What a user gets for an address, as text."""

    def get(user, path, status=200):
        database.session.commit()
        sign_in_as(client, user)
        answer = client.get(path)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)

    return get


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_unit_reads_what_is_missing_most_in_a_sentence(page, lead, recent):
    for _ in range(2):
        recent({name: one for name, one in HOMICIDE.items() if name != "victim.age"})

    text = page(lead, "/quality")

    assert "Missing most: " in text
    assert "Victim’s age" in text
    for words in (
        "Victim’s sex",
        "Suspect’s sex",
        "Victim’s ethnic group",
        "Suspect’s ethnic group",
    ):
        assert words in text
    assert "Victim’s disability" in text
    assert "Suspect’s disability" in text


def test_what_is_always_looked_at_stands_first_even_where_none_is_due(page, lead, essex):
    text = page(lead, "/quality")

    assert (
        text.index("Always looked at first") < text.index("Victim’s sex") < text.index("By stage")
    )
    assert "No field is due yet." in text


def test_a_force_without_a_death_is_never_a_zero(page, lead, recent, essex):
    recent()

    table = rows(page(lead, "/quality/completeness.csv"))

    kent_age = next(r for r in table if r["force"] == "Kent" and r["field"] == "victim.age")
    essex_age = next(r for r in table if r["force"] == "Essex" and r["field"] == "victim.age")
    assert (kent_age["due"], kent_age["valid"], kent_age["missing"]) == ("1", "1", "0")
    assert {essex_age[name] for name in ("due", "valid", "missing")} == {"[x]"}
    assert "Not returned" in page(lead, "/quality")
    assert "Not returned" in page(lead, "/quality/clocks")


def test_a_median_of_nothing_is_no_number(page, lead, recent, essex):
    recent()

    table = rows(page(lead, "/quality/clocks.csv"))

    mine = next(r for r in table if r["force"] == "Kent" and r["clock"] == "verifying")
    silent = next(r for r in table if r["force"] == "Essex" and r["clock"] == "accepting")
    assert (mine["measured"], mine["median"]) == ("0", "[z]")
    assert {silent["measured"], silent["median"], silent["running"]} == {"[x]"}


def test_a_contact_is_led_to_the_page_of_the_own_force(page, client, spoc, kent):
    page(spoc, "/quality", 302)

    assert client.get("/quality").location == f"/quality/forces/{kent.code}"


def test_a_contact_sees_no_other_force(page, spoc, recent, essex):
    recent(force=essex)
    recent()

    for path in ("/quality/clocks", "/quality/contradictions", "/quality/gaps/victim.disability"):
        assert "Essex" not in page(spoc, path)
    for path in ("completeness", "clocks", "contradictions"):
        table = rows(page(spoc, f"/quality/{path}.csv"))
        assert {row["force_code"] for row in table} <= {"E23000032"}
    page(spoc, f"/quality/forces/{essex.code}", 404)
    page(spoc, f"/quality/gaps/victim.age?force={essex.code}", 404)
    page(spoc, f"/quality/contradictions?force={essex.code}", 404)


def test_an_analyst_sees_the_forces_of_the_region_alone(page, analyst, recent, essex):
    recent(force=essex)
    recent()

    assert "Essex" not in page(analyst, "/quality")
    assert "Kent" in page(analyst, "/quality")
    assert {row["force"] for row in rows(page(analyst, "/quality/clocks.csv"))} == {"Kent"}
    page(analyst, f"/quality/forces/{essex.code}", 404)
    page(analyst, "/quality/forces/E23000032")


def test_an_analyst_without_an_agreement_gets_the_number_and_no_case(page, analyst, recent):
    case = recent({name: one for name, one in HOMICIDE.items() if name != "victim.age"})

    text = page(analyst, "/quality/gaps/victim.age")

    assert case.ref not in text.replace("-", "")
    assert "1 more is not listed" in text


PATHS = (
    "/quality",
    "/quality?time=all&sort=missing",
    "/quality/forces/E23000032",
    "/quality/clocks",
    "/quality/contradictions",
    "/quality/gaps/victim.age",
    "/quality/completeness.csv",
    "/quality/clocks.csv",
    "/quality/contradictions.csv",
)


@pytest.mark.parametrize("who", ["spoc", "coder", "analyst"])
def test_a_restricted_death_changes_nothing_for_whoever_must_not_know_of_it(
    request, page, lead, recent, who, database
):
    user = request.getfixturevalue(who)
    recent()
    before = [plain(page(user, path, expected(user, path))) for path in PATHS]
    secret = recent(
        {name: one for name, one in HOMICIDE.items() if name != "victim.age"}
        | given(death__marac_date="2026-03-05")
    )
    ask(secret, "victim.sex", "Is this right?", by=lead)
    restrict(secret, "Told by the test", by=lead)
    database.session.commit()

    after = [plain(page(user, path, expected(user, path))) for path in PATHS]

    assert after == before


def expected(user, path):
    return 302 if user.force_id and path.startswith("/quality") and path[8:9] in ("", "?") else 200


def plain(text):
    """A page without what differs by itself: its nonce, its token, the instant to the second."""
    kept = [line for line in text.splitlines() if "nonce" not in line and "csrf" not in line]
    return [",".join(line.split(",")[1:]) if line[:4].isdigit() else line for line in kept]


def test_a_restricted_death_counts_for_those_who_may_read_it(page, lead, coder, recent, database):
    secret = recent({name: one for name, one in HOMICIDE.items() if name != "victim.age"})
    restrict(secret, "Told by the test", by=lead)
    database.session.commit()

    assert "There is none." in page(coder, "/quality/gaps/victim.age")
    assert secret.ref in page(lead, "/quality/gaps/victim.age").replace("-", "")
    name_reader(secret, coder, by=lead)
    database.session.commit()
    assert secret.ref in page(coder, "/quality/gaps/victim.age").replace("-", "")


def test_what_another_case_of_the_incident_says_is_not_told_to_a_force(
    page, spoc, lead, coder, recent, essex, database
):
    without = {name: one for name, one in HOMICIDE.items() if name != "incident.location_type"}
    own = recent(without)
    other = recent(without, force=essex, incident=own.incident)
    place = {"incident.location_type": Given(State.ANSWERED, "victim_home")}
    add_answers(other, place, by=coder, source=Source.FORCE, stage=Stage.NOTICE, reason="Told")
    database.session.commit()

    of_force = page(spoc, "/quality/gaps/incident.location_type")
    of_unit = page(lead, "/quality/gaps/incident.location_type")

    assert "42/7" in of_force
    assert "There is none." in of_unit


def test_a_gap_leads_to_its_deaths_and_the_reading_is_recorded(page, lead, recent, database):
    case = recent({name: one for name, one in HOMICIDE.items() if name != "victim.age"})

    text = page(lead, "/quality/gaps/victim.age?force=E23000032")

    assert f"/cases/{case.ref}#victim-age" in text
    last = database.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq.desc())).first()
    assert last.act == Act.CASES_LISTED
    assert case.ref in last.body


@pytest.mark.parametrize(
    "path",
    ["gaps/victim.nothing", "gaps/suspect1.age", "gaps/victim.age?found=valid", "forces/E99999999"],
)
def test_what_is_not_there_is_not_found(page, lead, path):
    page(lead, f"/quality/{path}", 404)


def test_a_download_is_an_event(page, lead, recent, database):
    recent()

    page(lead, "/quality/clocks.csv")

    last = database.session.scalars(sa.select(TrailEvent).order_by(TrailEvent.seq.desc())).first()
    assert last.act == Act.QUALITY_DOWNLOADED


@pytest.mark.parametrize("role", [RoleName.READER, RoleName.ADMINISTRATOR, RoleName.AUDITOR])
def test_others_do_not_come_in(page, make_user, role):
    for path in PATHS:
        page(make_user(role, path), path, 403)


def test_forces_are_sorted_as_the_link_says(page, lead, recent, essex):
    recent(force=essex)
    for _ in range(2):
        recent()

    by_name, by_deaths = page(lead, "/quality"), page(lead, "/quality?sort=deaths")

    assert by_name.index(">Essex<") < by_name.index(">Kent<")
    assert by_deaths.index(">Kent<") < by_deaths.index(">Essex<")
    assert page(lead, "/quality?sort=nonsense").index(">Essex<") > 0


def test_older_deaths_are_left_out_unless_all_are_asked_for(page, lead, make_case):
    make_case(HOMICIDE, received_at=LONG_AGO)

    assert "0 deaths" in page(lead, "/quality")
    assert "1 death;" in page(lead, "/quality?time=all")


@pytest.fixture
def many(database, recent, lead):
    """Forty-four forces; adds as many deaths to as many of them as are asked for."""
    forces = [
        Force(code=f"X{number:08}", name=f"Force {number:02}", territorial=True)
        for number in range(43)
    ]
    database.session.add_all(forces)
    database.session.commit()

    def add(count):
        for number in range(count):
            case = recent(force=forces[number % len(forces)])
            ask(case, "victim.age", "Is this right?", by=lead)
        database.session.commit()

    return add


def asked_for(page, user, statements, path):
    page(user, path)
    statements.clear()
    page(user, path)
    return len(statements.of_the_page)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_asks_the_database_no_more_for_more_deaths(page, lead, many, statements, path):
    many(3)
    few = asked_for(page, lead, statements, path.replace("E23000032", "X00000000"))
    many(44)

    more = asked_for(page, lead, statements, path.replace("E23000032", "X00000000"))

    assert more == few <= 30
