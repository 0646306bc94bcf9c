"""The narratives of an export looked over together, before somebody takes them out."""

from collections.abc import Iterator, Sequence

from dhp.accounts.models import User
from dhp.dictionary import DICTIONARY, Kind, column_named
from dhp.dictionary.schemes import SCHEMES
from dhp.exchange.outgoing.gathering import batches, cases_for
from dhp.recognition import Look, look_over


def look_at_narratives(parts: Sequence[str], *, by: User) -> Look:
    """What is remarked on the standing narratives that `parts` take out of the cases `by` may read.

    A crosswalk holds none.
    """
    holding = set(parts) - SCHEMES.keys()
    return look_over(dict(_narratives(by)) if holding else {})


def _narratives(by: User) -> Iterator[tuple[str, str]]:
    for batch in batches(cases_for(by), identifying=True):
        for case in batch.cases:
            for name, text in batch.texts[case.id].items():
                if _is_narrative(name):
                    yield f"{case.ref} {name}", text


def _is_narrative(name: str) -> bool:
    column = column_named(name, DICTIONARY)
    return column is not None and column.characteristic.kind is Kind.LONG_TEXT
