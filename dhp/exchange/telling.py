"""An outcome in words, for a terminal."""

from collections import Counter
from collections.abc import Iterator

from dhp.definitions import DeathType
from dhp.exchange.outcome import Outcome
from dhp.exchange.rows import Standing
from dhp.references import shown_reference

MOST_SHOWN = 100
_FACTS = {
    "kind": "the kind of death",
    "victim_age": "the victim’s age",
    "suspect_age": "the suspect’s age",
    "victim_sex": "the victim’s sex",
    "suspect_sex": "the suspect’s sex",
    "relationship": "the relationship",
    "household": "whether they lived together",
    "history": "a history of abuse",
    "suspect": "whether anyone is charged",
}


def told(outcome: Outcome) -> Iterator[str]:
    """The lines that say what was found, what became of it, and what to do next."""
    refused = outcome.refused
    if refused:
        yield from _refusals(outcome)
        return
    yield f"Every row is sound: {_counted(len(outcome.rows), 'death')} in the files."
    unchanged = len(outcome.having(Standing.UNCHANGED))
    if unchanged:
        yield f"Already imported and left as they are: {_counted(unchanged, 'death')}."
    if outcome.new:
        yield from _new(outcome)
    yield from _left_out(outcome)
    if outcome.scheme.attribution:
        yield f"Source: {outcome.scheme.attribution}."
    yield _what_next(outcome)


def _refusals(outcome: Outcome) -> Iterator[str]:
    refused = outcome.refused
    for finding in refused[:MOST_SHOWN]:
        yield finding.sentence
    if len(refused) > MOST_SHOWN:
        yield f"and {len(refused) - MOST_SHOWN:,} more: use --report to have all of them in a file."
    yield f"Nothing is imported: {_counted(len(refused), 'fault')} to correct, then try again."


def _new(outcome: Outcome) -> Iterator[str]:
    yield f"New: {_counted(outcome.new, 'death')} in {_counted(outcome.incidents, 'incident')}."
    for kind in DeathType:
        if outcome.judged.types[kind]:
            yield f"  {kind.label}: {outcome.judged.types[kind]:,}"
    if outcome.judged.out:
        yield f"  Out of scope: {outcome.judged.out:,}"
    if outcome.judged.open:
        facts = ", ".join(
            f"{_FACTS[name]} {count:,}" for name, count in outcome.judged.lacking.most_common()
        )
        why = f" (cannot tell; facts that lack, and how often: {facts})" if facts else ""
        yield f"  Not yet classified: {outcome.judged.open:,}{why}"
    if outcome.without_force:
        yield f"  Without a force: {outcome.without_force:,}"
    warnings = Counter(
        (finding.column, finding.reason) for finding in outcome.having(Standing.WARNING)
    )
    for (column, reason), count in warnings.most_common(MOST_SHOWN):
        yield f"  Warning, {column} ({_counted(count, 'row')}): {reason}"


def _left_out(outcome: Outcome) -> Iterator[str]:
    if outcome.unmapped:
        yield "Values left out, because the dictionary has no option that is certainly the same:"
        yield from _values(outcome.unmapped)
    if outcome.differing:
        yield "Values that contradict another in the same row, where somebody may look:"
        yield from _values(outcome.differing)
    if outcome.not_carried:
        columns = ", ".join(
            f"{name} {count:,}" for name, count in outcome.not_carried.most_common()
        )
        yield f"Columns not kept as such, with the rows in which they say something: {columns}."


def _values(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    for (column, value), count in counts.most_common():
        yield f"  {column} “{value}”: {count:,}"


def _what_next(outcome: Outcome) -> str:
    if outcome.run:
        return f"Imported. The reference of this import is {shown_reference(outcome.run)}."
    if outcome.new:
        return "This was a rehearsal and nothing is changed. Add --commit to import."
    return "Nothing to import."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
