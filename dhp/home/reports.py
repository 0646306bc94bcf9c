"""Issued reports on the first pages of those who read them, and of those who see who opened them."""

from collections.abc import Iterator, Mapping

from dhp.accounts.forces import names_of_forces
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import london_date, long_date
from dhp.home.panels import Item, Panel, link
from dhp.reports.distribution.log import issued_to_audit
from dhp.reports.document import Edition
from dhp.reports.library.queries import latest
from dhp.reports.models import Run

_LATEST = 5


def reader_panels(user: User) -> Iterator[Panel]:
    """The latest reports, for those whose only work is to read them."""
    if user.may(Permission.BUILD_REPORTS):
        return
    items = tuple(
        Item(
            _named(run),
            link("reports.report", ref=run.ref),
            _told_apart(run, {}),
            f"Issued {long_date(london_date(run.issued_at))}" if run.issued_at else "Draft",
        )
        for run in latest(user, _LATEST)
    )
    why = "Each says which forces are in it, and as at which moment."
    yield Panel("Latest reports", why, items, len(items), more=link("reports.index"))


def opening_panels(user: User) -> Iterator[Panel]:
    """The latest issued reports, each with who opened it, for those who read no report."""
    if user.may(Permission.BUILD_REPORTS):
        return
    runs = issued_to_audit(user, most=_LATEST)
    names = names_of_forces() if any(run.force for run in runs) else {}
    items = tuple(
        Item(_named(run), link("openings.show", ref=run.ref), _told_apart(run, names))
        for run in runs
    )
    why = "Each opening is recorded, with the person, the time and the form."
    yield Panel("Who opened reports", why, items, len(items), more=link("openings.index_of_log"))


def _named(run: Run) -> str:
    """A report by its kind and the end of its period: those of a list differ by both."""
    return f"{run.title.partition(':')[0]} to {long_date(run.period_to)}"


def _told_apart(run: Run, names: Mapping[str, str]) -> str:
    """What else tells a report from others of its name; forces by `names`, which go by code."""
    told = (
        names.get(run.force, run.force),
        "Shareable" if run.edition is Edition.SHAREABLE else "",
        f"Version {run.number}" if run.number > 1 else "",
    )
    return ". ".join(one for one in told if one)
