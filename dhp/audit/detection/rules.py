"""The rules of detection, as one declaration: what each looks for, in words, and its limits.

A rule sees the events of one day (London), in order, and finds people or things worth a look. It
proves nothing: a person looks at what it found and says what it was.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dhp.audit.detection import accounts, reading, spreading
from dhp.audit.detection.facts import Found, Known, Seen

Finder = Callable[[Sequence[Seen], Known], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One rule: its name in the record, a title, and why it is looked for, both in plain words."""

    name: str
    title: str
    why: str
    finder: Finder


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "outside-own-work",
            "Read cases outside their own work",
            "Curiosity shows in cases that the reader has no task in.",
            reading.outside_own_work,
        ),
        Rule(
            "many-over-weeks",
            "Read many cases outside their own work, slowly",
            "A few each day stay below every daily limit.",
            reading.many_over_weeks,
        ),
        Rule(
            "many-readers",
            "Many people read one case",
            "A case in the news draws people who have nothing to do with it.",
            spreading.many_readers,
        ),
        Rule(
            "own-surname",
            "Read a case that holds their own surname",
            "The person, or a relative, may be in the case.",
            reading.own_surname,
        ),
        Rule(
            "volume",
            "Read far more than on an ordinary day",
            "Somebody may be copying the record by hand, or a program may use the account.",
            reading.volume,
        ),
        Rule(
            "odd-hours",
            "Read at night",
            "Few tasks here need the night, and few people look over a shoulder then.",
            reading.odd_hours,
        ),
        Rule(
            "read-then-export",
            "Read outside their own work, then exported",
            "What was looked up first may be what was wanted.",
            spreading.read_then_export,
        ),
        Rule(
            "used-and-disabled",
            "Made an account that was used and soon disabled",
            "An account made for a purpose leaves nobody to ask.",
            accounts.used_and_disabled,
        ),
        Rule(
            "emergency",
            "Opened a restricted case in an emergency",
            "It is allowed, and so somebody else always says whether there was an emergency.",
            accounts.emergencies,
        ),
        Rule(
            "probes",
            "Asked again and again for what they may not see",
            "Trying references or addresses is how people look for a hidden case.",
            accounts.probes,
        ),
        Rule(
            "two-places",
            "One account was used from two places at once",
            "Somebody else may know the password.",
            accounts.two_places,
        ),
    )
}


def find(events: Sequence[Seen], known: Known) -> Iterator[tuple[Rule, Found]]:
    """Everything that any rule finds in the events of a day, rule by rule."""
    for rule in RULES.values():
        for found in rule.finder(events, known):
            yield rule, found
