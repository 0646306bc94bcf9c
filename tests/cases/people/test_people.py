from collections.abc import Callable
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.actions import add_answers
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case, Involvement, Source
from dhp.cases.people.actions import (
    add_death,
    add_other,
    add_suspect_to,
    also_suspected,
    remove,
    set_role_in_abuse,
    tie,
)
from dhp.cases.people.reading import Cast
from dhp.cases.people.standing import places_of
from dhp.cases.sheet import sheet_of
from dhp.cases.vocabularies import Part, RoleInAbuse
from dhp.dictionary import Given, Stage, State
from dhp.errors import DomainError, Refused
from tests.cases.conftest import HOMICIDE, MakeCase, MakeUser, given
from tests.harness.pages import PageClient

SignIn = Callable[[User], None]
SON = Given(State.ANSWERED, "son")
TWO = HOMICIDE | given(suspect2__age="50", suspect2__sex="female")


def cast(case: Case, user: User) -> Cast:
    return sheet_of(case, user).cast


def age(case: Case, place: str) -> str | None:
    return places_of([case])[case.id].answers(read_answers([case]))[f"{place}.age"].value


def posted(client: PageClient, case: Case, path: str, status: int = 303, **data: Any) -> str:
    page = client.post(f"/cases/{case.ref}/{path}", data={"version": str(case.version)} | data)
    assert page.status_code == status
    return page.get_data(as_text=True)


