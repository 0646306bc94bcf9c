"""The measures of coded narratives: how often, together with what, and how far coders agree."""

from dhp.statistics.measures.measure import Measure
from dhp.statistics.themes.measured import theme_co_occurrence, theme_prevalence, theme_reliability

_CODED = "Cases whose coding is finished, in scope or not yet judged, by the day of receipt"
_RECEIVED = "From and to are days of receipt; types of death may be chosen, nothing else."

OF_THEMES = (
    Measure(
        name="theme-prevalence",
        number="M12",
        title="Themes: how often each is found",
        unit="Coded cases (deaths)",
        numerator="Coded cases in which the theme or code is present",
        denominator="Cases coded with a codebook that had it, settled, of types it is meant for",
        base=_CODED,
        caveats=(
            "Where nothing was marked, nothing is said: that is not the same as absent.",
            "Where coders do not agree well enough there is no number, and the name stands in a note.",
            "The interval is Wilson’s. No percentage of a base below 20.",
            _RECEIVED,
        ),
        lay=theme_prevalence,
        most=1,
    ),
    Measure(
        name="theme-co-occurrence",
        number="M13",
        title="Themes: what occurs together",
        unit="Coded cases (deaths)",
        numerator="Coded cases in which both are present",
        denominator="Of Jaccard, the cases with either; of lift, what chance would give",
        base=f"{_CODED}; both looked for and settled",
        caveats=(
            "Pairs that fewer than 5 cases hold are not told; below 10 not where everybody may read.",
            "Nothing is said of which came first, or why.",
            _RECEIVED,
        ),
        lay=theme_co_occurrence,
        most=1,
    ),
    Measure(
        name="theme-reliability",
        number="M14",
        title="Coding: how far two people agree",
        unit="Cases coded by two people (deaths)",
        numerator="Krippendorff’s alpha, nominal: found or not found",
        denominator="Cases that two people coded blind, before anything was settled",
        base=f"{_CODED}; coded twice",
        caveats=(
            "Relied on from .800, tentative from .667, below it under development.",
            "Alpha falls for what is rare: positive agreement and PABAK stand beside it.",
            "The interval comes from drawing the cases 1,000 times, always the same way.",
            _RECEIVED,
        ),
        lay=theme_reliability,
        most=1,
    ),
)
