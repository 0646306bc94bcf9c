"""What is said to a force of its own deaths: what it holds, has to do, and how it stands."""

from dhp.calendar import long_date
from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.words import counted, deaths
from dhp.statistics.tables import TOTAL, Cell

METHOD = (
    "This pack is for one force and names no other. It counts the deaths that the force holds, in "
    "scope or not yet judged, as known at the instant on its front; restricted deaths are not in it, so "
    "that its counts are of this pack alone and those of the unit can be higher. A death counts in the "
    "month in which it happened. National figures are rates and medians of all forces, withheld where "
    "they would tell of fewer than 10 deaths elsewhere. No rate is told below 3 deaths, and fewer than 3 "
    "are never called higher. Comparisons are of incidents, by an exact test; a rate that differs is "
    "for review, not a finding. Every death stays suspected until a court or a coroner has concluded."
)
SIGN_OFF = (
    "Please read what changed and tell the unit by the next pack where it is wrong. What is not "
    "disputed stands."
)


def held(key: str) -> Sentence:
    """How many deaths the force holds, and in how many there is something to do."""

    def said(told: Told) -> str:
        total = {row.key: row for row in told[key].rows}[TOTAL].cells
        if not total["received"].value:
            return "The force holds no death."
        calls = total["status"]
        text = f"The force holds {deaths(_number(total['received']))}"
        if not calls.value:
            return f"{text}. Nothing is missing, overdue or asked in them."
        return (
            f"{text}, {calls.shown}: {counted(total['missing'], 'field', 'fields')} missing, "
            f"{total['late'].shown} overdue, {counted(total['asked'], 'question', 'questions')} "
            "waiting for an answer."
        )

    return said


def beside_the_nation(key: str) -> Sentence:
    """How many died in the days of the table, and what may be said of that beside the nation."""

    def said(told: Told) -> str:
        table = told[key]
        total = {row.key: row for row in table.rows}[TOTAL].cells
        days = f"{long_date(table.period.start)} to {long_date(table.period.end)}"
        verdict = total["verdict"].shown
        if not total["count"].value:
            return f"No death is known of {days}. Beside all forces: {verdict}."
        return f"{deaths(total['count'])} known of {days}. Beside all forces: {verdict}."

    return said


def sooner(key: str) -> Sentence:
    """How soon the force told of its deaths, beside the national median."""

    def said(told: Told) -> str:
        cells = {row.key: row for row in told[key].rows}["notice"].cells
        if not cells["measured"].value:
            return "No death with a known day was received in the last 12 months."
        text = (
            f"Of {deaths(cells['measured'])} received in the last 12 months, half were notified "
            f"within {cells['median'].shown} days of the death"
        )
        if cells["national"].value is None:
            return f"{text}."
        return f"{text}; the national median is {cells['national'].shown} days."

    return said


def last_return(key: str) -> Sentence:
    """What the force returned for the last period that was due."""

    def said(told: Told) -> str:
        rows = told[key].rows
        if not rows:
            return "No return was due yet."
        return f"Return for {rows[-1].label}: {_lower(rows[-1].cells['words'].shown)}."

    return said


def changed(key: str) -> Sentence:
    """That something changed, for the force to look at."""

    def said(told: Told) -> str:
        if not told[key].rows:
            return "Nothing changed in the force’s deaths since the pack before."
        return "Some of the force’s deaths changed since the pack before: please look at each."

    return said


def _number(cell: Cell) -> Cell:
    return Cell.count(int(cell.value or 0))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
