"""What is recorded about one death first of all: its dates and its suspected kind."""

from dhp.dictionary.entry import Characteristic, Kind, Option, Sensitivity, Stage, State, Subject
from dhp.dictionary.options import YES_NO

DEATH = (
    Characteristic(
        code="force_ref",
        subject=Subject.DEATH,
        section="death",
        kind=Kind.SHORT_TEXT,
        question="What is your own reference?",
        hint="Crime, occurrence or incident number.",
        name="force’s own reference",
        definition="The number under which the force’s own system holds the death.",
        source="This repository",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.IDENTIFYING,
        states=(State.NOT_YET_ESTABLISHED,),
        longest=60,
    ),
    Characteristic(
        code="date_of_death",
        subject=Subject.DEATH,
        section="death",
        kind=Kind.PARTIAL_DATE,
        question="When did the person die?",
        hint="For example, 27 3 2026. Leave the day, or the day and month, empty if not known.",
        name="date of death",
        definition="The date on which the victim died, or was found dead where that is all that is known.",
        source="Homicide Index; precision as in the DHR Library",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.SENSITIVE,
    ),
    Characteristic(
        code="aware_on",
        subject=Subject.DEATH,
        section="death",
        kind=Kind.DATE,
        question="When did the force first know of the death?",
        hint="For example, 28 3 2026.",
        name="date the force knew",
        definition="The first day on which anyone in the force knew of the death.",
        source="This repository, for the clock from known to notified",
        needed=Stage.NOTICE,
    ),
    Characteristic(
        code="suspected_intent",
        subject=Subject.DEATH,
        section="death",
        kind=Kind.ONE_OF,
        question="What kind of death is suspected?",
        name="suspected kind of death",
        definition="What police suspect at the time of notice. It stays “suspected” until a court or "
        "coroner concludes.",
        source="Domestic Homicide Project scope: homicide, suspected suicide, unexplained death",
        needed=Stage.NOTICE,
        options=(
            Option("homicide", "Homicide"),
            Option("suicide", "Suicide"),
            Option("unexplained", "Unexplained or suspicious"),
            Option("accident", "Accident"),
        ),
    ),
    Characteristic(
        code="suspect_identified",
        subject=Subject.DEATH,
        section="people",
        kind=Kind.ONE_OF,
        question="Is a suspect identified, or a person suspected of abusing the victim?",
        name="suspect identified",
        definition="Whether police have identified someone suspected of the killing or, for a suspected "
        "suicide or unexplained death, of abusing the victim.",
        source="Homicide Index suspect, widened to suspected abusers as the project does",
        needed=Stage.NOTICE,
        options=YES_NO,
    ),
)
