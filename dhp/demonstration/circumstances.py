"""What the invented notices say happened: plain sentences without names, and without means.

How somebody took their life is never told, here least of all. Sentences speak of "the suspect"
and of "suspected", as a notice does.
"""

from random import Random

from dhp.definitions import DeathType

_HOMICIDE = (
    "Neighbours called police after shouting at the address. The victim was found dead and the "
    "suspect was arrested there.",
    "The suspect went to a police station and said that the victim was hurt. Officers found the "
    "victim dead at home.",
    "A relative who could not reach the victim called police, who found the victim dead. The "
    "suspect was arrested the same evening.",
    "Ambulance staff were called to the home and told police. The victim died at the scene. The "
    "suspect was detained nearby.",
    "The victim was taken to hospital with injuries and died two days later. The suspect is in "
    "custody.",
    "A friend reported the victim missing. The victim was found dead, and the suspect was arrested "
    "after a search of the home.",
    "Police were called by the suspect. The victim was found dead. There had been calls to the "
    "address in the year before.",
    "The victim did not come to work and a colleague asked police to check. The victim was found "
    "dead at home.",
)

_BY_TYPE = {
    DeathType.IPH: (
        "The victim had told a friend that the relationship was ending. Police were called by a "
        "passer-by, and the victim had died when officers came.",
        "The couple had separated some weeks before. The victim was found dead at home, and the "
        "suspect was arrested in another town.",
        "The victim and the suspect lived together. Their landlord raised the alarm. An order "
        "against the suspect was in force.",
    ),
    DeathType.AFH: (
        "The suspect lived with the victim and cared for them. A district nurse raised the alarm "
        "after no answer at the door.",
        "The suspect had been discharged from hospital in the month before. Another relative found "
        "the victim.",
        "The family had asked for help with the suspect’s drinking. The victim was found dead after "
        "a call from a neighbour.",
    ),
    DeathType.CHILD: (
        "The child was taken to hospital and died there. Doctors told police of injuries that were "
        "not explained.",
        "An ambulance was called to the home for a child who was not breathing. An adult of the "
        "household was arrested.",
        "The child was known to children’s social care. A relative called police to the home.",
        "A school reported that the child had not come in. Officers went to the home and found that "
        "the child had died.",
    ),
    DeathType.SVSDA: (
        "The victim was found dead at home by a relative. Police had recorded domestic abuse by a "
        "partner in the two years before.",
        "The victim died in a suspected suicide. A support service had been in touch with the "
        "victim about abuse by a former partner.",
        "Police were asked to check on the victim, who was found dead. The family told officers of "
        "abuse over several years.",
        "The victim was reported missing and was found dead the next day. A risk assessment two "
        "months earlier was graded high.",
        "The victim died in hospital. The family told officers of control over money and contact.",
        "The victim had moved to a new address three weeks before. A housing officer asked police "
        "to call.",
        "The victim had withdrawn a statement in the spring. A friend raised the alarm. The coroner "
        "has been told.",
    ),
    DeathType.UNEXPECTED: (
        "The victim was found dead at home and the cause is not yet known. There had been reports "
        "of abuse by a partner.",
        "The victim became ill at home and died in hospital. The post-mortem gave no cause, and "
        "further tests are awaited.",
        "The victim was found at the foot of a staircase. How they came to fall is not established. "
        "Abuse had been disclosed to a GP.",
        "The partner called an ambulance. The death is not explained, and officers are speaking to "
        "the family about earlier abuse.",
    ),
    DeathType.OTHER: (
        "The victim and the suspect had rooms in the same house. Another tenant called police.",
        "The suspect was a lodger in the victim’s home. A neighbour found the victim.",
    ),
}
_TWO_DEATHS = "Two people died in this incident; each is notified. "


def circumstances_for(kind: DeathType, rng: Random, *, two_died: bool = False) -> str:
    """A short invented account for a death of `kind`."""
    own = _BY_TYPE.get(kind, ())
    adult_homicide = kind in (DeathType.IPH, DeathType.AFH, DeathType.UNCLASSIFIED)
    choices = own + _HOMICIDE if adult_homicide else own
    return (_TWO_DEATHS if two_died else "") + rng.choice(choices)
