"""The model answer for the invented case: which codes hold on which words, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from dhp.coding.passes.rules import Polarity


@dataclass(frozen=True)
class Expected:
    """One code of the model answer, by its reference, in which way it holds, where, and why."""

    code: str
    polarity: Polarity
    words: str
    why: str


EXPECTED = (
    Expected(
        "5.07.01",
        Polarity.ABSENT,
        "they called no detective and did not ask about earlier incidents",
        "A sudden death at home asks for the scene and the history to be looked at, and neither was. "
        "What was to be expected and did not happen is marked as absent; it is not left out.",
    ),
    Expected(
        "1.05.01",
        Polarity.PRESENT,
        "she was afraid of him, and at night put a chair against her door",
        "What she did out of fear counts as much as what she said. The fear of others for her would "
        "not count here.",
    ),
    Expected(
        "2.03.01",
        Polarity.PRESENT,
        "He had lost his work in the spring",
        "The text says so of the suspect. Mark what is told, and draw no conclusion from it.",
    ),
    Expected(
        "3.01.02",
        Polarity.PRESENT,
        "He kept her wages and gave her money by the week",
        "Money of the victim that was withheld is abuse. It is not his own trouble with money, which "
        "has another code.",
    ),
    Expected(
        "6.03.01",
        Polarity.GOOD,
        "A nurse at her surgery had asked her alone whether she was safe at home, and had written down "
        "what she said",
        "A routine question, asked in private and kept. Work done as it should be is marked as good "
        "practice on the code of who did it.",
    ),
    Expected(
        "1.01.01",
        Polarity.PRESENT,
        "She had told her sister that she would move out after Christmas",
        "A plan told to somebody is enough. She need not have left.",
    ),
)

# Codes that are near, by reference, and what speaks against them, or for them as well.
NEAR: Mapping[str, str] = {
    "1.03.04": "The codebook excludes a single drink on the day with nothing more said.",
    "2.02.01": "The codebook excludes drinking by both on the day with nothing more said.",
    "3.03.02": "They had not parted, so no abuse followed a separation.",
    "9.01.01": "Work that was done as it should be is marked as good practice on its own code. This one "
    "is for what others should learn of.",
    "3.01.01": "It may hold. What is told is about money, which has a code of its own; a pattern of rules "
    "or checks is not told.",
    "5.03.01": "It may hold too: nobody looked up the history. The model answer keeps to the code made for "
    "sudden deaths.",
}
NO_REMARK = (
    "Not in the model answer. It may hold all the same: read again what the code includes and excludes, "
    "and raise it in the unit’s meeting."
)
