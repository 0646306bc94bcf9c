"""What is recorded about the tie between a suspect and the victim, always from the suspect's side."""

from dhp.dictionary.entry import Characteristic, Kind, Option, Sensitivity, Stage, Subject

RELATIONSHIP = (
    Characteristic(
        code="relationship",
        subject=Subject.RELATIONSHIP,
        section="people",
        kind=Kind.ONE_OF,
        question="The suspect is the victim’s…",
        name="relationship to the victim",
        definition="What the suspect is to the victim: “son” where a man is suspected of killing his parent.",
        source="Homicide Index relationship, with direction; DHR Library",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.SENSITIVE,
        options=(
            Option("spouse", "Husband, wife or civil partner"),
            Option("partner", "Partner, boyfriend or girlfriend"),
            Option("ex-spouse", "Former husband, wife or civil partner"),
            Option("ex-partner", "Former partner, boyfriend or girlfriend"),
            Option("parent", "Parent"),
            Option("step-parent", "Step-parent, or a parent’s partner"),
            Option("son", "Son"),
            Option("daughter", "Daughter"),
            Option("child", "Son or daughter, sex not recorded"),
            Option("step-child", "Step-child"),
            Option("sibling", "Brother or sister, half or step included"),
            Option("grandparent", "Grandparent"),
            Option("grandchild", "Grandchild"),
            Option("in-law", "In-law"),
            Option("other-relative", "Another relative"),
            Option("carer", "Carer, not a relative"),
            Option("co-resident", "Someone in the same home, not family or partner"),
            Option("acquaintance", "Friend or acquaintance"),
            Option("stranger", "Stranger"),
        ),
    ),
)
