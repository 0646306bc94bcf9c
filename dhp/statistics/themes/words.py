"""What is said with the figures of themes, in words: the headline, how sure it is, what was counted."""

from collections.abc import Sequence

from dhp.coding.reliability import Standing
from dhp.shares import LEAST_BASE, rounded, share_words
from dhp.statistics.themes.coded import Coded
from dhp.statistics.themes.prevalence import Prevalence
from dhp.statistics.themes.seen import Cases
from dhp.statistics.themes.trend import Point

_RESTRICTED = "Restricted cases are counted and never listed."
_OWN_PAGES = (
    "A restricted case, if there is any, counts only for people who may read it. A case that you have "
    "still to read is not counted on your pages."
)
_VERSIONS = (
    "A case coded with another version counts where that version had the code. What was marked with "
    "a code that was merged is read as the code it was merged into. Who looked for a code that was "
    "split looked for its parts."
)
_SETTLED = (
    "A case counts once its coding is finished: as a third person decided where two readings "
    "differed, else as both readings agree, else as its one reader has it. A case that waits for a "
    "decision on a code, or to be coded again because a code was split, is left out for that code."
)
_UNSAID = (
    "Where nothing was marked, nothing is said: that is not the same as absent. “Absent though "
    "expected” is what a coder marked."
)
_AGREEMENT = (
    "How far coders agree is measured before anything is settled. Below an alpha of .667, and where "
    "it cannot be measured, no numbers are given; from .667 to .800 they are tentative."
)
STANDINGS = {
    Standing.UNDER_DEVELOPMENT: "Under development",
    Standing.TENTATIVE: "Tentative",
    Standing.RELIABLE: "Reliable",
    Standing.UNDEFINED: "Not measured",
}


def percent(share: float) -> str:
    """A share of 1 as a whole percentage."""
    return f"{rounded(100 * share)}%"


def interval_words(figures: Prevalence) -> str:
    """The interval as "17% to 28%"; empty where there is none to give."""
    found = figures.interval
    return f"{percent(found[0])} to {percent(found[1])}" if found else ""


def cases_words(count: int, adjective: str = "coded") -> str:
    """ "1 coded case" or "12 coded cases"."""
    return f"1 {adjective} case" if count == 1 else f"{count:,} {adjective} cases"


def headline(figures: Prevalence) -> str:
    """The prevalence in a sentence, or why none is given."""
    if not figures.base:
        return "No case was coded for it yet."
    if not figures.reported:
        return f"No prevalence is given. {standing_words(figures)}"
    share = percent_beside(figures)
    start = "Tentative: present" if figures.standing is Standing.TENTATIVE else "Present"
    return (
        f"{start} in {figures.present:,} of {cases_words(figures.base)} "
        f"({share}95% interval {interval_words(figures)})."
    )


def percent_beside(figures: Prevalence) -> str:
    """ "22%; " to stand before the interval, where the base bears a percentage."""
    if figures.base < LEAST_BASE:
        return ""
    return f"{share_words(figures.present, figures.base)}; "


def standing_words(figures: Prevalence) -> str:
    """How far coders agree, with the base of it."""
    both = cases_words(figures.double, "double-coded")
    if figures.alpha is None:
        why = "in all of them both said the same" if figures.double else "there is none yet"
        return f"How far coders agree cannot be measured on {both}: {why}."
    return f"{STANDINGS[figures.standing]}: alpha {figures.alpha:.2f} on {both}."


def picture_words(figures: Prevalence) -> str:
    """What stands at the end of a line of the picture."""
    tentative = ", tentative" if figures.standing is Standing.TENTATIVE else ""
    share = share_words(figures.present, figures.base)
    return f"{share} ({interval_words(figures)}){tentative}"


def counted(coded: Coded, *, left_out: bool, among: Cases | None = None) -> tuple[str, ...]:
    """What the figures count, a sentence each: all cases, or those `among` them.

    `left_out` says that they are one person's own.
    """
    number, cases = coded.book.number, coded.everything if among is None else among
    return (
        f"{cases_words(cases.bit_count())}, in the codes of codebook {number}. {_VERSIONS}",
        _SETTLED,
        _UNSAID,
        f"{_AGREEMENT} {_OWN_PAGES if left_out else _RESTRICTED}",
    )


def breaks_words(points: Sequence[Point]) -> tuple[str, ...]:
    """Each break of a trend in a sentence."""
    return tuple(
        f"{point.label}: first coded with codebook {number}, which changed what is marked. Do not "
        "compare it with the quarters before."
        for point in points
        for number in point.breaks
    )
