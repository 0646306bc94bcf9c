from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.calendar import clock_at, now
from dhp.cases.forces.handover import accept, decline, offer, withdraw
from dhp.cases.forces.handover_models import OfferState
from dhp.cases.forces.models import ForcePart, ForceRole
from dhp.cases.forces.parts import offers_for, parts_of
from dhp.cases.models import Case
from dhp.cases.queries import visible_to_force
from dhp.errors import DomainError, Refused
from dhp.references import shown_reference
from dhp.statistics.forces import by_force
from dhp.statistics.received import Span
from tests.cases.conftest import RECEIVED, MakeCase
from tests.harness.looked_over import confirmed
from tests.harness.pages import PageClient
from tests.harness.record import at

SignIn = Callable[[User], None]
OWNING, OF_DEATH = ForcePart.OWNING, ForcePart.OF_DEATH
HOSTILE = "<script>alert(1)</script> {{ 7*7 }}"


@pytest.fixture
def make_contact(database: SQLAlchemy) -> Callable[[str, str], User]:
    """Makes a force and its contact."""

    def make(code: str, name: str) -> User:
        force = Force(code=code, name=name, territorial=True)
        contact = User(
            email=f"{code}@example.org",
            name=f"Contact of {name}",
            role=RoleName.SPOC,
            force=force,
            joined_at=now(),
        )
        database.session.add_all([force, contact])
        database.session.commit()
        return contact

    return make


@pytest.fixture
def essex(make_contact: Callable[[str, str], User]) -> User:
    """A contact of Essex."""
    return make_contact("E23000028", "Essex")


def seen_by(user: User, database: SQLAlchemy) -> list[Case]:
    return list(database.session.scalars(visible_to_force(user).order_by(Case.id)))


def force_of(user: User) -> Force:
    assert user.force is not None
    return user.force


def held(case: Case) -> dict[ForcePart, str]:
    return {each.part: each.force.name for each in parts_of(case) if each.force}


def test_a_case_moves_when_it_is_accepted_and_both_see_it(
    database: SQLAlchemy, make_case: MakeCase, spoc: User, essex: User
) -> None:
    case = make_case()
    found = offer(case, OWNING, force_of(essex), "She died there.", by=spoc)
    database.session.commit()
    assert (seen_by(essex, database), held(case)) == ([], {OWNING: "Kent"})

    accept(found, by=essex)
    database.session.commit()

    assert held(case) == {OWNING: "Essex", ForcePart.REPORTING: "Kent"}
    assert seen_by(essex, database) == seen_by(spoc, database) == [case]
    assert found.state is OfferState.ACCEPTED
    past = database.session.query(ForceRole).filter_by(part=OWNING).one()
    assert (past.force.name, past.since, past.until) == ("Kent", case.opened_at, found.answered_at)


def test_a_declined_case_stays_where_it_is(
    database: SQLAlchemy, make_case: MakeCase, spoc: User, essex: User
) -> None:
    case = make_case()
    found = offer(case, OWNING, force_of(essex), "She died there.", by=spoc)

    with pytest.raises(DomainError, match="Say why your force does not take this"):
        decline(found, " ", by=essex)
    decline(found, "It was across the river.", by=essex)
    database.session.commit()

    assert held(case) == {OWNING: "Kent"}
    assert seen_by(essex, database) == []
    assert found.answer == "It was across the river."


def test_the_unit_gives_a_part_that_no_force_has(
    database: SQLAlchemy, make_case: MakeCase, coder: User, essex: User
) -> None:
    case = make_case()

    accept(offer(case, OF_DEATH, force_of(essex), "There.", by=coder), by=essex)
    database.session.commit()

    assert held(case) == {OWNING: "Kent", OF_DEATH: "Essex"}
    assert seen_by(essex, database) == [case]


def test_a_part_that_is_handed_on_ends_for_the_force_that_had_it(
    database: SQLAlchemy,
    make_case: MakeCase,
    coder: User,
    essex: User,
    make_contact: Callable[[str, str], User],
) -> None:
    case, surrey = make_case(), make_contact("E23000031", "Surrey")
    accept(offer(case, OF_DEATH, force_of(essex), "There.", by=coder), by=essex)

    accept(offer(case, OF_DEATH, force_of(surrey), "Over the border.", by=essex), by=surrey)
    database.session.commit()

    assert held(case)[OF_DEATH] == "Surrey"
    assert (seen_by(essex, database), seen_by(surrey, database)) == ([], [case])


