"""Coding on the first page of the unit: what a coder has to read, and what a lead has to settle."""

from collections.abc import Iterator

from dhp.accounts.models import User
from dhp.audit.acts import Act
from dhp.coding.codebook import book
from dhp.coding.passes.oversight import to_adjudicate
from dhp.coding.passes.queries import any_locked, count_to_do, to_do
from dhp.home.panels import Item, Panel, link, wait
from dhp.references import shown_reference

_FEW = 5  # on a first page, where other work stands beside


def coding_panels(user: User) -> Iterator[Panel]:
    """The cases that the person has to code, those begun first."""
    found = to_do(user, _FEW)
    items = tuple(
        Item(
            shown_reference(reading.case.ref),
            link("coding.cover", ref=reading.ref),
            f"{reading.case.type.label}. {reading.state.label}",
            wait(reading.assigned_at),
            reading.case.ref,
        )
        for reading in found
    )
    yield Panel(
        "Your coding",
        "Read each case alone. The narrative stays closed until you open it.",
        items,
        count_to_do(user) if len(found) == _FEW else len(found),
        more=link("coding.index"),
        act=Act.CODING_LISTED,
    )


def settling_panels(user: User) -> Iterator[Panel]:
    """The cases on which two readings differ, as one item that leads to the list."""
    rows = [row for row in to_adjudicate(user, book()) if row.may] if any_locked() else []
    if rows:
        words = "1 case" if len(rows) == 1 else f"{len(rows):,} cases"
        item = Item("Settle where readings differ", link("coding.adjudication"), words)
        why = "Two people coded these and differ. A third person decides."
        yield Panel("Adjudicate coding", why, (item,), len(rows))
