"""What was read of the record, kept while one report is built, so that it is read once for all tables."""

import gc
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_HELD: ContextVar[dict[Hashable, Any] | None] = ContextVar("held", default=None)
_YEARS: ContextVar[int] = ContextVar("years", default=0)


def is_held() -> bool:
    """Whether what is read is kept at present."""
    return _HELD.get() is not None


@contextmanager
def held(years: int = 0) -> Iterator[None]:
    """Within it, what is read for one instant is read once. Nothing may be written meanwhile.

    `years` is how many calendar years before the instant are asked about sooner or later: whoever
    asks for a part of them is given what was read of all. Python's collector of rubbish waits: what
    is kept is none, and looking for some among it and all that is loaded takes as long as measuring.
    """
    collecting = gc.isenabled()
    gc.disable()
    tokens = _HELD.set({}), _YEARS.set(years)
    try:
        yield
    finally:
        _HELD.reset(tokens[0])
        _YEARS.reset(tokens[1])
        if collecting:  # only now, for it would look through what is let go
            gc.enable()


def years_held() -> int:
    """How many calendar years before an instant are read together; none outside `held`."""
    return _YEARS.get()


def kept(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` finds, or found before under `key`; read anew outside `held`.

    The key holds everything the answer depends on, the instant included.
    """
    kept_here = _HELD.get()
    if kept_here is None:
        return read()
    if key not in kept_here:
        kept_here[key] = read()
    found: T = kept_here[key]
    return found


def kept_each(
    name: str, keys: set[str], at: Hashable, read: Callable[[set[str]], dict[str, T]]
) -> dict[str, T]:
    """What `read` finds of each of `keys`; only those not kept under `name` and `at` are read."""
    kept_here = _HELD.get()
    if kept_here is None:
        return read(keys)
    missing = {key for key in keys if (name, at, key) not in kept_here}
    if missing:
        kept_here |= {(name, at, key): found for key, found in read(missing).items()}
    return {key: kept_here[name, at, key] for key in keys}
