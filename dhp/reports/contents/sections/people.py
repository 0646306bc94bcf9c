"""What is said of who died."""

from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.turns import turn_of
from dhp.reports.contents.words import deaths, is_known, were
from dhp.statistics.tables import TOTAL


def women_and_girls(key: str) -> Sentence:
    """How many of the victims were female, from a table by age and sex."""

    def said(told: Told) -> str:
        total = {row.key: row for row in told[key].rows}[TOTAL].cells
        female, every = total["female"], total[TOTAL]
        if not (is_known(female) and every.value):
            return ""
        victims = "victim" if every.value == 1 else "victims"
        return f"{female.shown} of {every.shown} {victims} {were(female)} female."

    return said


def spotlight(key: str) -> Sentence:
    """Which type of death the quarter looks at closely, and how many there were."""

    def said(told: Told) -> str:
        total = {row.key: row for row in told[key].rows}[TOTAL].cells[TOTAL]
        kind = turn_of(told.brief).label
        return (
            f"Each quarter looks closely at one type of death, three years together. This one: "
            f"{kind[:1].lower()}{kind[1:]}, {deaths(total)}."
        )

    return said
