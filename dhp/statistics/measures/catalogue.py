"""The catalogue of measures: every number that a page, a report or a command may show, in one list."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dhp.errors import DomainError
from dhp.statistics.measured import Measured
from dhp.statistics.measures.completed import completeness
from dhp.statistics.measures.contact import prior_contact
from dhp.statistics.measures.counting import deaths, incidents, notifications, suspects
from dhp.statistics.measures.covered import covered
from dhp.statistics.measures.delays import delay
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.of_themes import OF_THEMES
from dhp.statistics.measures.over_time import OVER_TIME
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.rates import rate
from dhp.statistics.measures.reclassified import reclassification
from dhp.statistics.measures.shares import shares
from dhp.statistics.tables import Table

_COUNTED = "In scope or not yet judged; of two cases of one death, one"
_RECEIVED = "Notified in these days, in scope or not yet judged, no back-record"
_MOVES = "Provisional: late notices, reclassification and merges change every figure."

_ALL = (
    Measure(
        name="notifications",
        number="M1",
        title="Notifications received",
        unit="Deaths (victims)",
        numerator="Deaths that first reached the unit in these days, accepted or waiting",
        denominator="None",
        base=_RECEIVED,
        caveats=(
            "Counted by the day of receipt. This is work that came in, not deaths that happened.",
            "What waits for acceptance counts as not yet classified.",
        ),
        lay=notifications,
        most=2,
    ),
    Measure(
        name="deaths",
        number="M2",
        title="Deaths",
        unit="Deaths (victims)",
        numerator="Deaths that happened in these days",
        denominator="None",
        base=_COUNTED,
        caveats=(
            _MOVES,
            "Back-records, collected from the past, count by their day of death.",
            "A death known by its month or year counts where all of that lies in these days.",
        ),
        lay=deaths,
        most=2,
    ),
    Measure(
        name="incidents",
        number="M3",
        title="Incidents",
        unit="Incidents with at least one death",
        numerator="Different incidents behind the deaths of M2",
        denominator="None",
        base=_COUNTED,
        caveats=(
            "An incident with deaths of two groups is in both rows, and once in all.",
            "The unit of every test: victims of one incident are not independent.",
        ),
        lay=incidents,
        most=2,
    ),
    Measure(
        name="suspects",
        number="M3a",
        title="Suspects",
        unit="People suspected",
        numerator="Different people suspected of a death of M2",
        denominator="None",
        base="Suspects of deaths in scope or not yet judged",
        caveats=(
            "Suspected: a court or a coroner has not said so, unless the outcome says it.",
            "Somebody suspected of several deaths counts once, at the first that was received.",
        ),
        lay=suspects,
        most=2,
    ),
    Measure(
        name="rate",
        number="M5",
        title="Rate per million residents a year",
        unit="Deaths (victims) per million residents a year",
        numerator="Deaths of M2",
        denominator="Residents at the middle of the days, of all ages, times the years these are",
        base=f"{_COUNTED}; residents of all ages",
        caveats=(
            "No rate below 3 deaths; [u] below 20. The interval is exact below 10 and Byar’s above.",
            "No rate for areas with fewer than 100,000 residents or with none of their own.",
            "All forces count, whether or not they returned: read coverage beside it.",
            "Deaths without a force and of British Transport Police are in the rate of all alone.",
        ),
        lay=rate,
        most=1,
    ),
    Measure(
        name="delay",
        number="M6",
        title="Days from death to notification",
        unit="Days",
        numerator="Whole days in London from the death to its receipt",
        denominator="Deaths received in these days whose day of death is known",
        base=f"{_RECEIVED}; accepted",
        caveats=(
            "Deaths not notified yet are not in it, so the last weeks look quicker than they are.",
            "Quartiles are of type 7, in a straight line between neighbours.",
        ),
        lay=delay,
        most=1,
    ),
    Measure(
        name="share",
        number="M7",
        title="Deaths and share of known",
        unit="Deaths (victims)",
        numerator="Deaths of M2 with each answer",
        denominator="Deaths of M2 for which the answer is known",
        base=f"{_COUNTED}; shares are of those known",
        caveats=(
            "Not known is not no: states of absence are rows of their own and in no share.",
            "No percentage of a base below 20. The interval is Wilson’s.",
        ),
        lay=shares,
        least=1,
        most=1,
    ),
    Measure(
        name="completeness",
        number="M8",
        title="Completeness of coding",
        unit="Fields (a question at one person or death)",
        numerator="Fields with a valid code",
        denominator="Fields that are due at the stage reached",
        base=f"{_RECEIVED}; accepted",
        caveats=("Not known counts as due and not as valid: it is told beside.",),
        lay=completeness,
        most=1,
    ),
    Measure(
        name="reclassification",
        number="M9",
        title="Deaths judged",
        unit="Deaths (victims)",
        numerator="Deaths by the type first given and the one that stands",
        denominator="Deaths received in these days that were judged at least once",
        base="Notified in these days and judged, out of scope included, no back-record",
        caveats=("A change in between that was taken back is not seen here.",),
        lay=reclassification,
    ),
    Measure(
        name="coverage",
        number="M11",
        title="Returns of forces",
        unit="Returns of forces",
        numerator="Forces that returned the period, with deaths or with none",
        denominator="Forces due to return it",
        base="All forces that notify, periods that were due",
        caveats=("A force that did not return is never said to have had none.",),
        lay=covered,
    ),
    Measure(
        name="prior-contact",
        number="M15",
        title="Prior contact with police",
        unit="Deaths (victims)",
        numerator="Deaths with an incident of domestic abuse known to police before the death",
        denominator="Deaths for which police systems were searched and the result is told",
        base=f"{_COUNTED}; shares are of those searched with a result",
        caveats=(
            "Not searched, not told and not established are kept apart and are in no share.",
            "Incidents with the victim as victim or suspect count, in any force searched.",
            "Counted from what is answered about police searches, not from a case’s timeline.",
        ),
        lay=prior_contact,
    ),
)


def _place(measure: Measure) -> tuple[int, str]:
    """Where it stands in the list: M3a comes after M3 and before M5."""
    digits = measure.number.strip("Mabcd")
    return int(digits), measure.number


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {one.name: one for one in sorted((*_ALL, *OVER_TIME, *OF_THEMES), key=_place)}
)


def lay_out(name: str, question: Question) -> Table:
    """The table of the measure `name`. Raises `DomainError` where it cannot answer `question`."""
    measure = MEASURES.get(name)
    if measure is None:
        raise DomainError(f"There is no measure “{name}”. “flask tables list” names them.")
    ways = len(question.by)
    if ways > measure.most:
        several = {0: "is laid out in one way only", 1: "is laid out by one name"}
        how = several.get(measure.most, f"is laid out by at most {measure.most} names")
        raise DomainError(f"“{name}” {how}. Leave out {', '.join(question.by[measure.most :])}.")
    if ways < measure.least:
        raise DomainError(f"Say by what “{name}” is to be laid out, such as --by sex.")
    if question.before and not measure.compares:
        raise DomainError(f"“{name}” is of one instant. Leave out --before.")
    asked = Measured(
        name,
        question.as_at,
        question.by,
        question.where,
        question.start,
        question.last,
        question.before,
    )
    return replace(measure.lay(measure, question), asked=asked)
