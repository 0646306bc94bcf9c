"""References shown to people: random, with a check character, never a sequence.

A reference carries no force, date or name, and its order says nothing about when it was made.
"""

import secrets

# Crockford's base 32: no I, L, O or U, so that a reference survives being read out on the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKE = str.maketrans("ILOU", "110V")
_LENGTH = 13  # 65 random bits
_MODULUS = 37  # prime and above 32: every single slip and every swap of neighbours is caught
_CHECK = ALPHABET + "*~$=@"


def new_reference() -> str:
    """A new reference such as `4Q7T-9KD2-M0XW-3-E`'s plain form: 13 random characters and a check."""
    while True:
        bits = secrets.randbits(5 * _LENGTH)
        body = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(_LENGTH))
        check = _check_character(body)
        if check in ALPHABET:  # symbols would not survive a URL or a phone call
            return body + check


def is_reference(text: str) -> bool:
    """Whether `text`, as typed, is a whole reference with a right check character."""
    plain = plain_reference(text)
    if len(plain) != _LENGTH + 1 or any(c not in ALPHABET for c in plain):
        return False
    return _check_character(plain[:-1]) == plain[-1]


def plain_reference(text: str) -> str:
    """`text` as stored: upper case, without spaces or hyphens, look-alike letters mended."""
    return text.upper().replace("-", "").replace(" ", "").translate(_LOOKALIKE)


def shown_reference(reference: str) -> str:
    """The reference in groups that can be read out: `4Q7T9-KD2M0-XW3E`."""
    if len(reference) == _LENGTH + 1:  # as nearly always: a list shows fifty
        return f"{reference[:5]}-{reference[5:10]}-{reference[10:]}"
    return "-".join(reference[i : i + 5] for i in range(0, len(reference), 5))


def _check_character(body: str) -> str:
    value = 0
    for character in body:
        value = (value * 32 + ALPHABET.index(character)) % _MODULUS
    return _CHECK[value]
