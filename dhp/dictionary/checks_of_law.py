"""Checks of law and outcome: offences before their law, proceedings and conclusions at odds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dhp.calendar import long_date
from dhp.dictionary.abuse import CCB_OFFENCE_SINCE, CCB_WIDENED_SINCE, NFS_OFFENCE_SINCE
from dhp.dictionary.finding import DIED, Finding, Record, Severity


@dataclass(frozen=True)
class _Law:
    code: str
    characteristic: str
    options: frozenset[str]
    since: date
    words: str


_STRANGLING = "strangulation or suffocation"
_CONTROL = "controlling or coercive behaviour"
_APART = f"{_CONTROL} of someone not living together"
_LAWS = (
    _Law("nfs_before_law", "nfs_basis", frozenset({"offence"}), NFS_OFFENCE_SINCE, _STRANGLING),
    _Law("nfs_before_law", "charge_offence", frozenset({"nfs"}), NFS_OFFENCE_SINCE, _STRANGLING),
    _Law(
        "ccb_before_law",
        "ccb_basis",
        frozenset({"charged", "recorded"}),
        CCB_OFFENCE_SINCE,
        _CONTROL,
    ),
    _Law("ccb_before_law", "charge_offence", frozenset({"ccb"}), CCB_OFFENCE_SINCE, _CONTROL),
    _Law(
        "ccb_apart_before_law",
        "ccb_basis",
        frozenset({"charged_apart", "recorded_apart"}),
        CCB_WIDENED_SINCE,
        _APART,
    ),
    _Law(
        "ccb_apart_before_law",
        "charge_offence",
        frozenset({"ccb_apart"}),
        CCB_WIDENED_SINCE,
        _APART,
    ),
)
_DIED = ("suspected", "suicide", "killed", "natural")
_ALIVE = ("arrested", "bailed", "charged", "investigated", "at_large")
# Conclusions at an inquest that do not go with a kind of death still suspected.
_AT_ODDS = {
    "homicide": ("suicide", "accident", "drug_alcohol", "natural"),
    "suicide": ("unlawful_killing", "accident", "natural"),
    "accident": ("unlawful_killing", "suicide"),
}


def offence_before_law(record: Record) -> Iterator[Finding]:
    """No offence before the law that made it; these laws do not look back."""
    died = record.date(DIED)
    if died is None:
        return
    for place in record.suspects:
        for law in _LAWS:
            column = f"{place}.{law.characteristic}"
            if died.last < law.since and record.values(column) & law.options:
                yield Finding(
                    law.code,
                    (column, DIED),
                    f"The offence of {law.words} exists since {long_date(law.since)}, after this "
                    "death. Choose another answer, or check the date of death.",
                    Severity.MUST,
                )


def dead_in_custody(record: Record) -> Iterator[Finding]:
    """A suspect who died is not wanted, arrested or charged. With several, one may be."""
    statuses = [record.value(f"{place}.suspect_status") for place in record.suspects]
    if record.value("incident.homicide_suicide") not in _DIED or not statuses:
        return
    if all(status in _ALIVE for status in statuses):
        yield Finding(
            "dead_in_custody",
            ("incident.homicide_suicide", *(f"{one}.suspect_status" for one in record.suspects)),
            "A suspect is recorded as having died, and proceedings as if every suspect were alive. "
            "Check both answers.",
            Severity.LOOK,
        )


def court_without_charge(record: Record) -> Iterator[Finding]:
    """A court decides on a charge."""
    for place in record.suspects:
        status = record.value(f"{place}.suspect_status")
        if status and status != "charged" and record.value(f"{place}.court_outcome"):
            yield Finding(
                "court_without_charge",
                (f"{place}.suspect_status", f"{place}.court_outcome"),
                f"A court outcome is recorded, and {record.words(place)} is not recorded as charged. "
                "Check both answers.",
                Severity.LOOK,
            )


def inquest_differs(record: Record) -> Iterator[Finding]:
    """A conclusion that differs from what is suspected may change the type of the death."""
    suspected = record.value("death.suspected_intent") or ""
    if record.value("death.inquest_conclusion") in _AT_ODDS.get(suspected, ()):
        yield Finding(
            "inquest_differs",
            ("death.suspected_intent", "death.inquest_conclusion"),
            "The inquest concluded otherwise than suspected. Change what kind of death is suspected, "
            "if the force now agrees.",
            Severity.LOOK,
        )


LAW = (offence_before_law, dead_in_custody, court_without_charge, inquest_differs)
