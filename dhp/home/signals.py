"""Figures on the first page of a lead: signals to review, and releases to sign off."""

from collections.abc import Iterator

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.calendar import long_date
from dhp.home.panels import Item, Panel, link, wait
from dhp.statistics.releases.queries import to_sign
from dhp.statistics.watch.for_reports import fired_words
from dhp.statistics.watch.queries import waiting_signals

_FEW = 5


def signal_panels(user: User) -> Iterator[Panel]:
    """The signals that nobody has reviewed, the one that waited longest first."""
    found, total = waiting_signals(user, _FEW)
    items = tuple(
        Item(
            signal.figure,
            link("signals.show", ref=signal.ref),
            f"To {long_date(signal.period_to)}: {fired_words(signal)}",
            wait(signal.raised_at),
            signal.ref,
        )
        for signal in found
    )
    why = (
        "A figure left its limits. Look at the deaths behind it and say what it is; mostly chance."
    )
    more = link("signals.index")
    yield Panel("Review signals", why, items, total, more=more, act=Act.SIGNALS_LISTED)


def release_panels(user: User) -> Iterator[Panel]:
    """The releases that somebody else made and that wait for a sign-off, the first made first."""
    found = to_sign(user)
    items = tuple(
        Item(
            release.title,
            link("releases.show", ref=release.ref),
            f"To {long_date(release.period_to)}. Made by {release.made_by_name}",
            wait(release.made_at),
        )
        for release in found[:_FEW]
    )
    why = (
        "Somebody else made these figures for sharing. Read what they hide before they are issued."
    )
    yield Panel("Sign off what is hidden", why, items, len(found), more=link("releases.index"))
