"""A death read as at an instant belongs to the incident that it belonged to then."""

from datetime import datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.models import User
from dhp.calendar import clock_at, now
from dhp.cases.incident_then import incidents_at
from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.links.same_death import Finding, link, undo
from dhp.cases.models import Case
from dhp.cases.overlay import read_standing
from dhp.cases.sheet import sheet_of
from tests.cases.conftest import HOMICIDE, MakeCase, given

PLACE = "incident.location_type"
OTHER = HOMICIDE | given(incident__location_type="shared_home")
DAY = timedelta(days=1)


@pytest.fixture
def start() -> datetime:
    """A day after everything was opened; links come later."""
    return now() + DAY


def place_of(case: Case, as_at: datetime | None, coder: User) -> str | None:
    """The place of death as both ways of reading tell it."""
    answers, _places = read_standing([case], as_at)
    sheet = sheet_of(case, coder, as_at)
    assert sheet.answers[PLACE] == answers[case.id][PLACE]
    return sheet.answers[PLACE].value


def linked_on(day: datetime, keep: Case, other: Case, kind: LinkKind, coder: User) -> CaseLink:
    with clock_at(day):
        return link(Finding(keep, other, kind, "One fire."), by=coder)


@pytest.mark.parametrize("kind", [LinkKind.SAME_DEATH, LinkKind.SAME_INCIDENT])
def test_before_a_link_each_case_tells_what_its_own_incident_told(
    database: SQLAlchemy, make_case: MakeCase, coder: User, start: datetime, kind: LinkKind
) -> None:
    keep, other = make_case(), make_case(OTHER)
    linked_on(start + DAY, keep, other, kind, coder)
    database.session.commit()

    before = [place_of(case, start, coder) for case in (keep, other)]

    assert before == ["victim_home", "shared_home"]


def test_before_a_link_the_other_death_is_not_yet_another_of_the_incident(
    database: SQLAlchemy, make_case: MakeCase, coder: User, start: datetime
) -> None:
    keep, other = make_case(), make_case(OTHER)
    sister = make_case({}, incident=other.incident)
    linked_on(start + DAY, keep, other, LinkKind.SAME_INCIDENT, coder)
    database.session.commit()

    assert sheet_of(keep, coder, start).others == []
    assert sheet_of(other, coder, start).others == [sister]
    assert sheet_of(keep, coder, start + 2 * DAY).others == [other, sister]
    assert place_of(sister, start, coder) == "shared_home"


def test_while_a_link_stood_that_was_undone_since_the_joined_incident_is_told(
    database: SQLAlchemy, make_case: MakeCase, coder: User, start: datetime
) -> None:
    keep, other = make_case(), make_case(OTHER)
    decision = linked_on(start + DAY, keep, other, LinkKind.SAME_INCIDENT, coder)
    with clock_at(start + 3 * DAY):
        undo(decision, "Two fires.", by=coder)
    database.session.commit()

    days = [None, start, start + 2 * DAY, start + 4 * DAY]
    told = [place_of(other, day, coder) for day in days]

    assert told == ["shared_home", "shared_home", "victim_home", "shared_home"]


def test_through_two_links_every_instant_has_its_own_incident(
    database: SQLAlchemy, make_case: MakeCase, coder: User, start: datetime
) -> None:
    one, two = make_case(), make_case(OTHER)
    three = make_case(HOMICIDE | given(incident__location_type="suspect_home"))
    own = [case.incident_id for case in (one, two, three)]
    linked_on(start + DAY, one, two, LinkKind.SAME_INCIDENT, coder)
    later = linked_on(start + 3 * DAY, three, one, LinkKind.SAME_INCIDENT, coder)
    database.session.commit()
    instants = [start, start + 2 * DAY, start + 4 * DAY]

    def of_two() -> list[int]:
        return [incidents_at([two], instant)[two.id] for instant in instants]

    assert of_two() == [own[1], own[0], own[2]]
    assert [place_of(two, instant, coder) for instant in instants] == [
        "shared_home",
        "victim_home",
        "suspect_home",
    ]

    with clock_at(start + 5 * DAY):
        undo(later, "Another fire.", by=coder)
    database.session.commit()
    assert of_two() == [own[1], own[0], own[2]]
    assert place_of(two, start + 4 * DAY, coder) == "suspect_home"
    assert place_of(two, None, coder) == "victim_home"
