"""R7: two to eight people save the same page at once: one does, the others keep what they typed."""

from io import BytesIO
from itertools import count

import pytest

from dhp.accounts.forces import force_with
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.calendar import now
from dhp.cases.actions import open_case
from dhp.cases.models import Source
from dhp.cases.opening.submission import Submission
from dhp.cases.vocabularies import Part
from dhp.context.rules import latest_week
from dhp.context.strands import load_strands
from dhp.dictionary import DICTIONARY
from dhp.exchange.captures_file import Plan
from dhp.extensions import db
from dhp.notifications import actions
from dhp.web.forms import SeenForm
from tests.cases.conftest import HOMICIDE
from tests.faults.desks import KENT, desks, form_of, words_of
from tests.harness.examples import sample, tries
from tests.harness.races import at_once
from tests.notifications.deaths import ANSWERS

pytestmark = [pytest.mark.faults, pytest.mark.database, pytest.mark.only_on("postgresql")]
ROUNDS = tries(2, thorough=100)
EDITORS = [5, 2, 8, 3, 7, 4, 6]  # of each round in turn
MOST = max(EDITORS[:ROUNDS])
CIRCUMSTANCES, ALERT = "death.circumstances", "death.learning_alert"


class Surface:
    """A page that several people save."""

    def begin(self):
        """Make ready for a round, where one changes what the next can do."""


class Draft(Surface):
    """A page of a draft, at several desks of its force."""

    role = RoleName.SPOC

    def __init__(self, people):
        draft = actions.start(people[0].force, "one", by=people[0])
        actions.save(draft, ANSWERS, draft.version, by=people[0])
        self.address = f"/notifications/{draft.ref}/{DICTIONARY['circumstances'].section}"
        self.stands = self.address

    def open(self, client):
        return form_of(client.get(self.address), CIRCUMSTANCES)

    def typed(self, form, number):
        return form | {CIRCUMSTANCES: f"Told as number {number}."}, f"Told as number {number}."

    def unguarded(self, patch):
        patch.setattr(SeenForm, "seen_version", property(lambda _form: Any()))


class Section(Surface):
    """A section of a case, at several desks of the unit."""

    role = RoleName.CODER

    def __init__(self, _people):
        self.case = open_case(Submission(force_with(KENT), now(), HOMICIDE), by=Command())
        self.address = f"/cases/{self.case.ref}/sections/{DICTIONARY['learning_alert'].section}"
        self.stands = f"/cases/{self.case.ref}"

    def open(self, client):
        return form_of(client.get(self.address), ALERT)

    def typed(self, form, number):
        text = f"Told as number {number}."
        return form | {ALERT: text, "reason": "It has changed"}, text

    def unguarded(self, patch):
        patch.setattr(SeenForm, "seen_version", property(lambda _form: Any()))


class Child(Section):
    """Somebody of the household who is added to a case: a row of another table."""

    def begin(self):
        super().__init__([])  # a case of its own: one has room for so many people
        db.session.commit()
        self.stands = f"/cases/{self.case.ref}/people"
        self.address = f"{self.stands}/others"

    def open(self, client):
        return form_of(client.get(self.stands), "part")

    def typed(self, form, number):
        age = str(100 + number % 20)  # of nobody else on the page
        said = {"part": Part.CHILD_OF_HOUSEHOLD.value, "told_by": Source.UNIT.value}
        return form | said | {"other.age": age}, age


class File(Surface):
    """Figures of a week, all rows of a file at once."""

    role = RoleName.SPOC

    def __init__(self, people):
        load_strands(db.session())
        self.week, self.address = latest_week().end.isoformat(), "/captures/file/keep"
        self.stands = f"/captures/{people[0].force.code}/{self.week}"
        self.numbers = count(1_000)

    def open(self, client):
        return {"look": lambda rows: form_of(client.post("/captures/file", data=rows), "seen")}

    def typed(self, form, number):
        figure = str(next(self.numbers))
        rows = "".join(f"{KENT},{self.week},{strand},{figure}\n" for strand in ("da_incidents",))
        sent = {"file": (BytesIO(f"force,week_ending,strand,count\n{rows}".encode()), "a.csv")}
        return form["look"](sent), figure

    def unguarded(self, patch):
        patch.setattr(Plan, "mark", "not looked at")


SURFACES = [Draft, Section, Child, File]


class Any(int):
    """A version that is always the present one."""

    def __ne__(self, _other):
        return False

    __hash__ = int.__hash__


def opened(app, kind):
    """The surface, and a browser at each desk."""
    people, clients = desks(app, kind.role, MOST)
    made = kind(people)
    db.session.commit()
    db.session.remove()
    return made, clients


def rounds_of(surface, clients, rounds):
    """(winners, losers, losers without their text, rounds whose winner does not stand)"""
    won = lost = forgot = overwritten = 0
    numbers = count(1)
    for round_ in range(rounds):
        surface.begin()
        editors = clients[: EDITORS[round_ % len(EDITORS)]]
        filled = [
            (client, *surface.typed(surface.open(client), next(numbers))) for client in editors
        ]
        answers = at_once(
            *(
                lambda client=client, data=data: client.post(surface.address, data=data)
                for client, data, _text in filled
            )
        )
        said = list(zip(answers, (text for *_, text in filled), strict=True))
        assert {answer.status_code for answer in answers} <= {303, 409}
        winners = [text for answer, text in said if answer.status_code == 303]
        losers = [(words_of(one), text) for one, text in said if one.status_code == 409]
        stands = words_of(clients[0].get(surface.stands))
        won, lost = won + len(winners), lost + len(losers)
        forgot += sum(text not in page for page, text in losers)
        overwritten += sum(text not in stands for text in winners)
    return won, lost, forgot, overwritten


def report(tell, words, rounds, tallies):
    tell(
        "R7 {}: {} rounds of 2 to 8, {} saved, {} told of it, {} of them without their text, "
        "{} saved and lost".format(words, rounds, *tallies)
    )


@pytest.mark.parametrize("kind", SURFACES, ids=lambda kind: kind.__name__)
def test_r7_one_saves_and_the_others_keep_their_text(app, database, tell, kind):
    made, clients = opened(app, kind)

    tallies = rounds_of(made, clients, ROUNDS)

    report(tell, type(made).__name__.lower(), ROUNDS, tallies)
    assert tallies[0] == ROUNDS
    assert tallies[1] >= ROUNDS
    assert tallies[2:] == (0, 0)


@pytest.mark.parametrize("kind", sample(SURFACES, [Draft, File]), ids=lambda kind: kind.__name__)
def test_r7_without_the_hidden_version_work_is_lost(app, database, tell, monkeypatch, kind):
    made, clients = opened(app, kind)
    made.unguarded(monkeypatch)

    tallies = rounds_of(made, clients, 1)

    report(tell, f"control, {type(made).__name__.lower()}", 1, tallies)
    assert tallies[0] > 1
