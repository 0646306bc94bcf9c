"""Texts that break what is careless: for forms, the API, files in and out, and paper alike.

What can be typed stands in the files beside, one text in a line; what cannot is made here.
"""

from itertools import chain, product
from pathlib import Path

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_OVERRIDES = tuple(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_WIDTHLESS = tuple(map(chr, (0x200B, 0x200C, 0x200D, 0x2060, 0x2063, 0xFEFF, 0x180E)))
_CONTROLS = tuple(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_ACTS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example","y")')

TRIGGERS = tuple(
    before + sign + act for sign, act, before in product(SIGNS, _ACTS, ("", " ", '"', "'"))
)[:120]
AFTER = tuple(
    f"a{mark}{act}" for mark, act in product((",", ";", "|", "\n", "\t"), ("=1", "@x", "+1"))
)
SURROGATES = (
    *("\ud800", "\udbff", "\udc00", "\udfff", "\ud800x", "x\udfff", "\udc00\ud800", "\ud83d"),
    *("He said \ud800 so.", "\udca0\udcff"),
)
_NO_CHARACTERS = ("\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010ffff", "\U000e0041")
_HIDDEN = (
    *(f"He said{one} so." for one in _CONTROLS),
    *("\0", "\0\0", "\0at the start", "at the end\0", "=1\0", "\0=1", "\x1b[31mred\x1b[0m"),
    *("\b\b\bx", "\x1b]0;title\x07", "\v\f", "\x85", *_NO_CHARACTERS),
)
_LINES = (
    *("\r\n", "two\r\nlines", "two\rlines", "line\u2028line", "line\u2029line", "a\n\nb"),
    *("x\r\nINFO signed in", "x\nERROR none", "x\r\n\r\n<html>", "a\tb", "\tx", "x\t", " x", "x "),
    *("\u00a0Smith", "Smith\u3000", "\u2003x\u2003", "a.csv ", "a\u00a0b"),
)
_TURNED = tuple(
    around.format(one)
    for around in ("before{}after", "{}evil", "report{}fdp.exe", "\u0645\u062d\u0645\u062f{} Smith")
    for one in _OVERRIDES
)
_UNSEEN = (
    *(around.format(one) for around in ("Sm{}ith", "{}Smith") for one in _WIDTHLESS),
    *("\u200eAnna", "Anna\u200f", "\u061cAnna", "\u00ad", "co\u00adop", "\u034f", "a\u034fb"),
    *("\u2800", "\u3164", "\u115f", "\ufe0f", "🏴\U000e0067\U000e0062"),
)
# The same letters another way, beside those of the file: one of each pair is composed.
_TAKEN_APART = (
    *("Sia\u0302n", "Zoe\u0308", "Ło\u0301dz\u0301", "W\u0302yn", "Nguye\u0302\u0303n", "A\u030a"),
    *("\u212b", "\u2126", "e\u0301", "\u1100\u1161", "n\u0303", "u\u0308\u0304", "s\u0307\u0323"),
)
_HIGH = tuple(letter + "\u0301" * number for letter, number in product("aZ", (1, 5, 50, 100)))
LONG = (
    *("", " ", "   ", "x", "ab", "x" * 59, "x" * 60, "x" * 61, "x" * 100, "x" * 101, "ab " * 100),
    *("x" * 5_000, "x" * 5_001, "x" * 20_001, "word " * 13_000, "x" * 100_000, "ü" * 1_000_000),
)


def typed(name: str) -> tuple[str, ...]:
    """The texts of one of the files beside."""
    path = Path(__file__).with_name(f"{name}.txt")
    return tuple(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"))


MARKUP = typed("markup")
_TYPED = sorted(path.stem for path in Path(__file__).parent.glob("*.txt"))
ALL = tuple(
    dict.fromkeys(
        chain(
            *(TRIGGERS, AFTER, SURROGATES, _HIDDEN, _LINES, _TURNED, _UNSEEN, _TAKEN_APART, _HIGH),
            LONG,
            *map(typed, _TYPED),
        )
    )
)
# For what is tried by whole pages, one text after another.
A_FEW = (
    *("<script>alert(1)</script>", "Robert'); DROP TABLE cases;--", "{{ 7*7 }} {% if %} %s ${x}"),
    *("\u202eevil\u202c", "nul\0inside", "zero\u200bwidth", "Siân O’Brien van der Łódź"),
    *("=HYPERLINK(1)", "٣٤", "1_000", "9999-99-99", "[withheld]", "[]", "x" * 30_000),
    *("line\r\nline\u2028line", "🙂"),
)
