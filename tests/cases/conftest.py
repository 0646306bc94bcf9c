"""People, forces and cases for the tests of the record."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security.reach import ask_for, asker_for
from dhp.calendar import PartialDate, now
from dhp.cases.actions import add_answers, open_case
from dhp.cases.answers.table import history_of
from dhp.cases.contact.actions import Happening, Searching, record_contact, record_search
from dhp.cases.contact.vocabularies import ContactKind, Outcome, System
from dhp.cases.models import Case, Source
from dhp.cases.opening.submission import Submission
from dhp.cases.people.actions import add_death, add_other, set_role_in_abuse
from dhp.cases.people.standing import places_of
from dhp.cases.vocabularies import Part, RoleInAbuse
from dhp.dictionary import Characteristic, Given, Kind, Stage, State
from dhp.extensions import db, sign_in_manager
from tests.accounts.people import region_for

RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)

MakeUser = Callable[..., User]
MakeCase = Callable[..., Case]


def given(**answers: str) -> dict[str, Given]:
    """Answers by column name: `victim__age="34"`; a text in brackets is a state."""
    return {
        name.replace("__", "."): Given(State(text[1:-1]))
        if text.startswith("[")
        else Given(State.ANSWERED, text)
        for name, text in answers.items()
    }


HOMICIDE = given(
    death__force_ref="42/7",
    death__date_of_death="2026-03-01",
    death__suspected_intent="homicide",
    death__suspect_identified="yes",
    victim__sex="female",
    victim__age="34",
    suspect1__sex="male",
    suspect1__age="36",
    suspect1__relationship="ex-partner",
    incident__location_type="victim_home",
)


@pytest.fixture
def kent(database: SQLAlchemy) -> Force:
    """One force."""
    force = Force(code="E23000032", name="Kent", territorial=True)
    database.session.add(force)
    database.session.commit()
    return force


@pytest.fixture
def make_user(database: SQLAlchemy, kent: Force) -> MakeUser:
    """Makes an active user with a role."""

    def make(role: RoleName, name: str = "") -> User:
        user = User(
            email=f"{role}-{name or 'one'}@example.org".replace(" ", ".").lower(),
            name=name or f"Robin {role.capitalize()}",
            role=role,
            force=kent if role is RoleName.SPOC else None,
            joined_at=now(),
            **region_for(role),
        )
        database.session.add(user)
        database.session.commit()
        return user

    return make


@pytest.fixture
def coder(make_user: MakeUser) -> User:
    """A coder of the unit."""
    return make_user(RoleName.CODER, "Cora Coder")


@pytest.fixture
def lead(make_user: MakeUser) -> User:
    """A lead of the unit."""
    return make_user(RoleName.LEAD, "Lee Lead")


@pytest.fixture
def spoc(make_user: MakeUser) -> User:
    """The contact of Kent."""
    return make_user(RoleName.SPOC, "Sam Spoc")


@pytest.fixture
def colleague(make_user: MakeUser) -> User:
    """Another contact of Kent."""
    return make_user(RoleName.SPOC, "Cal Colleague")


@pytest.fixture
def essex(database: SQLAlchemy) -> Force:
    """Another force."""
    force = Force(code="E23000028", name="Essex", territorial=True)
    database.session.add(force)
    database.session.commit()
    return force


@pytest.fixture
def stranger(database: SQLAlchemy, essex: Force) -> User:
    """The contact of Essex."""
    user = User(
        email="stan@example.org",
        name="Stan Stranger",
        role=RoleName.SPOC,
        force=essex,
        joined_at=now(),
    )
    database.session.add(user)
    database.session.commit()
    return user


@pytest.fixture
def make_case(database: SQLAlchemy, kent: Force, coder: User) -> MakeCase:
    """Opens a case as the coder, from Kent unless told otherwise."""

    def make(answers: dict[str, Given] = HOMICIDE, **changes: Any) -> Case:
        incident = changes.pop("incident", None)
        readers = changes.pop("readers", ())
        given: dict[str, Any] = {"force": kent, "received_at": RECEIVED, "answers": answers}
        submission = Submission(**given | changes)
        case = open_case(submission, by=coder, incident=incident, readers=readers)
        database.session.commit()
        return case

    return make


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[User], None]:
    """Lets every later request be made by one user, whichever way sign-in is built."""

    def become(user: User) -> None:
        number = user.id

        def load() -> None:
            g._login_user = db.session.get(User, number)
            ask_for(asker_for(g._login_user))

        monkeypatch.setattr(sign_in_manager, "_load_user", load)

    return become


class Statements(list[str]):
    """The SQL that was sent, without what begins and ends transactions."""

    @property
    def of_the_page(self) -> list[str]:
        """Those that are not the trail's own appending."""
        return [text for text in self if "trail_" not in text]


@pytest.fixture
def statements(database: SQLAlchemy) -> Iterator[Statements]:
    """Every statement sent from now on; `clear()` forgets those so far."""
    sent = Statements()

    def note(_connection: object, _cursor: object, text: str, *_: object) -> None:
        if not text.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            sent.append(text)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def whole_case(database: SQLAlchemy, make_case: MakeCase, coder: User) -> Callable[[], Case]:
    """Makes a case of an incident with 3 deaths: 4 suspects, 60 contacts, some 400 answers."""

    def make() -> Case:
        case = make_case(
            HOMICIDE | given(suspect2__age="40", suspect3__age="50", suspect4__age="1")
        )
        for _ in range(2):
            add_death(case, by=coder, suspects=["suspect1"])
        child = {"sex": Given(State.ANSWERED, "female"), "age": Given(State.ANSWERED, "6")}
        for _ in range(2):
            add_other(case, Part.CHILD_OF_HOUSEHOLD, child, by=coder, source=Source.FORCE)
        set_role_in_abuse(case, "suspect2", RoleInAbuse.BOTH, by=coder)
        answers = {
            column.name: _some_answer(column.characteristic, number)
            for number, column in enumerate(places_of([case])[case.id].columns())
        }
        for source in (Source.FORCE, Source.UNIT):
            add_answers(
                case,
                answers | HOMICIDE,
                by=coder,
                source=source,
                stage=Stage.OUTCOME,
                reason="A test",
            )
        for number in range(60):
            kind = list(ContactKind)[number % len(ContactKind)]
            when = PartialDate.parse(
                f"{2017 + number % 9}-{1 + number % 12:02d}"[: 4 + number % 2 * 3]
            )
            told = Happening(kind, when, Source.FORCE, detail="Officers attended.")
            record_contact(case, told, by=coder)
        for system in list(System)[:5]:
            searching = Searching(system, date(2026, 3, 3), Outcome.NOTHING, Source.FORCE)
            record_search(case, searching, by=coder)
        database.session.commit()
        assert len(history_of([case])) >= 400
        return case

    return make


def _some_answer(entry: Characteristic, number: int) -> Given:
    if number % 7 == 0:
        return Given(State.NOT_YET_ESTABLISHED)
    values = {
        Kind.WHOLE_NUMBER: str(entry.least + 3),
        Kind.DATE: "2026-03-02",
        Kind.PARTIAL_DATE: "2026-02",
        Kind.SHORT_TEXT: "Some words",
        Kind.LONG_TEXT: "Some more words.\n\nAnd a second paragraph.",
    }
    option = entry.options[number % len(entry.options)].code if entry.options else ""
    return Given(State.ANSWERED, values.get(entry.kind, option))
