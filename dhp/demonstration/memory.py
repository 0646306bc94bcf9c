"""Not looking for rubbish at every turn while an invented history is lived: little is left behind."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW = 50_000  # objects made before the collector looks at them


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Inside, the collector leaves what is there already alone, and looks at the rest seldom."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
