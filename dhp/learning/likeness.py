"""How alike the words of two recommendations are, so that one that repeats another is recognised."""

import re

from rapidfuzz import fuzz, process

LEAST = 45.0  # of 100, from which two recommendations are worth a look side by side
_ALIKE_WORDS = 86.0  # of 100: "check" and "checks", "officer" and "officers"
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that say nothing of what a recommendation is about, because most have them.
_STANDS_EVERYWHERE = """
    the and for all any that this with from into each every should must may can will not are has
    have been was were who whom which when where what how their them they its than then before
    after within about other force forces police policing officer officers domestic abuse death
    deaths make sure ensure review
"""
_EVERYWHERE = frozenset(_STANDS_EVERYWHERE.split())


def likeness(one: str, other: str) -> float:
    """How much of what the shorter of two texts is about the other one shares, from 0 to 100.

    Order, endings of words and words that stand everywhere count for nothing.
    """
    first, second = sorted((_words(one), _words(other)), key=len)
    if len(first) < 3:  # too little to tell by
        return 0.0
    shared = sum(_has(second, word) for word in first)
    return 100.0 * shared / len(first)


def _words(text: str) -> list[str]:
    found = (word for word in _WORD.findall(text.casefold()) if word not in _EVERYWHERE)
    return list(dict.fromkeys(found))


def _has(words: list[str], word: str) -> bool:
    best = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_ALIKE_WORDS)
    return best is not None
