"""The record beside what a second person answered: difference by difference, and question by question."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dhp.calendar import london_date
from dhp.coding.abstracting.models import Abstraction, AbstractionRuling
from dhp.coding.abstracting.questions import CORE, recorded
from dhp.coding.agreement import Agreement, cohen_kappa, percent_agreement
from dhp.coding.agreement.measure import undefined
from dhp.dictionary import DICTIONARY, Column, Kind, State, column_named, read, shown


@dataclass(frozen=True)
class Pair:
    """One question of one case: what the record said when it was answered again, and the answer."""

    column: Column
    before: str
    after: str
    first: str
    second: str
    ruling: AbstractionRuling | None

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    @property
    def alike(self) -> bool:
        """Whether both say the same."""
        return self.before == self.after


@dataclass(frozen=True)
class QuestionAgreement:
    """How far record and second answers agree on one question; kappa where there are options."""

    label: str
    raw: Agreement
    kappa: Agreement


def pairs_of(abstraction: Abstraction) -> list[Pair]:
    """Every question of a finished one, in the order of `CORE`; none before it is finished."""
    if abstraction.answers is None or abstraction.finished_at is None:
        return []
    after = json.loads(abstraction.answers)
    before = recorded(abstraction.case, list(after), abstraction.finished_at)
    ruled = {one.name: one for one in abstraction.rulings}
    columns = [column_named(name, DICTIONARY) for name in CORE if name in after]
    return [
        Pair(
            column,
            before[column.name],
            after[column.name],
            _words(column, before[column.name], abstraction),
            _words(column, after[column.name], abstraction),
            ruled.get(column.name),
        )
        for column in columns
        if column is not None
    ]


def differences(abstraction: Abstraction) -> list[Pair]:
    """The questions that the two answer differently."""
    return [pair for pair in pairs_of(abstraction) if not pair.alike]


def agreement(pairs: Iterable[Pair]) -> list[QuestionAgreement]:
    """Agreement question by question, in the order of `CORE`; questions that nobody met are left out."""
    met: dict[str, list[Pair]] = {name: [] for name in CORE}
    for pair in pairs:
        met[pair.name].append(pair)
    return [_of_question(some) for some in met.values() if some]


def _of_question(pairs: Sequence[Pair]) -> QuestionAgreement:
    first, second = [one.before for one in pairs], [one.after for one in pairs]
    column = pairs[0].column
    kappa = undefined(len(pairs), "it is a number, not one of some options")
    if column.characteristic.kind is Kind.ONE_OF:
        kinds = sorted({*first, *second})
        both = list(zip(first, second, strict=True))
        kappa = cohen_kappa([[both.count((a, b)) for b in kinds] for a in kinds])
    label = column.phrase()
    return QuestionAgreement(label[:1].upper() + label[1:], percent_agreement(first, second), kappa)


def _words(column: Column, text: str, abstraction: Abstraction) -> str:
    day = london_date(abstraction.finished_at or abstraction.sample.drawn_at)
    given = read(column.characteristic, text, today=day)
    return "Nothing" if given.state is State.NOT_RECORDED else shown(column.characteristic, given)
