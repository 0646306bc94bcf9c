"""Years on the first page: a force’s year to be signed, and for the unit what forces say is wrong."""

from collections.abc import Iterator

from dhp.accounts.models import User
from dhp.calendar import london_date, now
from dhp.dictionary import HouseWords
from dhp.home.panels import Item, Panel, link
from dhp.returns.plan import plan
from dhp.statistics.years.queries import open_disputes, standing
from dhp.statistics.years.year import ended_years


def year_panels(user: User) -> Iterator[Panel]:
    """The year that is over, until the force has signed it; none from before forces returned."""
    at = now()
    year = ended_years(london_date(at))[0]
    terms = plan(at)
    if terms and terms[0].since <= year.last and user.force_id not in standing(user, year):
        words = HouseWords(f"Sign your figures for {year.name}")
        item = Item(words, link("years.show", year=year.name), "")
        why = "The year is over. Look at your force’s figures and sign them, or say what is wrong."
        yield Panel("Sign your year", why, (item,), 1)


def year_dispute_panels(user: User) -> Iterator[Panel]:
    """What forces say is wrong in their years, as one item that leads to the list."""
    count = len(open_disputes(user))
    if count:
        words = "1 figure" if count == 1 else f"{count:,} figures"
        item = Item("Settle disputed figures", link("years.signed"), words)
        why = "Forces say that these figures of their year are wrong. They wait for your decision."
        yield Panel("Settle figures of years", why, (item,), count)
