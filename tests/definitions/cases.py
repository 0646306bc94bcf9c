"""Reads the tables of the definition tests: a line of facts, and the verdict expected of it."""

from dhp.definitions import DEFINITIONS, Verdict, facts_from

READERS = {
    "victim_age": int,
    "suspect_age": int,
    "household": lambda word: word == "yes",
    "shared_child": lambda word: word == "yes",
}


def judged(definition: str, line: str) -> Verdict:
    """The verdict on facts written as `kind=homicide victim_age=34 household=yes`."""
    pairs = [pair.split("=") for pair in line.split()]
    return DEFINITIONS[definition].judge(
        facts_from({name: READERS.get(name, str)(value) for name, value in pairs})
    )


def answer(definition: str, line: str) -> str:
    """The verdict in short: `in iph`, `in`, `out`, or `lacks victim_age relationship`."""
    verdict = judged(definition, line)
    if verdict.lacking:
        assert (verdict.scope, verdict.type) == ("cannot tell", None)
        return " ".join(["lacks", *verdict.lacking])
    return f"{verdict.scope} {verdict.type}" if verdict.type else str(verdict.scope)
