"""What the invented findings and alerts say; `learning.py` lives them."""

from dataclasses import dataclass

from dhp.learning.rules import AlertStatus


@dataclass(frozen=True)
class Found:
    """One finding: days before the end at which it is recorded, its words, codes, and how many cases.

    One that is `revised` says that later, for the reason `why`.
    """

    days: int
    title: str
    words: str
    codes: tuple[str, ...]
    cases: int
    revised: str = ""
    why: str = ""


@dataclass(frozen=True)
class Told:
    """One alert: days before the end at which the unit learns of it, and how far it comes in `within`."""

    days: int
    title: str
    words: str
    ask: str
    status: AlertStatus
    within: int = 4


FINDINGS = (
    Found(
        1010,
        "History is not searched where a death looks sudden",
        "Where nobody suspected a crime at first, the history of abuse was searched in some systems "
        "only, or after days. Crimes were found and incidents that were no crimes were not.",
        ("5.03.01", "5.07.01"),
        6,
    ),
    Found(
        940,
        "Tools made for partners are used for parents",
        "Abuse of parents by adult children was graded with questions about partners. Half of the "
        "questions could not be answered, and the grade came out low.",
        ("5.01.03", "5.02.01"),
        4,
    ),
    Found(
        820,
        "Winter brings calls about despair, and no way to help",
        "People who feared somebody at home spoke of not wanting to live, and were told of helplines "
        "for abuse alone.",
        ("1.03.03", "6.06.01"),
        3,
    ),
    Found(
        640,
        "What another force knew was not asked for",
        "People had moved. The former force held reports that would have changed the grade of risk.",
        ("5.03.03",),
        5,
    ),
    Found(
        420,
        "Threats to kill are recorded and not looked at again",
        "A threat to kill was written into the record of an incident with other matters, and no "
        "supervisor saw it.",
        ("3.02.04", "5.06.01"),
        4,
        "A threat to kill was written into the record of an incident with other matters. Where a "
        "supervisor saw it, the risk was not graded again.",
        "For one of these deaths a supervisor’s note was told later.",
    ),
    Found(
        250,
        "Strain of caring is told to everybody but the police",
        "General practices and social care knew of carers at the end of their strength. Officers who "
        "called did not ask.",
        ("4.03.01", "6.04.01"),
        3,
    ),
    Found(
        120,
        "Families were heard early where one person kept in touch",
        "Good practice: one named officer from the first day, and the family’s account was in the "
        "record within a week.",
        ("5.05.02",),
        2,
    ),
)

ALERTS = (
    Told(
        640,
        "Search every system before the scene is left",
        "History of abuse was held in a system that nobody searched at the scene.",
        "Search crime, incident and custody systems before a sudden death is called not suspicious.",
        AlertStatus.SENT,
    ),
    Told(
        380,
        "A fall is not an accident until somebody has looked",
        "Falls from height were closed at the scene where abuse was on record.",
        "Treat a fall as unexplained until the history is known.",
        AlertStatus.SENT,
        9,
    ),
    Told(
        150,
        "Old number, old address",
        "A warning was sent to an address that the person had left.",
        "Check the number and the address each time, with the person alone.",
        AlertStatus.WITHDRAWN,
        3,
    ),
    Told(
        9,
        "Orders end at midnight, not in the morning",
        "Officers read the last day of an order as the day on which it had ended.",
        "Read the hour on the order. Until then it is in force.",
        AlertStatus.SENT,
        3,
    ),
    Told(
        5,
        "Doorbell cameras keep what was said",
        "Recordings of doorbell cameras told of earlier visits, and were lost after some days.",
        "Ask for them on the first day, from neighbours too.",
        AlertStatus.CHECKED,
        3,
    ),
    Told(
        4,
        "Ask who holds the telephone",
        "Replies to officers’ messages came from somebody else.",
        "Ring, and ask something that only the person can answer.",
        AlertStatus.WAITING,
        2,
    ),
    Told(
        2,
        "Shared calendars tell where somebody is",
        # A draft that says too much, to show what is marked before it can be handed in.
        "At 07:40 on 3 May a 34-year-old woman was met outside a clinic in Otterbourne: a calendar on a "
        "shared account had shown the appointment.",
        "Ask about shared accounts when a safe meeting is planned.",
        AlertStatus.DRAFT,
        1,
    ),
)
