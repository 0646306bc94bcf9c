"""Patterns of what narrows down who it is: ages, days, times, ties, work, rare means, origins, own words."""

import re

from dhp.identifiers import vocabulary as of
from dhp.identifiers.kinds import Kind

_ORDINAL = "(?:st|nd|rd|th)"
_OTHERS = (
    r"(?! ?(?:and|or) (?:over|above|older|under|below|younger))(?! ?(?:to|-|–) ?\d)(?!\+)(?! ?%)"
)


def _loose(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# In the order in which they are tried: of two that overlap the first stays.
INDIRECT: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.QUOTE,
        re.compile(r"“[^”\n]{1,1000}”|\"[^\"\n]{1,1000}\"|(?<!\w)‘[^‘’\n]{15,1000}’(?!\w)"),
    ),
    (Kind.AGE, _loose(rf"\b{of.NUMBER}[- ]?(?:year|yr|month|week|day)s?[- ]?olds?\b")),
    (
        Kind.AGE,
        _loose(rf"\b(?:aged?|age of)(?: about| around| just| only)? {of.NUMBER}\b{_OTHERS}"),
    ),
    (
        Kind.AGE,
        _loose(
            rf"\b(?:was|turned|is) (?:only |just )?{of.NUMBER}(?= (?:when|and (?:had|was|lived|pregnant)))"
        ),
    ),
    (Kind.AGE, _loose(rf"\b{of.NUMBER}{_ORDINAL} birthday\b|\b\d{{1,2}} ?(?:yo|y/o)\b")),
    (Kind.AGE, _loose(rf"\b{of.PERSON},? \(?{of.NUMBER}\)?(?=[,)])")),
    (
        Kind.AGE,
        _loose(
            rf"\b(?:baby|infant|child|boy|girl|son|daughter) of {of.NUMBER} (?:day|week|month|year)s?\b"
        ),
    ),
    (Kind.DATE, _loose(rf"\b\d{{1,2}}{_ORDINAL}?(?: of)? {of.MONTH}\b(?:,? \d{{4}}\b)?")),
    (Kind.DATE, _loose(rf"\b{of.MONTH} \d{{1,2}}{_ORDINAL}?\b(?:,? \d{{4}}\b)?")),
    (
        Kind.DATE,
        re.compile(
            r"\b\d{1,2}([/-])\d{1,2}\1(?:\d{4}|\d{2})\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{4}-\d{2}-\d{2}\b"
        ),
    ),
    (Kind.DATE, _loose(rf"\b{of.FEAST}\b")),
    (
        Kind.DATE,
        _loose(rf"\b(?:on|last|that|the) {of.WEEKDAY}(?: (?:morning|afternoon|evening|night))?\b"),
    ),
    (Kind.TIME, _loose(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])(?: ?(?:am|pm|hours|hrs))?")),
    (Kind.TIME, _loose(r"\b\d{1,2}(?:[.:][0-5]\d)? ?(?:am|pm|a\.m\.|p\.m\.)(?!\w)")),
    (
        Kind.TIME,
        _loose(
            r"\b[0-2]\d[0-5]\d ?(?:hours|hrs)\b|\b(?:\d{1,2}|[a-z]{3,6}) o['’]clock\b"
            r"|\b(?:quarter|half|twenty|ten|five) (?:past|to) \w{3,6}\b"
        ),
    ),
    (
        Kind.TIME,
        _loose(
            r"\b(?:at|about|around|just after|shortly after|just before|before|past) midnight\b"
        ),
    ),
    (
        Kind.RELATION,
        _loose(r"\b(?:twins?|triplets?|(?:half|step|foster)[- ]?(?:brother|sister)s?)\b"),
    ),
    (
        Kind.RELATION,
        _loose(
            r"\b(?:eldest|oldest|youngest|only|middle|unborn|adopted|foster) "
            r"(?:son|daughter|child|brother|sister|sibling|grandson|granddaughter)\b"
        ),
    ),
    (
        Kind.RELATION,
        _loose(rf"\b(?:mother|father|mum|dad|grandmother|grandfather)[- ]of[- ]{of.FEW}\b"),
    ),
    (
        Kind.RELATION,
        _loose(
            rf"\b(?:her|his|their|with|and|had|has|of) {of.SEVERAL} (?:young |small |adult |older |other )?"
            r"(?:children|sons|daughters|brothers|sisters|grandchildren|siblings)\b"
        ),
    ),
    (
        Kind.RELATION,
        _loose(
            r"\b(?:her|his|their) (?:late )?(?:uncle|aunt|cousin|nephew|niece|grandson|granddaughter|"
            r"great[- ]\w{3,12}|god(?:mother|father|son|daughter)|(?:mother|father|son|daughter|brother|"
            r"sister)-in-law|step-?(?:son|daughter|father|mother))\b"
        ),
    ),
    (Kind.RELATION, _loose(rf"\b{of.NUMBER} (?:weeks|months) pregnant\b")),
    (
        Kind.OCCUPATION,
        _loose(
            rf"\b(?:work(?:ed|s|ing)?|employed|trained|training|job|career)(?: as)?(?: an?| as an?)? "
            rf"(?:\w{{2,15}} ){{0,2}}{of.WORK}\b"
        ),
    ),
    (
        Kind.OCCUPATION,
        _loose(rf"\b(?:retired|former|serving|self-employed|off-duty) (?:\w{{2,15}} )?{of.WORK}\b"),
    ),
    (
        Kind.OCCUPATION,
        _loose(rf"(?:\b(?:was|is|were|being)|,) an? (?:\w{{2,15}} ){{0,2}}{of.WORK}\b"),
    ),
    (Kind.METHOD, _loose(rf"\b{of.RARE_MEANS}\b")),
    (Kind.BELIEF, _loose(rf"\b{of.PEOPLES}\b|\b[A-Z]\w{{2,15}}-speaking\b|\b{of.STATUS}s?\b")),
    (Kind.PLACE, _loose(rf"\b(?:an?|the|by|from|into) (?:\w{{2,12}} )?{of.RARE_PLACE}\b")),
)

# What is no remark by itself, and counts where several things come together.
CLUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sex", _loose(r"\b(?:an?|the|this|elderly|young|pregnant) (?:\w+ )?(?:woman|man|girl|boy)\b")),
    (
        Kind.DATE,
        _loose(rf"\b(?:in|during|early|late) {of.MONTH}\b(?: \d{{4}})?|\bin (?:19|20)\d\d\b"),
    ),
    (Kind.AGE, _loose(rf"\bin (?:his|her|their) (?:\w{{3,6}} )?{of.TENS_OF_YEARS}\b")),
    (Kind.PLACE, _loose(r"\b(?:village|hamlet|market town|seaside town|island|housing estate)\b")),
    (Kind.RELATION, _loose(rf"\b(?:his|her|their) (?:ex-)?{of.NEAR}\b")),
    (Kind.METHOD, _loose(rf"\b(?:was|were|been|and) (?:then )?{of.COMMON_MEANS}\b")),
    (
        Kind.BELIEF,
        re.compile(
            r"\b(?:Black|Asian|White|Arab|African) (?:\w+ )?(?:woman|man|girl|boy|family)\b"
        ),
    ),
    ("health", _loose(rf"\b{of.HEALTH}\b")),
)
