"""Checks of the event and of what was known before it: counts, methods, searches, grades."""

from collections.abc import Iterator

from dhp.dictionary.entry import State
from dhp.dictionary.finding import Finding, Record, Severity

_COUNTS = (
    ("death.n_crimes_12m", "crimes in the last 12 months", "death.n_incidents_12m"),
    ("death.n_incidents_12m", "incidents in the last 12 months", "death.n_incidents_ever"),
)
_GRADES = ("standard", "medium", "high")
_DIED_TOO = ("suspected", "suicide", "killed", "natural")


def main_method_missing(record: Record) -> Iterator[Finding]:
    """The main method is one of the methods."""
    methods, main = record.values("death.method"), record.values("death.method_primary")
    if methods and not main <= methods:
        yield Finding(
            "main_method_missing",
            ("death.method_primary", "death.method"),
            "The main method is not among the methods. Add it there, or choose another.",
            Severity.MUST,
        )


def deaths_too_few(record: Record) -> Iterator[Finding]:
    """Where a suspect died too, two people or more died."""
    deaths = record.range("incident.n_deaths")
    if deaths and deaths[1] == 1 and record.value("incident.homicide_suicide") in _DIED_TOO:
        yield Finding(
            "deaths_too_few",
            ("incident.n_deaths", "incident.homicide_suicide"),
            "A suspect also died, and the number of deaths is 1. "
            "Count the suspect as well, unless they died later.",
            Severity.LOOK,
        )


def child_without_children(record: Record) -> Iterator[Finding]:
    """A household without children has no youngest child."""
    children = record.range("incident.n_children_in_household")
    if children and children[1] == 0 and record.value("incident.youngest_child_age"):
        yield Finding(
            "child_without_children",
            ("incident.youngest_child_age", "incident.n_children_in_household"),
            "The age of a child is given, and no child lived in the household. Change one of the two.",
            Severity.MUST,
        )


def counts_out_of_order(record: Record) -> Iterator[Finding]:
    """A part cannot be more than the whole."""
    for part, words, whole in _COUNTS:
        few, many = record.range(part), record.range(whole)
        if few and many and many[1] is not None and few[0] > many[1]:
            yield Finding(
                "counts_out_of_order",
                (part, whole),
                f"The number of {words} is more than the number it is a part of. Check both numbers.",
                Severity.MUST,
            )


def grades_out_of_order(record: Record) -> Iterator[Finding]:
    """The highest grade is at least the last."""
    last = record.value("death.risk_grade_last")
    highest = record.value("death.risk_grade_highest")
    if last not in _GRADES or highest not in _GRADES:
        return
    if _GRADES.index(last) > _GRADES.index(highest):
        yield Finding(
            "grades_out_of_order",
            ("death.risk_grade_highest", "death.risk_grade_last"),
            "The last risk grade is higher than the highest. Change one of the two.",
            Severity.MUST,
        )


def none_found_without_search(record: Record) -> Iterator[Finding]:
    """That no history was found says something only after a search."""
    searched = record.answers.get("death.systems_searched")
    if record.value("death.da_history_known") != "none_found" or searched is None:
        return
    if searched.state is State.NO_CONFIRMED:
        yield Finding(
            "none_found_without_search",
            ("death.da_history_known", "death.systems_searched"),
            "No history of abuse was found, and no system was searched. "
            "Search first, or say that it is not yet established.",
            Severity.MUST,
        )


def history_denied(record: Record) -> Iterator[Finding]:
    """Recorded incidents are a history."""
    incidents = record.range("death.n_incidents_ever")
    if incidents and incidents[0] and record.value("death.da_history_known") == "none_found":
        yield Finding(
            "history_denied",
            ("death.da_history_known", "death.n_incidents_ever"),
            "No history of abuse was found, and incidents are counted. Check both answers.",
            Severity.LOOK,
        )


HISTORY = (
    main_method_missing,
    deaths_too_few,
    child_without_children,
    counts_out_of_order,
    grades_out_of_order,
    none_found_without_search,
    history_denied,
)
