"""What is said of how many: the last year beside the one before, the last month, the year so far."""

from dhp.calendar import financial_year, long_date, quarter
from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.words import counted, deaths, listed, were
from dhp.statistics.comparison import HIGHER, LOWER
from dhp.statistics.tables import TOTAL, Mark


def the_year(key: str) -> Sentence:
    """How many in the year to the end of the report, beside the same days a year before."""

    def said(told: Told) -> str:
        total = {row.key: row for row in told[key].rows}[TOTAL].cells
        end = long_date(told.brief.period.end)
        text = f"{deaths(total['count'])} {were(total['count'])} known for the year to {end}"
        incidents = counted(total["incidents"], "incident", "incidents")
        if total["before"].value is None:
            return f"{text}, in {incidents}. The year before cannot be compared at the same lag."
        return (
            f"{text}, in {incidents}; {total['before'].shown} a year before, as known then: "
            f"{total['verdict'].shown}."
        )

    return said


def the_quarter(key: str) -> Sentence:
    """How many in the quarter of the report, beside the same quarter a year before."""

    def said(told: Told) -> str:
        total = {row.key: row for row in told[key].rows}[TOTAL].cells
        text = (
            f"In the quarter {quarter(told.brief.period.end)}, {deaths(total['count'])} "
            f"{were(total['count'])} known, in {counted(total['incidents'], 'incident', 'incidents')}"
        )
        if total["before"].value is None:
            return f"{text}. The same quarter a year before cannot be compared at the same lag."
        return (
            f"{text}; {total['before'].shown} in the same quarter a year before, as known then: "
            f"{total['verdict'].shown}."
        )

    return said


def types_that_differ(key: str) -> Sentence:
    """Types of death whose incidents differ from a year before by more than chance."""

    def said(told: Told) -> str:
        rows = [row for row in told[key].rows if row.key != TOTAL]
        parts = [
            f"{row.label.lower()} {row.cells['verdict'].shown} "
            f"({row.cells['incidents'].shown} incidents, {row.cells['before'].shown} before)"
            for row in rows
            if row.cells["verdict"].shown in (HIGHER, LOWER)
        ]
        if not parts:
            return "No type of death differs from a year before by more than chance."
        return f"By more than chance: {listed(parts)}. This is for review, not a finding."

    return said


def the_last_month(key: str) -> Sentence:
    """What is known of the last month, and what is estimated to become known."""

    def said(told: Told) -> str:
        if not told[key].rows:
            return ""
        row = told[key].rows[-1]
        known, estimate = row.cells["reported"], row.cells["estimate"]
        month = row.label.removesuffix(f" [{Mark.PROVISIONAL}]")
        text = f"{deaths(known)} {were(known)} known for {month}"
        if row.label != month:
            text += ", which is provisional"
        if estimate.value is None:
            return f"{text}."
        low, high = row.cells["low"].shown, row.cells["high"].shown
        return f"{text}. Once all are notified, {estimate.shown} are estimated ({low} to {high})."

    return said


def since_april(key: str) -> Sentence:
    """How many since 1 April; what the table hides no word can say."""

    def said(told: Told) -> str:
        total = told[key].cell(TOTAL, "count")
        year = financial_year(told.brief.period.end)
        if total.mark is Mark.CONFIDENTIAL:
            return f"The number of deaths in the financial year {year} so far is withheld."
        return f"{deaths(total)} {were(total)} known for the financial year {year} so far."

    return said


def notified_since_april(key: str) -> Sentence:
    """How many were notified since 1 April, whenever the person died."""

    def said(told: Told) -> str:
        total = told[key].cell(TOTAL, "count")
        if total.mark is Mark.CONFIDENTIAL:
            return "The number of deaths notified since 1 April is withheld."
        return f"{deaths(total)} {were(total)} notified since 1 April, whenever the person died."

    return said
