"""The measures of how figures move in time: estimates of what is to come, and what has changed."""

from dhp.statistics.measures.foretold import nowcast_table
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.revised import revised, revised_received

_COUNTED = "In scope or not yet judged; of two cases of one death, one"

OVER_TIME = (
    Measure(
        name="nowcast",
        number="M4",
        title="Estimated deaths",
        unit="Deaths (victims)",
        numerator="Deaths of M2 by month, and how many there will be once all are notified",
        denominator="None",
        base=f"{_COUNTED}; whole months, all forces",
        caveats=(
            "An estimate beside the count, never in its place: it expects no change in how forces report.",
            "Chain ladder by month of death and lag, for a year, from the last 12 months at each lag.",
            "What comes in and what is withdrawn are foretold apart; the interval follows Mack.",
            "The interval is never narrower than chance alone would make it.",
            "No estimate where less than half is known, or with fewer than 30 deaths behind a factor.",
            "[p] until 95% is estimated to be known and 180 days have passed.",
            "Tested on itself: the same was done at 12 earlier instants with what was known then.",
        ),
        lay=nowcast_table,
    ),
    Measure(
        name="revisions",
        number="M10",
        title="Revisions of deaths",
        unit="Deaths (victims)",
        numerator="Deaths of M2 as known before, what came in and left since by its cause, and as now",
        denominator="None",
        base=_COUNTED,
        caveats=(
            "What was known before, and all that moved, give what is known now, or nothing is shown.",
            "Corrected: another fact, such as the date of death, moved it into or out of the row.",
            "A death that moved between rows came into all of them together and left it.",
        ),
        lay=revised,
        most=1,
        compares=True,
    ),
    Measure(
        name="revisions-received",
        number="M10a",
        title="Revisions of deaths by receipt",
        unit="Deaths (victims)",
        numerator="Accepted cases received in these days, as known before, what moved, and as now",
        denominator="None",
        base="Accepted cases received in these days, in scope or not yet judged, no back-record",
        caveats=(
            "What was known before, and all that moved, give what is known now, or nothing is shown.",
            "Late: received before and accepted since. What waits for acceptance is in no count here.",
        ),
        lay=revised_received,
        most=1,
        compares=True,
    ),
)
