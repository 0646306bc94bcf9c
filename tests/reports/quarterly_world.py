"""A small invented record for the quarterly report: every answer is told, missing or not known by plan."""

from datetime import date, timedelta

from dhp.accounts.forces import load_forces
from dhp.accounts.models import Force
from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.definitions import DeathType, Scope
from dhp.dictionary import DICTIONARY, Given, State
from tests.harness.record import at

LAST = date(2025, 12, 31)
AS_AT, BEFORE = at("2026-01-20"), at("2025-10-15")
KINDS = (DeathType.IPH, DeathType.CHILD, DeathType.AFH, DeathType.CHILD, DeathType.SVSDA)
# What is told of each death, by column: one option after the other, and in between what is not known.
TOLD = (
    *("victim.ethnicity_19", "victim.ethnicity_sde", "victim.ethnicity_observed"),
    *("victim.known_to_agency", "victim.agency_contact_recency", "death.method_primary"),
    *("incident.location_type", "incident.children_present", "death.da_history_known"),
    *("death.marac", "death.risk_tool", "death.risk_grade_highest", "death.systems_searched"),
    *(
        "suspect1.relationship",
        "suspect1.suspect_status",
        "suspect1.mappa_level",
        "suspect1.orders",
    ),
    *("suspect1.known_to_agency", "suspect1.agency_contact_recency", "suspect1.separation_status"),
    *("suspect1.abuse_types", "suspect1.order_breached", "victim.pregnancy", "death.method"),
)
ABSENT = (State.NOT_KNOWN, State.NOT_YET_ESTABLISHED, None, State.NO_CONFIRMED)


def days_of_death():
    """Twelve deaths in two years, then 24 in the last fifteen months, a few of them told by month."""
    for number in range(12):
        yield date(2023, 10, 5) + timedelta(days=30 * number)
    for number in range(25):
        yield date(2024, 11, 8) + timedelta(days=16 * number + number % 3)


def answers_of(number):
    """What is told of the death with this number."""
    told = {
        "death.suspect_identified": "no" if number % 9 == 8 else "yes",
        "victim.sex": ("female", "female", "male")[number % 3],
        "victim.age": str((0, 3, 17, 29, 41, 52, 60, 77, 90)[number % 9]),
        "death.n_incidents_ever": str(number % 3),
        "death.n_incidents_12m": str(number % 2),
        "incident.n_children_in_household": str(number % 5),
    }
    suspect = {"suspect1.sex": "male", "suspect1.age": str(20 + number)}
    for place, name in enumerate(TOLD):
        options = DICTIONARY[name.rpartition(".")[2]].options
        if (number + place) % 4 != 3:
            told[name] = options[(number * (place + 1)) % len(options)].code
    if told["death.suspect_identified"] == "no":
        told = {name: one for name, one in told.items() if not name.startswith("suspect1")}
    else:
        told |= suspect
    given = {name: Given(State.ANSWERED, one) for name, one in told.items()}
    for place, name in enumerate(TOLD):
        state = ABSENT[(number + place // 4) % len(ABSENT)]
        suspects = name.startswith("suspect1") and told["death.suspect_identified"] == "no"
        if name not in given and state and not suspects:
            given[name] = Given(state)
    return given


def live(database, judge):
    """Open and judge every death; one is judged anew, one put out of scope, one came late."""
    load_forces(database.session)
    database.session.commit()
    forces = database.session.query(Force).order_by(Force.code).all()
    for number, died in enumerate(days_of_death()):
        late = 70 if number == 30 else (1, 4, 12, 31)[number % 4]
        received = died + timedelta(days=late)
        answers = answers_of(number)
        text = died.isoformat()[: 7 if number % 11 == 10 else 10]
        answers["death.date_of_death"] = Given(State.ANSWERED, text)
        with clock_at(at(f"{received}T10:00")):
            force = forces[(number * number) % len(forces)]
            case = open_case(Submission(force, at(f"{received}T10:00"), answers), by=Command())
            database.session.commit()
        if number % 12 != 11:
            judge(case, f"{received}T11:00", KINDS[number % len(KINDS)])
        if number == 20:
            judge(case, "2025-11-03T09:00", DeathType.UNEXPECTED)
        if number == 22:
            judge(case, "2025-12-03T09:00", DeathType.UNCLASSIFIED, Scope.OUT)
