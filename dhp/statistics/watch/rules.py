"""What may be done with a signal, by where it stands and who asks."""

from dhp.errors import Refused
from dhp.statistics.watch.models import Signal, SignalStatus


def check_may_review(signal: Signal) -> None:
    """Raise `Refused` for a signal that was withdrawn: its figure no longer says anything.

    A review may be changed while the signal stands. The service raises signals, so that any person
    who reviews one is another than the raiser.
    """
    if signal.status is SignalStatus.WITHDRAWN:
        raise Refused("This signal was withdrawn: its figure no longer lies beyond its limit.")


def check_may_withdraw(signal: Signal) -> None:
    """Raise `Refused` for a signal that is withdrawn already."""
    if signal.status is SignalStatus.WITHDRAWN:
        raise Refused("This signal is withdrawn already.")


def may_review(signal: Signal) -> bool:
    """Whether a person may still say what the signal means."""
    return signal.status is not SignalStatus.WITHDRAWN
