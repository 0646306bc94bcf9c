"""What contact before a death may have been, and which systems are searched for it."""

from enum import StrEnum

from dhp.worded import Worded


class ContactKind(Worded):
    """What kind of contact an event was."""

    label: str

    CALL_OUT = "call-out", "Call-out"
    RISK = "risk assessment", "Risk assessment (DASH or DARA)"
    MARAC = "marac", "MARAC"
    ORDER = "order", "Protective order or notice"
    ARREST = "arrest", "Arrest"
    DISPOSAL = "disposal", "Charge, caution or no further action"
    AGENCY = "agency", "Contact with an agency"
    OTHER = "other", "Other contact"


class Grade(StrEnum):
    """The grade of a risk assessment (DASH or DARA)."""

    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_GRADED = "not graded"


class System(Worded):
    """A system that can be searched for contact before a death."""

    label: str

    PNC = "pnc", "Police National Computer"
    PND = "pnd", "Police National Database"
    CRIME = "crime", "Crime and intelligence records"
    CUSTODY = "custody", "Custody records"
    COMMAND = "command and control", "Command and control"
    MARAC = "marac", "MARAC records"
    CHILDREN = "children", "Children’s social care"
    ADULTS = "adults", "Adult social care"
    HEALTH = "health", "Health services"
    PROBATION = "probation", "Probation"
    COURTS = "courts", "Courts"
    SPECIALIST = "specialist", "Specialist domestic abuse services"


class Outcome(Worded):
    """What a search came to. Nothing found is a value; not searched is the want of one."""

    label: str

    FOUND = "found", "Searched, contact found"
    NOTHING = "nothing", "Searched, nothing found"
    NOT_POSSIBLE = "not possible", "Could not be searched"
