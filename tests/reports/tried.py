"""Records on which every kind of report is tried: nothing, a nil week, one death, and a crowd."""

from datetime import date, datetime, timedelta

from dhp.accounts.forces import forces, load_forces
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import classify, open_case
from dhp.cases.opening.submission import Submission
from dhp.cases.rules import Decision
from dhp.context.insight_actions import Insight, record_insight
from dhp.context.insight_rules import Basis, Consent
from dhp.context.strands import load_strands, strand_with
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Given, State
from dhp.extensions import db
from dhp.reports.blocks import Comment
from dhp.reports.building import KINDS, Order
from dhp.reports.document import Edition, Front
from tests.accounts.people import add_user
from tests.harness.record import TELLS_NOTHING, at
from tests.hostile import MARKUP

ENDING = date(2026, 3, 26)  # Thursday, the last day of a week; the month, quarter and year end soon
AS_AT = at("2026-04-01T12:00")
TODAY = at("2026-06-01T12:00")
HOSTILE = f"{' '.join(MARKUP)} =1+1 @SUM(A1) +44 -2"
MARKED = "<b>Westmoor & the Vale</b> '\"of\"' <i>{{ 7 * 7 }}</i> and Shire--"  # 60 letters
PLACE = "the Vales of Westmoor, Eastmoor and the Isles and Shires"
TOLD = "Wrenfield"  # stands in what is told of each case, and in nothing else
# A crowd of 400 in one week: many of each, and a few that must be hidden from everybody.
TYPES = [DeathType.IPH] * 150 + [DeathType.SVSDA] * 160 + [DeathType.AFH] * 55
TYPES += [DeathType.UNEXPECTED] * 30 + [DeathType.CHILD] * 4 + [DeathType.OTHER]
AGES = ("17", "23", "31", "38", "47", "52", "66", "79", "88")
TIES = ("spouse", "ex-partner", "partner", "son", "parent")


def nothing() -> None:
    """The forces, and no death."""
    load_forces(db.session())


def nil() -> None:
    """Deaths of a year before, and none since."""
    _forces()
    for number in range(30):
        death(number, at("2025-03-02") + timedelta(days=number % 20))


def one() -> None:
    """A single death of the last week, a suspected suicide."""
    _forces()
    death(200, at("2026-03-23T10:00"))


def crowd() -> None:
    """400 deaths in one week, in forces of long names and hostile ones, told in hostile words."""
    _forces()
    for number, force in enumerate(forces()):
        force.name = MARKED if number == 0 else f"{number:02d} {PLACE}"[:60]
    for number in range(400):
        death(number, at("2026-03-20T09:00") + timedelta(hours=number % 150))
    load_strands(db.session())
    coder = add_user(RoleName.CODER)
    words = (strand_with("missing"), HOSTILE[:80], date(2026, 3, 24), Basis.DIRECT, Consent.NAMED)
    with clock_at(at("2026-03-24T12:00")):
        record_insight(Insight(*words, HOSTILE), by=coder)


def order(kind: str, edition: Edition, as_at: datetime = AS_AT) -> Order:
    """One edition of one kind, for the first force where it is for one; people's words are hostile."""
    contents = KINDS[kind]
    first = next(one.name for one in contents.sections if edition in one.editions)
    comment = Comment(HOSTILE, HOSTILE, AS_AT)
    front = Front("OFFICIAL", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    force = forces()[0].code if contents.for_force else None
    return Order(kind, ENDING, front, as_at, None, edition, force, {first: (comment,)})


def _forces() -> None:
    load_forces(db.session())


def death(number: int, received: datetime, opened: datetime | None = None) -> None:
    """A death that was told at `received`, a day or more after it happened, judged when `opened`."""
    several = forces()
    told = {
        "death.date_of_death": f"{(received - timedelta(days=1 + number % 5)).date()}",
        "victim.sex": "male" if number % 5 == 0 else "female",
        "victim.age": AGES[number % len(AGES)],
        "suspect1.sex": "female" if number % 7 == 0 else "male",
        "suspect1.age": AGES[number % 7],
        "suspect1.relationship": TIES[number % len(TIES)],
        "death.circumstances": f"{TOLD} {HOSTILE}",
    }
    answers = {name: Given(State.ANSWERED, value) for name, value in told.items()}
    with clock_at(opened or received):
        force = several[number % 11 * 4]
        case = open_case(Submission(force, received, answers), by=Command())
        decision = Decision(Scope.IN, TYPES[number], "dhp-2023", "Told by the test")
        classify(case, decision, TELLS_NOTHING, by=Command())
