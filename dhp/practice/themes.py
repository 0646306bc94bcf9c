"""What an entry is about, as references of the codebook: kept as text, so that either can change alone."""

import re

from dhp.errors import DomainError

# The ten domains of the codebook by their references, which never change.
DOMAINS = {
    "1": "Victim circumstances",
    "2": "Suspect circumstances",
    "3": "Abuse pattern",
    "4": "Family and relationship",
    "5": "Police response",
    "6": "Partnership",
    "7": "Structural and equality",
    "8": "Context",
    "9": "Learning",
    "10": "Data",
}
MOST = 20  # references of one entry
_REFERENCE = re.compile(r"(?P<domain>[1-9][0-9]?)(\.[0-9]{2}){0,2}")


def is_theme(ref: str) -> bool:
    """Whether `ref` has the form of a reference: 5, 5.03 or 5.03.02, below one of the domains."""
    found = _REFERENCE.fullmatch(ref)
    return found is not None and found["domain"] in DOMAINS


def domain_of(ref: str) -> str:
    """The reference of the domain that `ref` lies in."""
    return ref.partition(".")[0]


def theme_words(ref: str) -> str:
    """The reference with the name of its domain: "5.03 (Police response)"."""
    name = DOMAINS.get(domain_of(ref), "")
    return name if ref in DOMAINS else f"{ref} ({name})"


def themes_in(domains: list[str], finer: str) -> tuple[str, ...]:
    """The references that were ticked and those typed in `finer`, in order, each once.

    Raises `DomainError` for what is no reference, and for more than `MOST`.
    """
    typed = re.split(r"[\s,;]+", finer.strip()) if finer.strip() else []
    wrong = [ref for ref in (*domains, *typed) if not is_theme(ref)]
    if wrong:
        raise DomainError(
            f"“{wrong[0][:20]}” is no reference of the codebook. Write them as 5.03, with spaces "
            "between.",
            "finer",
        )
    found = {*domains, *typed}
    if len(found) > MOST:
        raise DomainError(f"Name at most {MOST} themes: those it is most about.", "finer")
    return tuple(sorted(found, key=lambda ref: [int(part) for part in ref.split(".")]))
