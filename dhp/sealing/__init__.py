"""Values of a case, encrypted under its own key, so that destroying the key ends them everywhere."""

from dhp.sealing import flushing
from dhp.sealing.binding import (
    bind_rows,
    forget_keys,
    key_of,
    keys_are_kept,
    look_past,
    new_keys,
    note_owners,
    told_of,
)

__all__ = [
    "bind_rows",
    "flushing",
    "forget_keys",
    "key_of",
    "keys_are_kept",
    "look_past",
    "new_keys",
    "note_owners",
    "told_of",
]
