"""How figures are made, in words that are the same in every edition; and that some are withheld."""

from dhp.reports.contents.contents import Told
from dhp.statistics.tables import Mark

WITHHELD = (
    "Numbers that are too small, that changed by too little since an earlier edition, or from which "
    "such a number could be worked out, are withheld. A number that was withheld once stays so until "
    "a lead of the unit decides that it is safe. Every death stays suspected until a court or a "
    "coroner has concluded."
)
PERIODIC = (
    "A death counts in the month in which it happened, as known at the instant on the front; a death "
    "known by its year alone is in no month. Deaths judged out of scope are left out; those not yet "
    "judged count as not yet classified. [p] marks what is provisional: fewer than 95 in 100 deaths "
    "are estimated to be known, or the 180 days in which deaths are classified have not passed. "
    "Estimates never stand in the place of counts. Comparisons are of incidents, as known at the same "
    "lag, by an exact test; their words are from a closed list. Shares are of what is known: no "
    "percentage of a base below 20, no rate below 3 deaths. Every death stays suspected until a court "
    "or a coroner has concluded."
)
SHARED = (
    "A death counts in the month in which it happened, as known at the instant on the front of this "
    "report. Deaths since 1 April are told, so that each edition adds to the one before. Months marked "
    f"[p] are provisional. {WITHHELD}"
)
BETWEEN = (
    "For types of death that are rare, the days between incidents tell more than counts by month. A "
    "long gap is a time without such a death that is known. A point beyond the limits is for review, "
    "not a finding."
)

FUNNEL = (
    "Places are shown over three years together, in the order of their names and never ranked. Limits "
    "show how far chance alone takes a place of each size; two in 43 lie beyond the 95% limits by "
    "chance, so that what is looked at lies beyond the 99.8% limits. The rate is of all residents, "
    "whoever notifies: a place that notifies more is not a place with more harm."
)
PLACED = (
    "What happened in a place counts for the force that owns the case. Deaths without a force and of "
    "British Transport Police are in the figures of all alone. Circumstances are told as known when "
    "the report was made: what a force adds later is in the next edition."
)
POOLED = (
    "Places are told over up to three financial years together, because in one year most have too "
    "few deaths. Where forces are too small they stand together as their region. A place that notifies "
    "more is not a place with more harm."
)


def withheld(told: Told) -> str:
    """That something is withheld, where any table hides anything."""
    cells = (
        cell for table in told.tables.values() for row in table.rows for cell in row.cells.values()
    )
    if any(cell.mark is Mark.CONFIDENTIAL for cell in cells):
        return "Some numbers are withheld so that nobody can be identified."
    return ""
