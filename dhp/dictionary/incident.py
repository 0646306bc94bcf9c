"""What is recorded about the event: where it was."""

from dhp.dictionary.entry import Characteristic, Kind, Option, Stage, Subject

INCIDENT = (
    Characteristic(
        code="location_type",
        subject=Subject.INCIDENT,
        section="death",
        kind=Kind.ONE_OF,
        question="Where did the death happen?",
        name="place of death",
        definition="The kind of place where the fatal event happened, not where death was confirmed.",
        source="Homicide Index location, with the places of the DHR Library",
        needed=Stage.NOTICE,
        options=(
            Option("shared_home", "Home that victim and suspect shared"),
            Option("victim_home", "Victim’s home"),
            Option("suspect_home", "Suspect’s home"),
            Option("other_residential", "Another home or residential building"),
            Option("residential", "A home, not recorded whose"),
            Option("care_home", "Care home"),
            Option("hospital", "Hospital"),
            Option("custody", "Prison or custody"),
            Option("hotel", "Hotel or hostel"),
            Option("workplace", "Workplace"),
            Option("vehicle", "Vehicle"),
            Option("public_place", "Street or other public place"),
            Option("water", "Water"),
            Option("railway", "Railway"),
            Option("other", "Somewhere else"),
        ),
    ),
)
