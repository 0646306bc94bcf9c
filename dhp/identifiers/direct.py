"""Patterns of what leads to one person by itself: numbers, addresses, vehicles, ways to reach somebody."""

import re

from dhp.identifiers.kinds import Kind

_CAPITAL = r"[A-Z][\w’']{1,20}"
_COURTS = r"(?!(?:Crown|High|Family|Magistrates|Supreme|County|Youth|Divisional)\b)"
_STREET = (
    "(?:Road|Rd|Street|Avenue|Ave|Close|Lane|Drive|Crescent|Terrace|Gardens|Grove|Mews|Estate)"
)
_HOUSE = "(?:Court|Way|Place|House|Park|Hill|Row|Walk|Square|View|Green|Rise)"
_MAKE = (
    "(?:Ford|Vauxhall|Volkswagen|VW|BMW|Audi|Mercedes|Nissan|Toyota|Honda|Peugeot|Renault|Citroen|Fiat|"
    "Kia|Hyundai|Skoda|Seat|Volvo|Jaguar|Land Rover|Range Rover|Mini|Mazda|Tesla|Lexus|Suzuki|Transit)"
)
_COLOUR = "(?:white|black|red|blue|green|silver|grey|yellow|orange|brown|purple|gold)"
_LOOSE = re.IGNORECASE

# In the order in which they are tried: of two that overlap the first stays.
DIRECT: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.CONTACT, re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b")),
    (Kind.CONTACT, re.compile(r"(?:\bhttps?://|\bwww\.)[^\s<>“”\"]{1,300}", _LOOSE)),
    (
        Kind.CONTACT,
        re.compile(
            r"\b[a-z0-9-]{2,40}\.(?:co\.uk|org\.uk|com|org|net|uk)(?:/[^\s<>“”\"]{1,200})?\b",
            _LOOSE,
        ),
    ),
    (Kind.CONTACT, re.compile(r"(?<!\w)@[A-Za-z_]\w{2,29}\b")),
    (
        Kind.CONTACT,
        re.compile(
            r"(?<![\w.])(?:\((?=\d{3,6}\)))?(?:\+44|0044|0)(?:[ -]?\(?\d\)?){8,9}[ -]?\(?\d(?!\w)"
        ),
    ),
    (Kind.ADDRESS, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")),
    (
        Kind.ADDRESS,
        re.compile(rf"\b\d{{1,4}}[A-Za-z]?,? {_COURTS}(?:{_CAPITAL} ){{1,3}}{_HOUSE}\b"),
    ),
    (Kind.ADDRESS, re.compile(rf"\b(?:\d{{1,4}}[A-Za-z]?,? )?(?:{_CAPITAL} ){{1,3}}{_STREET}\b")),
    (
        Kind.ADDRESS,
        re.compile(r"\b(?:flat|apartment|room|plot|pitch) (?:\d{1,4}[a-z]?|[A-Z])\b", _LOOSE),
    ),
    (Kind.ADDRESS, re.compile(r"\bthe (?:[A-Z]{1,2}\d[A-Z\d]?) area\b")),
    (Kind.VEHICLE, re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b")),
    (Kind.VEHICLE, re.compile(r"\b[A-Z]\d{1,3} ?[A-Z]{3}\b")),
    (
        Kind.VEHICLE,
        re.compile(rf"\b(?:{_COLOUR} )?{_MAKE}(?: [A-Z][\w-]{{1,20}})?\b(?! (?:Police|Road))"),
    ),
    (Kind.REFERENCE, re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    (Kind.REFERENCE, re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b")),
    (
        Kind.REFERENCE,
        re.compile(r"\b[0-9A-HJ-NP-TV-Z]{5}-[0-9A-HJ-NP-TV-Z]{5}-[0-9A-HJ-NP-TV-Z]{4}\b"),
    ),
    (
        Kind.REFERENCE,
        re.compile(
            r"\b(?:crime|incident|log|urn|custody|case|collar|warrant|exhibit|cad|occurrence|intelligence)"
            r"(?: (?:number|no\.?|ref(?:erence)?\.?|record))? ?:? ?#?(?=[\w/-]*\d)[\w/-]{3,24}\b",
            _LOOSE,
        ),
    ),
    (Kind.REFERENCE, re.compile(r"\b(?:PC|PCSO|DC|DS|Sgt|PS) \d{2,6}\b")),
    (
        Kind.REFERENCE,
        re.compile(r"\b(?:\d{1,2}[A-Z]{1,3}|[A-Z]{1,4})[/-]?\d{2,8}[/-]\d{2,8}(?:[/-]\d{2,4})?\b"),
    ),
    (
        Kind.REFERENCE,
        re.compile(r"\b\d{2}[A-Z]{2}\d{5,9}\b|\b\d{7,16}\b|\b\d{2,8}/\d{4,8}/\d{2,4}\b"),
    ),
    (
        Kind.SCHOOL,
        re.compile(
            rf"\b(?!The )(?:{_CAPITAL} |St\.? ){{1,4}}"
            "(?:Primary|Secondary|Infant|Junior|High|Grammar|Nursery|Academy|College|School|University)"
            r"(?: School| Academy| College)?\b"
        ),
    ),
    (Kind.SCHOOL, re.compile(rf"\bUniversity of {_CAPITAL}")),
    (
        Kind.SCHOOL,
        re.compile(
            r"\b(?:in )?(?:year (?:\d{1,2}|six|nine|ten|eleven)|sixth[- ]form) (?:pupil|student)",
            _LOOSE,
        ),
    ),
)
