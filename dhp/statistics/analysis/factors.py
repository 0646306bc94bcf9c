"""What is known of abuse and its surroundings before the death, by type of death, as a heat table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dhp.calendar import london_date
from dhp.charts.heat import Heat, HeatRow, Shaded
from dhp.definitions import DeathType
from dhp.dictionary import DICTIONARY, State
from dhp.dictionary.options import FOUND_IN_HISTORY
from dhp.shares import LEAST_BASE, share_words
from dhp.statistics.analysis.exhibit import PLACE, Exhibit, span, whole_months
from dhp.statistics.measures.question import Question
from dhp.statistics.measures.samples import Kind, sample

MONTHS = 36
_NONE = f"[{State.NO_CONFIRMED.value}]"


@dataclass(frozen=True)
class Factor:
    """One row: its label, the characteristic it is read from, and which of its options tell of it."""

    label: str
    code: str
    options: tuple[str, ...]


def _any(code: str, *but: str) -> tuple[str, ...]:
    """Every option of a characteristic, but some."""
    return tuple(one.code for one in DICTIONARY[code].options if one.code not in but)


FACTORS = (
    Factor("A history of abuse", "da_history_known", FOUND_IN_HISTORY),
    Factor("Controlling or coercive behaviour", "abuse_types", ("ccb",)),
    Factor("Earlier strangulation or suffocation", "abuse_types", ("nfs",)),
    Factor("Threats to kill", "abuse_types", ("threats_to_kill",)),
    Factor("Stalking or harassment", "abuse_types", ("stalking",)),
    Factor(
        "Separation, done or planned",
        "separation_status",
        _any("separation_status", "not_separated"),
    ),
    Factor("Dispute about contact with a child", "child_contact_dispute", ("court", "yes")),
    Factor("Protective order or condition", "orders", _any("orders")),
    Factor("Pregnancy or recent birth", "pregnancy", _any("pregnancy", "no")),
    Factor("A child was present", "children_present", ("yes",)),
)
KINDS = tuple(kind for kind in DeathType if kind is not DeathType.UNCLASSIFIED)


def heat(as_at: datetime) -> Exhibit:
    """Shares of those known, of deaths in three years, by type and over all types."""
    first, last = whole_months(london_date(as_at), MONTHS)
    codes = tuple(dict.fromkeys(factor.code for factor in FACTORS))
    data = sample(Kind(also=codes), Question(as_at, start=first, end=last)).data
    kinds = [str(kind) for kind in data["type"]]
    answers = {code: [set(str(text).split(";")) for text in data[code]] for code in codes}
    rows = []
    for factor in FACTORS:
        told = list(zip(kinds, answers[factor.code], strict=True))
        cells = [_cell(factor, [said for kind, said in told if kind == one]) for one in KINDS]
        rows.append(HeatRow(factor.label, (*cells, _cell(factor, [said for _, said in told]))))
    return Exhibit(
        "factors",
        _message(rows[0]),
        f"Share of deaths for which it is known, by type, {PLACE}, {span(first, last)}",
        Heat(
            across="Known before the death",
            measure="Share of deaths for which it is known",
            columns=(*(kind.label for kind in KINDS), "All deaths"),
            rows=tuple(rows),
        ),
        (
            (
                "Not known is not no: each share is of the deaths for which the answer is known, and some "
                f"questions are asked only where another was answered. A base below {LEAST_BASE} has no "
                "percentage and no shade."
            ),
            (
                "Darker cells hold a larger share. What is read of a suspect is of the first one on record. "
                "All deaths holds those not yet classified too."
            ),
        ),
    )


def _cell(factor: Factor, told: Sequence[set[str]]) -> Shaded:
    """The deaths with the factor, of those for which the answer is known."""
    known = [said for said in told if _NONE in said or not any(one.startswith("[") for one in said)]
    if not known:
        return Shaded(None, "none known")
    found = sum(not said.isdisjoint(factor.options) for said in known)
    words = share_words(found, len(known))
    if len(known) < LEAST_BASE:
        return Shaded(None, words)
    return Shaded(found / len(known), f"{words} ({found:,} of {len(known):,})")


def _message(row: HeatRow) -> str:
    """The first factor over all deaths, which is asked of every one."""
    whole = row.cells[-1]
    return (
        f"{row.label} was found in {whole.words}, where it is known"
        if whole.share is not None
        else ("Too few answers are known to give a share")
    )
