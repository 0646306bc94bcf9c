"""What is said of what was known before and around a death: always how many of how many."""

from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.words import is_known
from dhp.statistics.tables import TOTAL

PERCEIVED = (
    "Police keep two fields of ethnicity: what the person said (self-defined) and what an officer "
    "saw (police-perceived). They are separate, answer different questions and are never merged here. "
    "The five groups are read from a third field, which also says who told it."
)
NOT_KNOWN = (
    "Not known is not no. Each share is of the deaths for which the answer is known, and what is not "
    "known stands beside it."
)
VIGNETTES = (
    "A vignette, where the unit gives one, stands above as its comment: a composite of three cases or "
    "more, or one that was cleared by name. Nothing is taken from a case by itself."
)


def known_of(key: str, what: str) -> Sentence:
    """For how many deaths `what` is known, from a table of shares."""

    def said(told: Told) -> str:
        cells = {row.key: row for row in told[key].rows}[TOTAL].cells
        if not cells["count"].value:
            return ""
        return f"{what} is known for {cells['count_share'].shown.removesuffix(' known')} deaths."

    return said


def known_to_police(key: str) -> Sentence:
    """In how many of the deaths that were searched for police had known of abuse."""

    def said(told: Told) -> str:
        rows = {row.key: row.cells for row in told[key].rows}
        known, none = rows["known"], rows["none"]
        if not (is_known(known["ever"]) and is_known(none["ever"])):
            return ""
        if not known["ever_share"].value:
            return "Too few searches are told of to say in which share police knew of abuse before."
        return (
            f"Police had known of domestic abuse before the death in {known['ever'].shown} of the "
            f"deaths whose search is told of ({known['ever_share'].shown}), in the 12 months before "
            f"in {known['year'].shown}."
        )

    return said
