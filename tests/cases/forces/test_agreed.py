"""An analyst reads the cases that forces of the region agreed to, and learns of no other."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from dhp.accounts.agreements import record_agreement, withdraw_agreement
from dhp.accounts.models import Force, RegionMembership, RegionSystem, User
from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.cases.actions import add_answers, open_case
from dhp.cases.forces.handover import accept, offer
from dhp.cases.forces.models import ForcePart
from dhp.cases.forces.restricting import nameable, restrict
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.listing import latest_cases
from dhp.cases.models import CaseReader, Source
from dhp.cases.opening.submission import Submission
from dhp.cases.queries import case_with, others_of_incident, visible_to
from dhp.coding import load_codebook
from dhp.dictionary import Stage
from dhp.errors import Absent
from dhp.notifications import actions as notifications
from dhp.references import new_reference, shown_reference
from tests.accounts.people import sign_in_as
from tests.cases.conftest import given
from tests.harness.examples import sample, tries
from tests.notifications.deaths import ANSWERS

HOME_OFFICE, ROCU = RegionSystem.HOME_OFFICE, RegionSystem.ROCU
SINCE = date(2019, 4, 1)
TODAY = datetime(2026, 3, 20, 12, tzinfo=UTC)
RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
# Every force: its Home Office region, its ROCU region, whether it agreed.
FORCES = {
    "Ash": ("North", "East", True),
    "Birch": ("North", "West", True),
    "Cedar": ("North", "East", False),
    "Elm": ("South", "East", True),
    "Fir": ("South", "West", False),
}
TOKEN = re.compile(r"(?:PLAIN|HIDDEN|DRAFT)(?:ASH|BIRCH|CEDAR|ELM|FIR)")
VARYING = re.compile(r"\d{4}-\d\d-\d\d|(?<=/codebook/code/)[\d.]+")
ALIKE = tries(3, thorough=8)  # pages of one kind that a crawl looks at
PAGES = ("", "/people", "/contact", "/definitions")
CLOSED = (
    "/classification",
    "/links",
    "/handover",
    "/access",
    "/answers/victim.age",
    "/sections/death",
    "/people/victim",
    "/another-death",
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=True):
        yield


def opened(force, token, *, by, restricted=False, incident=None):
    answers = given(
        death__force_ref=token,
        death__circumstances=f"Told by {token}",
        death__suspect_identified="yes",
        death__suspected_intent="homicide",
        incident__location_type="hotel",
        suspect1__sex="male",
        victim__age="34",
    )
    submission = Submission(force, RECEIVED, answers, restricted=restricted)
    case = open_case(submission, by=by, incident=incident)
    told = given(incident__csp=f"Partnership {token}")
    add_answers(case, told, by=by, source=Source.FORCE, stage=Stage.FOLLOW_UP, reason=token)
    return case


class World:
    """Some forces, each with a plain and a restricted death and a draft, all full of tokens."""

    def __init__(self, session, coder, lead):
        self.session, self.coder, self.lead = session, coder, lead
        self.forces, self.plain, self.hidden, self.contacts = {}, {}, {}, {}
        self.agreements = {}
        load_codebook(session)
        for name, (home_office, rocu, agrees) in FORCES.items():
            force = Force(code=f"E99-{name}", name=f"{name}shire", territorial=True)
            contact = User(
                email=f"{name}@example.org",
                name=f"Contact {name}",
                role=RoleName.SPOC,
                force=force,
                joined_at=now(),
            )
            session.add_all((force, contact))
            session.flush()
            for system, region in ((HOME_OFFICE, home_office), (ROCU, rocu)):
                place = RegionMembership(
                    force_id=force.id, system=system, region=region, since=SINCE
                )
                session.add(place)
            session.flush()
            self.forces[name], self.contacts[name] = force, contact
            self.plain[name] = opened(force, f"PLAIN{name.upper()}", by=coder)
            self.hidden[name] = opened(force, f"HIDDEN{name.upper()}", by=coder, restricted=True)
            self.draft(name)
            if agrees:
                self.agree(name)
        session.commit()

    def draft(self, name):
        contact = self.contacts[name]
        draft = notifications.start(contact.force, f"key {name}", by=contact)
        answers = dict(ANSWERS) | {"death.force_ref": f"DRAFT{name.upper()}"}
        notifications.save(draft, answers, draft.version, by=contact)
        notifications.send(draft, draft.send_key, "", by=contact)

    def agree(self, name, **given):
        found = record_agreement(
            self.forces[name], "Chief", date(2026, 3, 1), by=self.lead, **given
        )
        self.agreements[name] = found
        self.session.commit()

    def analyst(self, system, region):
        user = User(
            email=f"{system.value}.{region}@example.org".replace(" ", "-"),
            name=f"Analyst {region}",
            role=RoleName.ANALYST,
            region_system=system,
            region_name=region,
            joined_at=now(),
        )
        self.session.add(user)
        self.session.commit()
        return user

    def seen(self, user):
        cases = self.session.scalars(visible_to(user)).all()
        names = {case.id: name for name, case in self.plain.items()}
        return {names.get(case.id, case.ref) for case in cases}


@pytest.fixture
def world(database, coder, make_user):
    return World(database.session, coder, make_user(RoleName.LEAD))


def crawl(client):
    """Every page that a person can reach by following links, by address.

    Of pages that differ in their week, choices or code of the codebook alone, the first few: some go
    back for ever, and the codes are many and name no death.
    """
    found, waiting, alike = {}, ["/"], Counter()
    while waiting:
        address = waiting.pop()
        kind = VARYING.sub("", address.partition("?")[0])
        if address in found or address.startswith("/static") or alike[kind] >= ALIKE:
            continue
        alike[kind] += 1
        answer = client.get(address)
        assert answer.status_code in (200, 302, 303), address
        # A workbook to fill in is packed: it holds no link, and its words are looked at by its tests.
        packed = answer.data.startswith(b"PK")
        found[address] = "" if packed else answer.get_data(as_text=True)
        waiting += re.findall(r'href="(/[^"#]*)', found[address].replace("&amp;", "&"))
        if answer.location:
            waiting.append(answer.location)
    return found


READS = [
    (HOME_OFFICE, "North", {"Ash", "Birch"}),
    (HOME_OFFICE, "South", {"Elm"}),
    (ROCU, "East", {"Ash", "Elm"}),
    (ROCU, "West", {"Birch"}),
    (ROCU, "North", set()),
]


@pytest.mark.parametrize(("system", "region", "expected"), READS)
def test_an_analyst_reads_the_open_cases_of_agreeing_forces_of_the_region_alone(
    world, system, region, expected
):
    assert world.seen(world.analyst(system, region)) == expected


@pytest.mark.only_on("sqlite")  # what may be read is asked of both above; pages say it alike
@pytest.mark.parametrize(("system", "region", "expected"), sample(READS, [READS[0], READS[2]]))
def test_nothing_of_another_force_is_on_any_page_that_an_analyst_comes_to(
    client, world, system, region, expected
):
    column = 0 if system is HOME_OFFICE else 1
    sign_in_as(client, world.analyst(system, region))

    pages = crawl(client)

    whole = "\n".join(pages.values())
    own = {name for name, row in FORCES.items() if row[column] == region}
    assert set(TOKEN.findall(whole)) == {f"PLAIN{name.upper()}" for name in expected}
    for name in FORCES:
        assert (f"{name}shire" in whole) is (name in own)
        assert f"Contact {name}" not in whole
        for case in (world.plain[name], world.hidden[name]):
            known = case is world.plain[name] and name in expected
            assert (case.ref in whole) is known
            assert (shown_reference(case.ref) in whole) is known
            assert (shown_reference(case.incident.ref) in whole) is known
    for name in expected:
        assert {f"/cases/{world.plain[name].ref}{page}" for page in PAGES} <= pages.keys()


def test_a_case_that_is_not_for_the_analyst_looks_like_none_at_all(client, world):
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))

    def pages(ref):
        answers = [client.get(f"/cases/{ref}{page}") for page in PAGES]
        texts = [re.sub(r"nonce=\S+|Reference: .*|value=\S+", "", one.text) for one in answers]
        return [one.status_code for one in answers], texts

    nothing = pages(new_reference())
    assert nothing[0] == [404] * len(PAGES)
    for case in (world.hidden["Ash"], world.plain["Cedar"], world.plain["Elm"]):
        assert pages(case.ref) == nothing


@pytest.mark.usually_on("sqlite")
def test_an_analyst_changes_nothing_and_comes_to_no_page_that_does(client, world):
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))
    case = world.plain["Ash"]

    for page in CLOSED:
        assert client.get(f"/cases/{case.ref}{page}").status_code == 403, page
        assert client.post(f"/cases/{case.ref}{page}").status_code in (403, 405), page
    assert client.get(f"/followup/of/{case.ref}").status_code == 403
    assert client.get(f"/questions/of/{case.ref}").status_code == 403
    assert client.get("/cases/replay").status_code == 403
    for page in PAGES:
        text = client.get(f"/cases/{case.ref}{page}").text
        assert text.count('method="post"') == 1, page  # signing out
    assert "Ashshire agreed to it" in client.get(f"/cases/{case.ref}").text


def test_each_reading_is_in_the_trail_before_the_page_is_shown(client, world, database):
    analyst = world.analyst(HOME_OFFICE, "North")
    sign_in_as(client, analyst)

    for page in PAGES:
        client.get(f"/cases/{world.plain['Ash'].ref}{page}")
    client.get("/cases")

    statement = sa.select(TrailEvent.act).where(TrailEvent.actor == analyst.ref)
    acts = list(database.session.scalars(statement.order_by(TrailEvent.seq)))
    assert acts[1:] == [Act.CASE_READ] * len(PAGES) + [Act.CASES_LISTED]


def test_the_filter_neither_names_nor_finds_another_region_s_force(client, world):
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))

    page = client.get(f"/cases?force={world.forces['Elm'].code}").text

    assert set(re.findall(r"(\w+)shire", page)) == {"Ash", "Birch", "Cedar"}
    assert set(TOKEN.findall(page)) == set()
    assert "2 cases" in page  # what is not on the list of choices is not looked at


def test_a_page_of_the_list_does_not_begin_at_a_case_that_may_not_be_read(world):
    analyst = world.analyst(HOME_OFFICE, "North")

    for case in (world.plain["Elm"], world.plain["Cedar"], world.hidden["Ash"]):
        assert latest_cases(analyst, before=case.ref).cases == []


def test_an_agreement_that_is_withdrawn_is_gone_on_the_next_request(client, world):
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))
    address = f"/cases/{world.plain['Ash'].ref}"
    before = client.get(address).status_code

    withdraw_agreement(world.agreements["Ash"], "They took it back.", by=world.lead)
    world.session.commit()

    assert (before, client.get(address).status_code) == (200, 404)


def test_an_agreement_that_is_recorded_counts_on_the_next_request(client, world):
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))
    address = f"/cases/{world.plain['Cedar'].ref}"
    before = client.get(address).status_code

    world.agree("Cedar")

    assert (before, client.get(address).status_code) == (404, 200)


def test_an_agreement_holds_to_the_end_of_its_last_day_in_london(world):
    analyst = world.analyst(HOME_OFFICE, "North")
    world.agree("Cedar", until=date(2026, 3, 31))  # summer time since the 29th

    found = {}
    for instant in ("2026-03-31T22:59", "2026-03-31T23:00"):
        with time_machine.travel(datetime.fromisoformat(f"{instant}+00:00")):
            found[instant] = "Cedar" in world.seen(analyst)

    assert list(found.values()) == [True, False]


def move(world, name, region, *, last):
    """Put a force into another Home Office region from the day after `last` on."""
    place = world.session.scalars(
        sa.select(RegionMembership).filter_by(force_id=world.forces[name].id, system=HOME_OFFICE)
    ).one()
    place.until = last
    since = last + timedelta(1)
    new = {"system": HOME_OFFICE, "region": region, "since": since}
    world.session.add(RegionMembership(force_id=world.forces[name].id, **new))
    world.session.commit()


def test_a_force_that_left_the_region_yesterday_is_gone_today(client, world):
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))

    move(world, "Ash", "South", last=TODAY.date() - timedelta(1))

    assert client.get(f"/cases/{world.plain['Ash'].ref}").status_code == 404
    pages = crawl(client)
    assert "PLAINASH" not in "".join(pages.values())
    # Pages of weeks and periods that are over name it, because it belonged to the region then.
    today = [pages[address] for address in ("/", "/cases", "/reports/")]
    assert not any("Ashshire" in text for text in today)


def test_a_force_that_leaves_tonight_is_there_today(world):
    move(world, "Ash", "South", last=TODAY.date())

    assert world.seen(world.analyst(HOME_OFFICE, "North")) == {"Ash", "Birch"}


def test_an_agreement_is_not_carried_into_a_region_joined_since(world):
    move(world, "Ash", "South", last=TODAY.date() - timedelta(1))

    assert world.seen(world.analyst(HOME_OFFICE, "South")) == {"Elm"}
    assert world.seen(world.analyst(ROCU, "East")) == {"Ash", "Elm"}  # it stayed there


# What shares an event with another force's death, or was told by another force


def reads(world, name="Ash"):
    return name in world.seen(world.analyst(HOME_OFFICE, "North"))


@pytest.mark.parametrize(("name", "expected"), [("Birch", True), ("Cedar", False), ("Elm", False)])
def test_a_death_of_an_event_is_read_where_every_force_in_it_agrees(world, name, expected):
    incident = world.plain["Ash"].incident
    other = opened(world.forces[name], "OTHER", by=world.coder, incident=incident)
    world.session.commit()
    analyst = world.analyst(HOME_OFFICE, "North")

    assert ("Ash" in world.seen(analyst)) is expected
    if expected:
        assert others_of_incident(world.plain["Ash"], analyst) == [other]


def test_a_death_of_an_event_with_a_restricted_death_is_not_read(world):
    incident = world.plain["Ash"].incident
    opened(world.forces["Ash"], "OTHER", by=world.coder, incident=incident, restricted=True)
    world.session.commit()

    assert not reads(world)


def test_being_named_for_a_restricted_case_gives_an_analyst_nothing(world):
    analyst = world.analyst(HOME_OFFICE, "North")
    world.session.add(CaseReader(case_id=world.hidden["Ash"].id, user_id=analyst.id))
    world.session.commit()

    assert analyst not in nameable(world.hidden["Ash"])
    assert world.seen(analyst) == {"Ash", "Birch"}


def test_a_case_that_becomes_restricted_is_gone(world):
    restrict(world.plain["Ash"], "An officer.", by=world.lead)
    world.session.commit()

    assert not reads(world)


@pytest.mark.parametrize(("name", "expected"), [("Birch", True), ("Cedar", False), ("Elm", False)])
@pytest.mark.parametrize("part", [ForcePart.OWNING, ForcePart.OF_RESIDENCE])
def test_a_case_of_which_a_part_was_handed_over_is_read_where_both_forces_agree(
    world, name, expected, part
):
    case = world.plain["Ash"]
    accept(
        offer(case, part, world.forces[name], "Theirs.", by=world.coder), by=world.contacts[name]
    )
    world.session.commit()

    assert reads(world) is expected


def test_the_past_owner_of_a_case_counts_although_the_present_one_agrees(world):
    case = world.plain["Cedar"]
    handed = offer(case, ForcePart.OWNING, world.forces["Ash"], "Theirs.", by=world.coder)
    accept(handed, by=world.contacts["Ash"])
    world.session.commit()

    assert not reads(world, "Cedar")


def test_an_offer_that_nobody_accepted_changes_nothing_and_is_not_shown(client, world):
    case = world.plain["Ash"]
    offer(case, ForcePart.OWNING, world.forces["Elm"], "Elmshire found it.", by=world.coder)
    world.session.commit()
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))

    pages = [client.get(f"/cases/{case.ref}{page}") for page in PAGES]

    assert {page.status_code for page in pages} == {200}
    assert not any("Elmshire" in page.text for page in pages)


@pytest.mark.parametrize("kind", [LinkKind.SAME_DEATH, LinkKind.SAME_INCIDENT])
@pytest.mark.parametrize(("name", "expected"), [("Birch", True), ("Cedar", False), ("Elm", False)])
def test_a_case_put_with_another_one_is_read_where_both_forces_agree(world, kind, name, expected):
    link(Finding(world.plain["Ash"], world.plain[name], kind, "Alike."), by=world.coder)
    world.session.commit()

    assert reads(world) is expected


def test_a_merged_case_leads_an_analyst_to_the_one_that_stands_only_where_it_may_be_read(
    client, world
):
    link(
        Finding(world.plain["Ash"], world.plain["Birch"], LinkKind.SAME_DEATH, "Alike."),
        by=world.coder,
    )
    world.session.commit()
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))
    address = f"/cases/{world.plain['Birch'].ref}"
    led = client.get(address)

    withdraw_agreement(world.agreements["Birch"], "Taken back.", by=world.lead)
    world.session.commit()

    assert world.plain["Ash"].ref in (led.location or led.text)
    assert client.get(address).status_code == 404
    assert client.get(f"/cases/{world.plain['Ash'].ref}").status_code == 404


@pytest.mark.parametrize("kind", [LinkKind.SAME_DEATH, LinkKind.SAME_INCIDENT])
def test_a_case_once_put_with_another_force_s_stays_closed_when_that_is_undone(world, kind):
    decision = link(
        Finding(world.plain["Ash"], world.plain["Cedar"], kind, "Alike."), by=world.coder
    )
    undo(decision, "It was not.", by=world.coder)
    world.session.commit()

    assert not reads(world)


def test_so_do_the_other_deaths_of_an_event_that_was_put_with_another_force_s(world):
    incident = world.plain["Ash"].incident
    third = opened(world.forces["Birch"], "OTHER", by=world.coder, incident=incident)
    kind = LinkKind.SAME_INCIDENT
    decision = link(Finding(world.plain["Ash"], world.plain["Cedar"], kind, "One."), by=world.coder)
    undo(decision, "It was not.", by=world.coder)
    world.session.commit()

    assert third.ref not in world.seen(world.analyst(HOME_OFFICE, "North"))


def test_a_decision_that_two_cases_differ_names_no_case_that_may_not_be_read(client, world):
    case, other = world.plain["Ash"], world.plain["Elm"]
    link(Finding(case, other, LinkKind.NOT_THE_SAME, "PLAINELM differs."), by=world.coder)
    world.session.commit()
    sign_in_as(client, world.analyst(HOME_OFFICE, "North"))

    pages = [client.get(f"/cases/{case.ref}{page}").text for page in PAGES]

    assert not any("PLAINELM" in text or shown_reference(other.ref) in text for text in pages)


def test_the_unit_reads_as_before(world):
    assert world.seen(world.coder) == set(FORCES)


def test_a_past_record_without_a_force_is_not_read(world):
    case = open_case(Submission(None, RECEIVED, {}, back_record=True), by=world.coder)
    world.session.commit()

    with pytest.raises(Absent):
        case_with(case.ref, world.analyst(HOME_OFFICE, "North"))