def test_a_child_of_the_household_is_a_person_with_a_part_and_a_tie(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    known = {"sex": Given(State.ANSWERED, "male"), "age": Given(State.ANSWERED, "7")}
    place = add_other(case, Part.CHILD_OF_HOUSEHOLD, known, by=coder, source=Source.FORCE)
    tie(case, place, "victim", SON, by=coder, source=Source.FORCE)
    tie(case, place, "suspect1", SON, by=coder, source=Source.FORCE)

    child = cast(case, coder).at("other1")
    assert child is not None
    assert child.phrase == "Child of the household. Male, 7. To the victim: son"
    ties = [(t.of, t.to, t.relationship) for t in cast(case, coder).ties]
    assert ("Other person 1", "Suspect", "Son") in ties
    assert places_of([case])[case.id].suspects == 1  # a second tie makes no second suspect


def test_changing_what_the_same_source_said_of_a_tie_needs_a_reason(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    place = add_other(case, Part.WITNESS, {}, by=coder, source=Source.UNIT)
    tie(case, place, "victim", SON, by=coder, source=Source.UNIT)

    with pytest.raises(DomainError) as error:
        tie(
            case,
            place,
            "victim",
            Given(State.ANSWERED, "sibling"),
            by=coder,
            source=Source.UNIT,
        )

    assert error.value.field == "reason"


def test_nobody_is_tied_to_themselves(make_case: MakeCase, coder: User) -> None:
    with pytest.raises(DomainError, match="two different people"):
        tie(make_case(), "victim", "victim", SON, by=coder, source=Source.UNIT)


def test_the_part_in_the_abuse_is_apart_from_the_part_in_the_death_and_keeps_its_past(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    set_role_in_abuse(case, "suspect1", RoleInAbuse.NOT_KNOWN, by=coder)
    set_role_in_abuse(case, "suspect1", RoleInAbuse.ABUSED, by=coder)

    member = cast(case, coder).at("suspect1")
    assert member is not None
    assert member.in_abuse is RoleInAbuse.ABUSED
    rows = database.session.query(Involvement).filter_by(person_id=member.person_id)
    assert [(row.role_in_abuse, row.ended_at is None) for row in rows.order_by("id")] == [
        (None, False),
        (RoleInAbuse.NOT_KNOWN, False),
        (RoleInAbuse.ABUSED, True),
    ]
    did = [event.did for event in sheet_of(case, coder).events]
    assert "recorded the role of “Suspect 1” in the abuse: Abused" in did


def test_a_suspect_added_by_mistake_is_ended_with_a_reason_and_the_next_moves_up(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case(TWO)

    remove(case, "suspect1", "A witness was taken for a suspect", by=coder)

    assert places_of([case])[case.id].suspects == 1
    assert age(case, "suspect1") == "50"
    assert database.session.query(Involvement).filter_by(case_id=case.id).count() == 4
    events = sheet_of(case, coder).events
    assert ("A witness was taken for a suspect") in [event.reason for event in events]
    assert "took “Suspect 1” out of this case" in [event.did for event in events]


@pytest.mark.parametrize(("place", "reason"), [("victim", "x"), ("suspect1", " "), ("other9", "x")])
def test_nobody_is_removed_without_a_reason_nor_the_victim_nor_somebody_who_is_not_there(
    make_case: MakeCase, coder: User, place: str, reason: str
) -> None:
    case = make_case()

    with pytest.raises(DomainError):
        remove(case, place, reason, by=coder)

    assert places_of([case])[case.id].suspects == 1


def test_a_suspect_of_two_deaths_is_one_person_known_once(make_case: MakeCase, coder: User) -> None:
    case = make_case(TWO)

    other = add_death(case, by=coder, suspects=["suspect2"])
    add_answers(
        other,
        given(suspect1__age="51"),
        by=coder,
        source=Source.UNIT,
        stage=Stage.FOLLOW_UP,
    )

    assert other.incident_id == case.incident_id
    assert age(case, "suspect2") == age(other, "suspect1") == "51"
    person = cast(case, coder).at("suspect2")
    assert person is not None
    assert [(c.ref, role) for c, role in person.elsewhere] == [(other.ref, "suspect")]


def test_a_suspect_who_took_their_own_life_is_the_victim_of_a_case_of_their_own(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()

    own = add_death(case, by=coder, victim="suspect1")

    assert age(own, "victim") == "36"
    assert places_of([own])[own.id].suspects == 0
    person = cast(case, coder).at("suspect1")
    assert person is not None
    assert [(c.ref, role) for c, role in person.elsewhere] == [(own.ref, "victim")]
    assert trail.latest_about(own.ref, Act.INCIDENT_JOINED) is None  # not before it is committed


@pytest.mark.parametrize(
    ("victim", "suspects"), [("victim", []), ("suspect1", ["suspect1"]), ("other1", [])]
)
def test_another_death_of_the_same_person_is_refused(
    make_case: MakeCase, coder: User, victim: str, suspects: list[str]
) -> None:
    with pytest.raises(DomainError):
        add_death(make_case(), by=coder, victim=victim, suspects=suspects)


def test_the_other_death_of_a_restricted_case_is_restricted_to_the_same_people(
    make_case: MakeCase, make_user: MakeUser, coder: User
) -> None:
    named, lead = make_user(RoleName.CODER, "Named"), make_user(RoleName.LEAD)
    case = make_case(restricted=True, readers=[named])

    other = add_death(case, by=lead)

    assert other.restricted
    assert [one.ref for one in sheet_of(case, named).others] == [other.ref]
    assert sheet_of(case, coder).others == []


def test_a_suspect_can_be_a_suspect_of_another_death_of_the_incident_once_and_of_no_other(
    make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    other, elsewhere = make_case({}, incident=case.incident), make_case({})

    assert also_suspected(case, "suspect1", other, by=coder) == "suspect1"
    with pytest.raises(Refused, match="already"):
        also_suspected(case, "suspect1", other, by=coder)
    with pytest.raises(Refused, match="another incident"):
        also_suspected(case, "suspect1", elsewhere, by=coder)

    assert age(other, "suspect1") == "36"


def test_a_removed_suspect_can_come_back(make_case: MakeCase, coder: User) -> None:
    case = make_case()
    member = cast(case, coder).at("suspect1")
    assert member is not None
    remove(case, "suspect1", "By mistake", by=coder)

    add_suspect_to(case, by=coder, person_id=member.person_id)

    assert age(case, "suspect1") == "36"


def test_every_change_of_people_is_an_event_without_a_name_and_makes_forms_stale(
    database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    case = make_case()
    before = case.version

    add_suspect_to(case, by=coder)
    database.session.commit()

    event = trail.latest_about(case.ref, Act.PEOPLE_CHANGED)
    assert event is not None
    assert '"added":"suspect2"' in event.body
    assert case.version == before + 1


# The pages


@pytest.fixture
def signed_in(sign_in: SignIn, coder: User) -> User:
    """The coder, signed in."""
    sign_in(coder)
    return coder


def test_the_page_shows_everybody_and_takes_a_child_and_a_tie(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case(TWO)
    child = {"part": "child of the household", "other.age": "4", "told_by": "force"}

    posted(client, case, "people/others", **child)
    tied = {"of": "other1", "relationship": "daughter", "to": "suspect2", "said_by": "unit"}
    posted(client, case, "people/ties", **tied)
    page = client.get(f"/cases/{case.ref}/people").get_data(as_text=True)

    assert "Child of the household. 4" in page
    assert "Other person 1 to suspect 2: daughter" in page


@pytest.mark.parametrize(
    ("path", "data", "fault"),
    [
        (
            "people/others",
            {"part": "witness", "other.age": "old", "told_by": "unit"},
            "Age must be",
        ),
        (
            "people/ties",
            {"of": "victim", "to": "victim", "relationship": "son", "said_by": "unit"},
            "two different people",
        ),
        ("people/suspect1/abuse", {}, "Choose the part in the abuse."),
        ("people/suspect1/remove", {"remove-reason": ""}, "Say why this person does not belong"),
        ("another-death", {}, "Choose who died."),
    ],
)
def test_a_form_with_a_fault_says_what_to_do(
    client: PageClient,
    make_case: MakeCase,
    signed_in: User,
    path: str,
    data: dict[str, str],
    fault: str,
) -> None:
    case = make_case()

    page = posted(client, case, path, 422, **data, **{"remove-version": str(case.version)})

    assert "There is a problem" in page
    assert fault in page


def test_a_second_click_opens_no_second_case(
    database: SQLAlchemy, client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    data = {"who": "suspect1", "version": str(case.version)}

    for status in (303, 409):
        assert client.post(f"/cases/{case.ref}/another-death", data=data).status_code == status

    assert database.session.query(Case).filter_by(incident_id=case.incident_id).count() == 2


def test_one_click_makes_a_suspect_a_suspect_of_the_other_death_too(
    client: PageClient, make_case: MakeCase, signed_in: User
) -> None:
    case = make_case()
    other = make_case({}, incident=case.incident)
    hidden = make_case({}, incident=case.incident, restricted=True)

    posted(client, case, "people/suspect1/also-suspected", other=other.ref)
    posted(client, case, "people/suspect1/also-suspected", 404, other=hidden.ref)
    page = client.get(f"/cases/{case.ref}/people").get_data(as_text=True)

    assert "Suspect in <a" in page
    assert places_of([other])[other.id].suspects == 1
    assert places_of([hidden])[hidden.id].suspects == 0


@pytest.mark.parametrize("role", [RoleName.SPOC, RoleName.READER, RoleName.AUDITOR])
def test_others_see_and_change_no_people(
    client: PageClient, make_case: MakeCase, make_user: MakeUser, sign_in: SignIn, role: RoleName
) -> None:
    case = make_case()
    sign_in(make_user(role))

    assert client.get(f"/cases/{case.ref}/people").status_code == 403
    for path in ("people/others", "people/ties", "people/suspect1/remove", "another-death"):
        posted(client, case, path, 403)


@pytest.mark.parametrize("path", ["people", "people/victim", "another-death", "contact"])
def test_the_people_of_a_restricted_case_are_not_found(
    client: PageClient, make_case: MakeCase, signed_in: User, path: str
) -> None:
    assert client.get(f"/cases/{make_case(restricted=True).ref}/{path}").status_code == 404
