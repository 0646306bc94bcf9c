"""The depth of some invented cases: more people, their ties, contact over years, rival answers."""

from datetime import date, timedelta
from random import Random

from dhp.audit import trail
from dhp.calendar import PartialDate
from dhp.calendar.clock import days_after
from dhp.cases.actions import add_answers
from dhp.cases.answers.table import Evidence, read_answers
from dhp.cases.contact.actions import Happening, Searching, record_contact, record_search
from dhp.cases.contact.vocabularies import ContactKind, Grade, Outcome, System
from dhp.cases.models import Case, Source
from dhp.cases.people.actions import add_death, add_other, set_role_in_abuse, tie
from dhp.cases.people.standing import Places, places_of
from dhp.cases.vocabularies import Confidence, Part, RoleInAbuse
from dhp.dictionary import Given, Stage, State
from dhp.dictionary.kinds import range_of

_SUICIDE_AFTER = 0.08  # of homicides with a suspect
_DETAILS = {
    ContactKind.CALL_OUT: "A neighbour heard shouting. Officers attended.",
    ContactKind.RISK: "Assessed by the attending officer.",
    ContactKind.MARAC: "Heard, and a plan was made.",
    ContactKind.ORDER: "A domestic violence protection notice was given.",
    ContactKind.ARREST: "Arrested on suspicion of assault.",
    ContactKind.DISPOSAL: "No further action.",
    ContactKind.AGENCY: "The family doctor noted low mood.",
    ContactKind.OTHER: "A relative asked under the disclosure scheme.",
}


def invent_depth(case: Case, seed: str, *, by: trail.Actor, today: date) -> Case | None:
    """Give an invented `case` what a real one gathers in months. The caller sets the clock.

    `seed` decides all that is left to chance. Gives back the case of the suspect's own death where
    the suspect took their own life.
    """
    rng = Random(f"{seed} {case.force_ref} depth")
    places = places_of([case])[case.id]
    _invent_contact(case, places, rng, by, today)
    _invent_searches(case, rng, by, today)
    _invent_people(case, places, rng, by)
    _invent_rivals(case, places, rng, by, today)
    answers = places.answers(read_answers([case]))
    homicide = answers["death.suspected_intent"].value == "homicide"
    if homicide and places.suspects and rng.random() < _SUICIDE_AFTER:
        return add_death(case, by=by, victim="suspect1")
    return None


def _invent_contact(case: Case, places: Places, rng: Random, by: trail.Actor, today: date) -> None:
    last = case.died_first or today
    people = list(places.people.values())
    for _ in range(rng.choice((0, 1, 2, 3, 5, 8))):
        kind = rng.choice(list(ContactKind))
        day = days_after(last, -int(rng.expovariate(1 / 400)) - 1)
        text = day.isoformat()[: rng.choice((10, 10, 10, 7, 4))]
        grade = rng.choice(list(Grade)) if kind is ContactKind.RISK else None
        when, who = PartialDate.parse(text), rng.choice(people)
        told = Happening(kind, when, Source.FORCE, who, grade, _DETAILS[kind])
        record_contact(case, told, by=by)


def _invent_searches(case: Case, rng: Random, by: trail.Actor, today: date) -> None:
    for system in rng.sample(list(System), rng.randrange(0, 7)):
        outcome = rng.choice((Outcome.FOUND, Outcome.NOTHING, Outcome.NOTHING))
        on = today - timedelta(days=rng.randrange(0, 20))
        record_search(case, Searching(system, on, outcome, Source.FORCE), by=by)


def _invent_people(case: Case, places: Places, rng: Random, by: trail.Actor) -> None:
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        sex = rng.choice(("female", "male"))
        known = {
            "sex": Given(State.ANSWERED, sex),
            "age": Given(State.ANSWERED, str(rng.randrange(0, 17))),
        }
        child = add_other(case, Part.CHILD_OF_HOUSEHOLD, known, by=by, source=Source.FORCE)
        relation = Given(State.ANSWERED, "daughter" if sex == "female" else "son")
        tie(case, child, "victim", relation, by=by, source=Source.FORCE)
    if rng.random() < 0.5:
        set_role_in_abuse(case, "victim", RoleInAbuse.ABUSED, by=by)
        if places.suspects:
            set_role_in_abuse(case, "suspect1", RoleInAbuse.ABUSER, by=by)


def _invent_rivals(case: Case, places: Places, rng: Random, by: trail.Actor, today: date) -> None:
    given = places.answers(read_answers([case]))["victim.age"]
    if given.value is None or rng.random() > 0.2:
        return
    age = range_of(given.value)[0]
    evidence = Evidence(rng.choice((Confidence.PROBABLE, Confidence.ESTABLISHED)), today)
    add_answers(
        case,
        {"victim.age": Given(State.ANSWERED, str(age + 1))},
        by=by,
        source=Source.UNIT,
        stage=Stage.FOLLOW_UP,
        reason="The inquest gave the date of birth.",
        evidence=evidence,
    )
