"""The words of every finding, and the answers it leads to: `findings.txt` holds them.

Which answers are sound and which not is tested beside each check. Write the file anew with
`python -m tests.dictionary.test_findings`, and read the difference.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from dhp.dictionary import DICTIONARY, Given, State, column_named
from dhp.dictionary.checks import CHECKS
from dhp.dictionary.checks_of_people import suspect_without_the_question
from dhp.dictionary.finding import Finding, Record, title_of

TOLD = Path(__file__).with_name("findings.txt")
DIED = "death.date_of_death=2026-03-09"
TWO = "suspect1.sex=male suspect2.sex=male"  # so that a message says which of them
DATES = (
    *("last_contact_date", "risk_date", "marac_date", "dhr_referred_on", "dhr_decided_on"),
    *("dhr_chair_appointed_on", "dhr_published_on", "dhr_commissioner_copy_on"),
    *("iopc_referred_on", "inquest_on"),
)
REVIEW = ("dhr_referred_on", "dhr_decided_on", "dhr_chair_appointed_on", "dhr_published_on")
CHARGED = "suspect1.charged_on=2026-03-08"
COURT = "suspect1.court_outcome_on=2026-03-08"
TIES = (
    "suspect1.relationship=sibling",
    "suspect1.relationship=spouse",
    "suspect1.relationship=spouse suspect2.relationship=sibling",
    "suspect1.relationship=sibling suspect2.relationship=[not_known]",
)
OFFENCES = ("nfs", "ccb", "ccb_apart")

ANSWERS = (
    "",
    f"{DIED} death.aware_on=2026-03-08",
    "death.date_of_death=2026-03-10",
    *(f"{DIED} death.{name}=2026-03-{day}" for name in DATES for day in ("08", "10")),
    " ".join(f"death.{name}=2026-03-{20 - n}" for n, name in enumerate(REVIEW)),
    " ".join(f"death.{name}=2026-03-{20 - n}" for n, name in enumerate(REVIEW) if n != 1),
    f"{DIED} {CHARGED}",
    f"{DIED} {CHARGED} {TWO}",
    f"{DIED} {COURT}",
    f"{COURT} suspect1.charged_on=2026-03-09",
    "death.method=sharp death.method_primary=blunt",
    "incident.n_deaths=1 incident.homicide_suicide=suicide",
    "incident.n_deaths=1-2 incident.homicide_suicide=suicide",
    "incident.n_children_in_household=0 incident.youngest_child_age=4",
    "incident.n_children_in_household=0-1 incident.youngest_child_age=4",
    "death.n_crimes_12m=4 death.n_incidents_12m=3 death.n_incidents_ever=2",
    "death.n_crimes_12m=4 death.n_incidents_12m=3+",
    "death.risk_grade_last=high death.risk_grade_highest=medium",
    "death.risk_grade_last=medium death.risk_grade_highest=medium",
    "death.risk_grade_last=high death.risk_grade_highest=other",
    "death.da_history_known=none_found death.systems_searched=[no_confirmed]",
    "death.da_history_known=none_found death.n_incidents_ever=1",
    "death.da_history_known=none_found death.n_incidents_ever=0",
    *(f"death.date_of_death=2010 suspect1.charge_offence={code}" for code in OFFENCES),
    "incident.homicide_suicide=killed suspect1.suspect_status=charged",
    f"incident.homicide_suicide=killed {TWO} suspect1.suspect_status=charged suspect2.suspect_status=bailed",
    "suspect1.suspect_status=arrested suspect1.court_outcome=murder",
    f"{TWO} suspect2.suspect_status=arrested suspect2.court_outcome=murder",
    "death.suspected_intent=homicide death.inquest_conclusion=accident",
    "victim.age=12 suspect1.age=9 suspect1.relationship=partner",
    f"{TWO} victim.age=12 suspect2.age=9 suspect2.relationship=partner",
    "victim.age=40 suspect1.age=40 suspect1.relationship=parent",
    f"{TWO} victim.age=20 suspect1.age=40 suspect1.relationship=son",
    "victim.age=40 suspect1.age=41 suspect1.relationship=parent",
    "suspect1.age=10",
    "suspect1.age=100",
    f"{TWO} suspect2.age=101",
    "suspect1.relationship=son suspect1.sex=female",
    f"{TWO} suspect2.relationship=daughter",
    "victim.pregnancy=pregnant victim.sex=male",
    *(f"victim.pregnancy=either victim.age={age}" for age in ("9", "10", "60", "61", "61+")),
    "suspect1.relationship=carer suspect1.relationship_detail=engaged",
    f"{TWO} suspect2.relationship=spouse suspect2.relationship_detail=half",
    "suspect1.relationship=stranger suspect1.lived_together=part",
    f"{TWO} suspect2.relationship=co-resident suspect2.lived_together=never",
    *(f"type=child victim.age={age}" for age in ("17", "17-19", "18", "18+")),
    *(f"type=afh victim.age={age}" for age in ("15", "15-16", "15+", "16")),
    *(f"type={kind} {tie}" for kind in ("iph", "afh", "other") for tie in TIES),
    "type=svsda suspect1.charge_offence=murder",
    f"type=svsda {TWO} suspect2.charge_offence=murder",
    *(f"type={kind} death.suspected_intent=suicide" for kind in ("iph", "afh", "svsda")),
    *(f"type={kind} death.suspected_intent=homicide" for kind in ("iph", "afh", "svsda")),
)


# The one check that asks whether there is a suspect at all; all others may suppose it.
OF_NO_SUSPECT = (
    "victim.age=40",
    "suspect1.age=40",
    "suspect1.age=40 death.suspect_identified=[not_known]",
    "suspect1.age=40 death.suspect_identified=no",
    "suspect1.age=40 death.suspect_identified=yes",
)

Check = Callable[[Record], Iterable[Finding]]


def record_of(answers: str) -> Record:
    """A death first notified on 9 March 2026, with answers written `column=value`, and its type."""
    given, kind = {}, None
    for word in answers.split():
        name, value = word.split("=")
        if name == "type":
            kind = value
        else:
            assert column_named(name, DICTIONARY), name
            state = State(value[1:-1]) if value.startswith("[") else State.ANSWERED
            given[name] = Given(state, None if value.startswith("[") else value)
    return Record(given, kind, date(2026, 3, 9))


def told(check: Check) -> str:
    """The check, with each thing that it finds, and below it the answers that it finds this in."""
    things: dict[str, list[str]] = {}
    for answers in OF_NO_SUSPECT if check is suspect_without_the_question else ANSWERS:
        for one in check(record_of(answers)):
            thing = f"{one.code} ({one.severity}) in {' '.join(one.columns)}: {one.message}"
            things.setdefault(thing, []).append(answers)
    lines = [check.__name__]
    for thing, of in things.items():
        lines += [f"    {thing}", *(f"        {answers}" for answers in of)]
    return "\n".join(lines)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_check_finds_what_it_found_and_says_so_in_the_same_words(check: Check) -> None:
    given = TOLD.read_text(encoding="utf-8").rstrip("\n").split("\n\n")

    assert told(check) in given


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("child_without_children", "Child without children"),
        ("iopc_not_told", "IOPC not told"),
        ("too_late_for_marac", "Too late for MARAC"),
    ],
)
def test_a_check_is_named_by_its_code_in_words(code, title):
    assert title_of(code) == title


if __name__ == "__main__":
    TOLD.write_text("\n\n".join(map(told, CHECKS)) + "\n", encoding="utf-8")
