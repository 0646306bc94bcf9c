"""What is recorded about abuse before the death."""

from dhp.dictionary.entry import Characteristic, Kind, Option, Sensitivity, Stage, Subject

HISTORY = (
    Characteristic(
        code="da_history_known",
        subject=Subject.DEATH,
        section="background",
        kind=Kind.ONE_OF,
        question="Is a history of domestic abuse known?",
        hint="Between the victim and the suspect, or by anyone towards the victim.",
        name="history of domestic abuse",
        definition="Whether anyone knew of domestic abuse of the victim, and how it came to notice. “None "
        "found” only after systems were searched.",
        source="Domestic Homicide Project scope for suspected suicides and unexpected deaths",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.SENSITIVE,
        options=(
            Option("police", "Yes, recorded by police"),
            Option("agency", "Yes, disclosed to another agency"),
            Option("family", "Yes, known to family or friends only"),
            Option("after_death", "Yes, discovered after the death"),
            Option("known", "Yes, source not recorded", asked=False),
            Option("none_found", "No, systems were searched and none was found"),
        ),
    ),
)
