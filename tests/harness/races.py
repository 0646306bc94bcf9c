"""Several people who act at the same instant: threads that begin together, and what became of each."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from dhp.errors import DomainError


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the `DomainError` that it raised, in their order; all begin together.

    Each runs in a thread of its own, so with a connection of its own. Any other errors are raised,
    together: the first to be caught is seldom the cause.
    """
    gate = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)
    broken: list[BaseException] = []

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            found[place] = act()
        except DomainError as refused:
            found[place] = refused
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise BaseExceptionGroup("Of those who acted at once", broken)
    return found


def inside(app: Flask, act: Callable[[], Any]) -> Callable[[], Any]:
    """`act` with the application's context around it, as a request of its own would have."""

    def acted() -> Any:
        with app.app_context():
            return act()

    return acted
