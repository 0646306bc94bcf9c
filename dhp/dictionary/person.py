"""What is recorded about a victim, a suspect or another person in a death."""

from dhp.dictionary.entry import Characteristic, Kind, Sensitivity, Stage, Subject
from dhp.dictionary.options import SEX

PERSON = (
    Characteristic(
        code="sex",
        subject=Subject.PERSON,
        section="people",
        kind=Kind.ONE_OF,
        question="Sex",
        name="sex",
        definition="Sex as police recorded it.",
        source="Homicide Index; DHR Library",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.SENSITIVE,
        options=SEX,
    ),
    Characteristic(
        code="age",
        subject=Subject.PERSON,
        section="people",
        kind=Kind.WHOLE_NUMBER,
        question="Age at the time of the death",
        hint="In years. A range such as 30-39 if the age is not certain, 0 for a baby.",
        name="age",
        definition="Age in completed years at the date of death; a range where only a range is known.",
        source="Homicide Index; bands as in the DHR Library",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.SENSITIVE,
        most=120,
        ranges=True,
    ),
)
