"""The trail of a backup walked from its first event to its last, before and after it is put back."""

from collections.abc import Iterable

from dhp.audit.chain import walk
from dhp.errors import Refused

EVENTS, HEAD, RECEIPTS = "trail_events", "trail_head", "receipts"


def check_chain(
    genesis: str, events: Iterable[tuple[int, str, str]], head: tuple[int, str], expected: str
) -> None:
    """Raise `Refused` unless the chain is sound and ends with `expected`, "NUMBER:HASH"."""
    found = walk(genesis, events, head)
    if found.code != 0:
        raise Refused(f"The trail does not verify. {found.message}")
    if (ends := f"{head[0]}:{head[1]}") != expected:
        raise Refused(f"The trail ends with {ends}, and should with {expected}.")
