"""Weekly figures on the first page: for a force its own week, for an analyst who has not sent any."""

from collections.abc import Iterator

from dhp.accounts.models import User
from dhp.calendar import Week, long_date
from dhp.context.overview import Overview, of_week
from dhp.context.queries import visible_to
from dhp.context.rules import latest_week
from dhp.context.strands import strands
from dhp.dictionary import HouseWords
from dhp.home.panels import Item, Panel, link


def capture_panels(user: User) -> Iterator[Panel]:
    """The last whole week, while figures of it are missing.

    For forces and for those who chase them by region; the unit has its page of the week.
    """
    if user.force_id is None and user.region is None:
        return
    week = latest_week()
    forces = visible_to(user, week)
    if forces:
        found = of_week(week, forces, strands())
        missing = sum(bool(row.missing) for row in found.rows)
        if missing:
            item = _own(found, week) if user.force_id else _of_region(missing, len(forces), week)
            yield Panel(
                "Send weekly figures",
                f"For the next briefing by the end of Thursday {long_date(week.next.end)}. "
                "Later ones are taken too.",
                (item,),
                1,
            )


def _own(found: Overview, week: Week) -> Item:
    row = found.rows[0]
    address = link("captures.show", force_code=row.force.code, week=week.end.isoformat())
    detail = f"{row.missing} of {row.asked} figures not sent yet"
    return Item(HouseWords(f"Week to {long_date(week.end)}"), address, HouseWords(detail))


def _of_region(missing: int, forces: int, week: Week) -> Item:
    address = link("captures.index", week=week.end.isoformat())
    detail = f"{missing} of {forces} forces have not sent all of theirs"
    return Item(f"Week to {long_date(week.end)}", address, detail)
