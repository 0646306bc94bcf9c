"""What the invented recommendations say and what becomes of each; `learning.py` lives them."""

from dataclasses import dataclass

from dhp.learning.rules import Closing, Effect, Status


@dataclass(frozen=True)
class Advice:
    """One recommendation, by days before the end, and what becomes of it.

    `asked` is how many forces, 0 for none and 44 for all. `ends` are the statuses of its addressees
    in turn; `Status.ISSUED` is one that never answers. `repeats` is the place of an earlier one.
    """

    days: int
    title: str
    words: str
    owner: str
    due_after: int
    finding: int
    ends: tuple[Status, ...]
    asked: int = 44
    bodies: tuple[str, ...] = ()
    repeats: int | None = None
    indicator: str = ""
    effect: Effect | None = None
    closing: Closing | None = None
    issued: bool = True


_D, _U, _P, _A, _H, _N, _O = (
    Status.DONE,
    Status.DONE_UNSEEN,
    Status.IN_PROGRESS,
    Status.ACCEPTED,
    Status.PARTLY,
    Status.NOT_ACCEPTED,
    Status.ISSUED,
)

RECOMMENDATIONS = (
    Advice(
        1000,
        "Check the history at every unexpected death",
        "Before a sudden or unexpected death is treated as not suspicious, officers search every "
        "system for abuse, crimes and incidents alike, and record what was searched and found.",
        "Head of crime",
        180,
        0,
        (_D, _D, _D, _U, _D, _D, _N),
        indicator="History checked before the end of the first day, as the follow-up tells it: 22 of "
        "61 unexpected deaths in the year before.",
        effect=Effect.CANNOT_TELL,
        closing=Closing.SETTLED,
    ),
    Advice(
        930,
        "Use questions made for abuse of parents",
        "Assessment of abuse between adult children and parents uses questions made for it, not "
        "those made for partners.",
        "Head of public protection",
        240,
        1,
        (_D, _U, _N),
        asked=0,
        bodies=("College of Policing", "National Police Chiefs’ Council", "Home Office"),
        closing=Closing.SETTLED,
    ),
    Advice(
        810,
        "Name suicide prevention in winter campaigns",
        "Campaigns at Christmas and New Year say where somebody who fears a partner or relative "
        "finds help with thoughts of suicide.",
        "Head of communications",
        120,
        2,
        (_D, _D, _U, _N, _D, _D),
        asked=6,
        indicator="Calls to the campaign’s number that mention suicide: not counted so far.",
        effect=Effect.NO_CHANGE,
        closing=Closing.SETTLED,
    ),
    Advice(
        700,
        "Keep a register of who manages dangerous suspects",
        "Each force can say at any time who manages which suspect outside the national "
        "arrangements.",
        "Head of offender management",
        150,
        3,
        (_P, _O, _H),
        asked=3,
        closing=Closing.NOT_NEEDED,
    ),
    Advice(
        620,
        "Ask the former force before risk is graded",
        "Where victim or suspect has moved, the former force is asked for its history before the "
        "grade of risk is decided.",
        "Head of public protection",
        300,
        3,
        (_D, _D, _P, _D, _U, _P, _A, _O, _D, _H),
        indicator="Repeats linked across forces in follow-up: 9 of 47 deaths in which somebody had "
        "moved.",
        effect=Effect.AS_HOPED,
    ),
    Advice(
        510,
        "Agree who speaks to the coroner about abuse",
        "Each force and its coroner agree who tells the coroner’s officer of a known history of "
        "abuse, and when.",
        "Head of crime",
        200,
        0,
        (_D, _D, _P, _N),
        asked=4,
        bodies=("Chief Coroner’s Office",),
    ),
    Advice(
        400,
        "Have a supervisor look at every threat to kill",
        "A supervisor looks at every recorded threat to kill within 24 hours and records the "
        "decision.",
        "Head of response policing",
        180,
        4,
        (_D, _P, _P, _A, _O, _D, _P, _H, _U, _O, _P),
        indicator="Threats to kill with a recorded decision of a supervisor: 31 of 88.",
    ),
    Advice(
        330,
        "Search systems for abuse at every sudden death",
        "Officers attending a sudden death search every system for a history of abuse and record "
        "the result before it is treated as not suspicious.",
        "Head of crime",
        240,
        0,
        (_A, _P, _O, _D, _P, _A),
        asked=8,
        repeats=0,
    ),
    Advice(
        270,
        "Publish what is asked of a carer’s visit",
        "The guidance says what officers ask when they meet somebody who cares for a relative and "
        "is at the end of their strength.",
        "Director of guidance",
        220,
        5,
        (_A, _P),
        asked=0,
        bodies=("College of Policing", "Care and Support Alliance"),
    ),
    Advice(
        230,
        "Make the grade of risk visible to call handlers",
        "The grade and the orders in force are on the first screen that a call handler sees.",
        "Head of contact management",
        160,
        4,
        (_H, _N, _O, _A),
        asked=5,
    ),
    Advice(
        170,
        "Give every family one named officer from the first day",
        "One officer is named to the family on the first day and stays until the inquest or the "
        "trial has ended.",
        "Head of crime",
        330,
        6,
        (_A, _A, _P, _O, _H, _A, _N, _O),
        indicator="Families with one officer throughout: 17 of 52 in the outcome stage.",
    ),
    Advice(
        110,
        "Count the hours until the first search",
        "The time between the first call and the first search of systems is recorded for every "
        "unexpected death.",
        "Head of performance",
        250,
        0,
        (_A, _O, _A),
        asked=6,
    ),
    Advice(
        50,
        "Ask about animals when risk is assessed",
        "Harm to animals, and threats of it, are asked about when the risk to a person is assessed.",
        "Head of public protection",
        200,
        4,
        (_O, _N, _O),
        asked=4,
    ),
    Advice(
        14,
        "Tell the former force when somebody at risk moves away",
        "When a person at high risk moves, the force tells the force of the new home within two "
        "working days.",
        "Head of public protection",
        180,
        3,
        (_O,),
    ),
    Advice(
        4,
        "Record who was told of a threat to kill",
        "The record of a threat to kill says who was told of it: the person threatened first of all.",
        "Head of response policing",
        180,
        4,
        (_O,),
        issued=False,
    ),
)
