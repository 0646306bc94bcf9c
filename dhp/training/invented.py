"""The invented case: what the force told first, what it answers when asked, and what it told later.

Nobody died. Every text says so, and a test holds the answers against the dictionary.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from dhp.calendar.clock import days_after
from dhp.coding.marks.narratives import Narrative
from dhp.dictionary import DICTIONARY, Given, column_named, read

_AGO = 3  # days before somebody began to practise
HISTORY = "death.da_history_known"

NOTICE: Mapping[str, str] = {
    "death.suspected_intent": "unexplained",
    "incident.location_type": "shared_home",
    "death.circumstances": "PRACTICE. An invented death: nobody died. She was found dead at the foot of "
    "the stairs by her husband, who called 999. No cause is established.",
    "victim.sex": "female",
    "victim.age": "47",
    "death.suspect_identified": "yes",
    "suspect1.sex": "male",
    "suspect1.age": "51",
    "suspect1.relationship": "spouse",
    HISTORY: "[not_yet_established]",
}

_TOLD_LATER = (
    "PRACTICE. An invented death: nobody died. She was found dead at the foot of the stairs by her "
    "husband, who called 999. The officers who came took it for a fall: they called no detective and "
    "did not ask about earlier incidents. A neighbour says that she was afraid of him, and at night put "
    "a chair against her door. He had lost his work in the spring. He kept her wages and gave her money "
    "by the week. A nurse at her surgery had asked her alone whether she was safe at home, and had "
    "written down what she said. She had told her sister that she would move out after Christmas. Each "
    "of them had drunk a glass of wine that evening; nothing more is said of it."
)
NARRATIVE = Narrative(
    answer_id=1,  # the only text there is
    key=sha256(_TOLD_LATER.encode()).hexdigest()[:16],
    title="What the force told after 28 days",
    origin="invented",
    text=_TOLD_LATER,
    replaced=False,
)


@dataclass(frozen=True)
class Reply:
    """What the invented force says to a question: words, and an answer where it has one."""

    words: str
    answer: str = ""


_REPLIES: Mapping[str, Reply] = {
    HISTORY: Reply(
        "Her sister told us yesterday that he kept her wages, and a neighbour that she was afraid of "
        "him. There is no earlier report to police.",
        "family",
    ),
}
_NO_MORE = Reply("We know no more about this than the notice says.")


def reply_about(column: str) -> Reply:
    """What the invented force answers when it is asked about `column`; blank for the whole case."""
    return _REPLIES.get(column, _NO_MORE)


def answers_on(began: date, asked: Collection[str]) -> dict[str, Given]:
    """What is known of the case by column name, once the force was asked about the columns `asked`.

    `began` is the day in London on which somebody began to practise.
    """
    dated = {
        "death.date_of_death": days_after(began, -_AGO).isoformat(),
        "death.aware_on": days_after(began, -_AGO).isoformat(),
    }
    told = {name: reply_about(name).answer for name in asked if reply_about(name).answer}
    return {
        name: read(column.characteristic, text, today=began)
        for name, text in (dated | dict(NOTICE) | told).items()
        if (column := column_named(name, DICTIONARY))
    }