def test_a_force_offers_only_what_it_has(make_case: MakeCase, spoc: User, essex: User) -> None:
    case = make_case()

    with pytest.raises(Refused, match="does not have this part"):
        offer(case, OF_DEATH, force_of(essex), "There.", by=spoc)
    with pytest.raises(Refused, match="does not have this part"):
        offer(case, OWNING, force_of(essex), "Ours.", by=essex)
    with pytest.raises(DomainError, match="has that part already"):
        offer(case, OWNING, force_of(spoc), "Ours.", by=spoc)
    with pytest.raises(DomainError, match="Say why"):
        offer(case, OWNING, force_of(essex), "", by=spoc)


def test_only_the_force_asked_answers_and_only_once(
    make_case: MakeCase, spoc: User, essex: User, coder: User
) -> None:
    found = offer(make_case(), OWNING, force_of(essex), "There.", by=spoc)

    for person in (spoc, coder):
        with pytest.raises(Refused, match="Only the force that this was offered to"):
            accept(found, by=person)
    accept(found, by=essex)
    with pytest.raises(Refused, match="already"):
        decline(found, "No.", by=essex)
    with pytest.raises(Refused, match="already"):
        withdraw(found, by=spoc)


def test_a_part_is_offered_to_one_force_at_a_time_until_taken_back(
    make_case: MakeCase, spoc: User, essex: User, make_contact: Callable[[str, str], User]
) -> None:
    case, surrey = make_case(), make_contact("E23000031", "Surrey")
    found = offer(case, OWNING, force_of(essex), "There.", by=spoc)

    with pytest.raises(Refused, match="offered already"):
        offer(case, OWNING, force_of(surrey), "There.", by=spoc)
    with pytest.raises(Refused, match="Only the force that offered"):
        withdraw(found, by=essex)
    withdraw(found, by=spoc)

    offer(case, OWNING, force_of(surrey), "There.", by=spoc)


def test_pending_offers_are_shown_to_both_and_to_no_third(
    database: SQLAlchemy,
    make_case: MakeCase,
    spoc: User,
    essex: User,
    make_contact: Callable[[str, str], User],
) -> None:
    surrey = make_contact("E23000031", "Surrey")
    found = offer(make_case(), OWNING, force_of(essex), "There.", by=spoc)
    database.session.commit()

    assert offers_for(spoc) == offers_for(essex) == [found]
    assert offers_for(surrey) == []


def test_an_offer_of_a_restricted_case_is_shown_only_to_who_is_named(
    database: SQLAlchemy, make_case: MakeCase, spoc: User, essex: User, coder: User
) -> None:
    case = make_case(restricted=True, readers=[spoc])
    found = offer(case, OWNING, force_of(essex), "There.", by=spoc)
    database.session.commit()

    assert (offers_for(spoc), offers_for(essex)) == ([found], [])


def test_each_move_is_an_event_about_the_case(
    database: SQLAlchemy, make_case: MakeCase, spoc: User, essex: User
) -> None:
    case = make_case()
    withdraw(offer(case, OWNING, force_of(essex), "Secret words.", by=spoc), by=spoc)
    decline(offer(case, OWNING, force_of(essex), "Secret words.", by=spoc), "Other.", by=essex)
    accept(offer(case, OWNING, force_of(essex), "Secret words.", by=spoc), by=essex)
    database.session.commit()

    for act in (
        Act.HAND_OVER_OFFERED,
        Act.HAND_OVER_WITHDRAWN,
        Act.HAND_OVER_DECLINED,
        Act.HAND_OVER_ACCEPTED,
    ):
        event = trail.latest_about(case.ref, act)
        assert event is not None
        assert "Secret" not in event.body


def test_a_past_count_by_force_does_not_move_with_the_case(
    database: SQLAlchemy, make_case: MakeCase, spoc: User, essex: User
) -> None:
    with clock_at(RECEIVED):
        case = make_case()
    with clock_at(at("2026-04-01")):
        accept(offer(case, OWNING, force_of(essex), "There.", by=spoc), by=essex)
        database.session.commit()
    span = Span(at("2026-01-01"), at("2026-12-31"))

    def owners(as_at: str) -> list[str]:
        return [each.name for each in by_force(span, span, at(as_at)) if each.year]

    assert [owners("2026-03-31"), owners("2026-04-02")] == [["Kent"], ["Essex"]]


# Pages


