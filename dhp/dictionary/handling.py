"""What a notice ends with: the death in a few sentences, and who may see it."""

from dhp.dictionary.entry import Characteristic, Kind, Sensitivity, Stage, State, Subject
from dhp.dictionary.options import YES_NO

HANDLING = (
    Characteristic(
        code="circumstances",
        subject=Subject.DEATH,
        section="background",
        kind=Kind.LONG_TEXT,
        question="What happened, in a few sentences?",
        hint="What is known now. Do not include names.",
        name="circumstances",
        definition="A short account of the circumstances as known at the time of notice.",
        source="Domestic Homicide Project notice form",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.IDENTIFYING,
        states=(State.NOT_YET_ESTABLISHED,),
        longest=5000,
    ),
    Characteristic(
        code="police_link",
        subject=Subject.DEATH,
        section="background",
        kind=Kind.ONE_OF,
        question="Does anyone involved work for the police, or use this service?",
        hint="The victim, a suspect or a close relative: serving or former officers and staff. If yes, "
        "only named people will see this death. Add the collar number, or the name of the user, to what "
        "happened.",
        name="link to police or to users of this service",
        definition="Whether the victim, a suspect or a close relative is serving or former police, or is "
        "known to a user of this service.",
        source="Police-perpetrated domestic abuse super-complaint; this repository",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.SENSITIVE,
        options=YES_NO,
    ),
)