def test_a_force_offers_and_another_accepts(
    client: PageClient,
    make_case: MakeCase,
    spoc: User,
    essex: User,
    sign_in: SignIn,
    database: SQLAlchemy,
) -> None:
    case = make_case()
    sign_in(spoc)
    path = f"/handovers/offer/{case.ref}"
    assert "Owning force" in client.get(path).get_data(as_text=True)
    client.post(
        path,
        data={"part": "owning", "force": "E23000028", "reason": HOSTILE},
        follow_redirects=True,
    )
    (found,) = offers_for(essex)

    sign_in(essex)
    listed = client.get("/handovers").get_data(as_text=True)
    assert shown_reference(case.ref) in listed
    assert "<script>alert" not in listed
    assert "{{ 7*7 }}" in listed
    assert client.get(f"/handovers/{found.ref}").status_code == 200
    refused = client.post(f"/handovers/{found.ref}", data={"answer": "decline", "reason": ""})
    assert refused.status_code == 422
    done = client.post(f"/handovers/{found.ref}", data={"answer": "accept"}, follow_redirects=True)

    assert f'href="/followup/{case.ref}">See what is still open' in done.get_data(as_text=True)
    sign_in(spoc)
    assert "See what is still open" not in client.get("/handovers").get_data(as_text=True)
    sign_in(essex)
    assert case.force_id == essex.force_id
    assert client.get(f"/followup/{case.ref}").status_code == 200


def test_a_force_comes_to_no_offer_and_no_case_of_others(
    client: PageClient,
    make_case: MakeCase,
    spoc: User,
    essex: User,
    make_contact: Callable[[str, str], User],
    sign_in: SignIn,
    database: SQLAlchemy,
) -> None:
    case = make_case()
    found = offer(case, OWNING, force_of(essex), "There.", by=spoc)
    database.session.commit()
    sign_in(make_contact("E23000031", "Surrey"))

    for path in (f"/handovers/{found.ref}", f"/handovers/offer/{case.ref}"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"answer": "accept"}).status_code == 404
    assert client.post(f"/handovers/{found.ref}/withdraw").status_code == 404
    assert case.ref not in client.get("/handovers").get_data(as_text=True)
    assert found.state is OfferState.OFFERED


def test_an_offer_shows_the_force_asked_nothing_of_the_case(
    client: PageClient,
    make_case: MakeCase,
    spoc: User,
    essex: User,
    sign_in: SignIn,
    database: SQLAlchemy,
) -> None:
    case = make_case()
    found = offer(case, OWNING, force_of(essex), "There.", by=spoc)
    database.session.commit()
    sign_in(essex)

    page = client.get(f"/handovers/{found.ref}").get_data(as_text=True)

    assert "There." in page
    assert "42/7" not in page
    assert client.get(f"/followup/{case.ref}").status_code == 404


def test_the_unit_sees_parts_and_offers_and_takes_an_offer_back(
    client: PageClient, make_case: MakeCase, coder: User, essex: User, sign_in: SignIn
) -> None:
    case = make_case()
    sign_in(coder)
    path = f"/cases/{case.ref}/handover"

    bad = client.post(path, data={"part": "owning", "force": "", "reason": "There."})
    assert bad.status_code == 422
    page = client.post(
        path,
        data={"part": "of residence", "force": "E23000028", "reason": "She lived there."},
        follow_redirects=True,
    ).get_data(as_text=True)
    assert "Waiting</strong>" in page
    (found,) = offers_for(essex)
    page = client.post(f"{path}/{found.ref}/withdraw", follow_redirects=True).get_data(as_text=True)

    assert "Taken back" in page
    assert found.state is OfferState.WITHDRAWN
    assert client.post(f"{path}/4Q7T9KD2M0XW3E/withdraw").status_code == 404


def test_who_is_named_in_an_offer_or_a_refusal_is_marked(
    client: PageClient,
    make_case: MakeCase,
    spoc: User,
    essex: User,
    sign_in: SignIn,
) -> None:
    case, name = make_case(), "Margaret Ashworth"
    sign_in(spoc)
    offered = {"part": "owning", "force": "E23000028", "reason": f"{name} moved there."}
    assert confirmed(client, f"/handovers/offer/{case.ref}", offered, name).status_code == 303
    (found,) = offers_for(essex)

    sign_in(essex)
    path, declined = f"/handovers/{found.ref}", {"answer": "decline", "reason": f"{name} did not."}
    assert confirmed(client, path, declined, name).status_code == 303
    assert (found.state, found.answer) == (OfferState.DECLINED, declined["reason"])
    kept = trail.about(case.ref)
    assert [one.act for one in kept].count(Act.LOOK_CONFIRMED) == 2


def test_who_accepts_is_not_asked_about_a_reason_that_is_not_kept(
    client: PageClient,
    make_case: MakeCase,
    spoc: User,
    essex: User,
    sign_in: SignIn,
    database: SQLAlchemy,
) -> None:
    found = offer(make_case(), OWNING, force_of(essex), "There.", by=spoc)
    database.session.commit()
    sign_in(essex)

    typed = {"answer": "accept", "reason": "Margaret Ashworth lives here."}
    client.post(f"/handovers/{found.ref}", data=typed)

    assert (found.state, found.answer) == (OfferState.ACCEPTED, None)
