"""What the page of contact shows: the timeline as a picture and as a table, and the searches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from dhp.cases.contact.forms import ContactForm, SearchForm, when_form
from dhp.cases.contact.models import ContactEvent, SystemSearch
from dhp.cases.contact.timeline import Contact, contact_of, searches_of
from dhp.cases.contact.vocabularies import ContactKind, System
from dhp.cases.sheet import Sheet
from dhp.charts.svg import inline_svg
from dhp.charts.timeline import Mark, Timeline
from dhp.web.fields import QuestionForm

HEADS = ("When", "What", "Whom it concerned", "Before the death")
_SIZES = (("wide", 960, 15), ("narrow", 345, 13))  # width and height of letters, in pixels


@dataclass(frozen=True)
class Row:
    """An event as the table shows it."""

    event: ContactEvent
    what: str
    who: str
    before: str


@dataclass
class ContactPage:
    """The page: what is recorded, and the forms as they are being filled in."""

    sheet: Sheet
    contact: Contact
    rows: Sequence[Row]
    searches: dict[System, list[SystemSearch]]
    when: QuestionForm = field(default_factory=when_form)
    event: ContactForm = field(default_factory=ContactForm)
    search: SearchForm = field(default_factory=lambda: SearchForm(prefix="search-"))

    @property
    def pictures(self) -> list[tuple[str, Markup]]:
        """The timeline for a wide and for a narrow page."""
        return pictures_of(self.contact, self.rows)

    def start(self) -> None:
        """Note the version that the person sees."""
        self.event.version.data = self.search.version.data = str(self.sheet.case.version)


def contact_page(sheet: Sheet) -> ContactPage:
    """What the page of contact of a case shows. Two statements more than the sheet."""
    contact = contact_on(sheet)
    searches = searches_of(sheet.case, sheet.as_at)
    page = ContactPage(sheet, contact, rows_of(contact, sheet), searches)
    page.event.offer({member.place: member.words for member in sheet.cast.members})
    return page


def contact_on(sheet: Sheet) -> Contact:
    """The contact of the case, with the date of death, as at the instant of `sheet`."""
    return contact_of(sheet.case, sheet.as_at, sheet.died_between)


def rows_of(contact: Contact, sheet: Sheet) -> list[Row]:
    """The events, earliest first, in words."""
    people = {member.person_id: member.words for member in sheet.cast.members}
    found = []
    for event in contact.events:
        what = event.kind.label
        if event.grade:
            what = f"{what}: {event.grade.value}"
        who = people.get(event.person_id or 0, "Not recorded")
        length = contact.interval(event)
        found.append(Row(event, what, who, length.words if length else "Date of death not known"))
    return found


def pictures_of(contact: Contact, rows: Sequence[Row]) -> list[tuple[str, Markup]]:
    """The timeline drawn, for a wide and for a narrow page; nothing where nothing is recorded."""
    if not rows:
        return []
    marks = tuple(
        Mark(
            row.event.kind.label,
            row.event.when.first,
            row.event.when.last,
            (row.event.when.shown, row.what, row.who, row.before),
        )
        for row in rows
    )
    lanes = tuple(kind.label for kind in ContactKind)
    label = "Death" if contact.died and contact.died[0] == contact.died[1] else "Death, some day"
    timeline = Timeline(lanes, marks, contact.died, label, HEADS)
    words = _in_words(contact, rows)
    return [
        (
            name,
            inline_svg(timeline.draw(width, size), f"contact-{name}", "Contact over time", words),
        )
        for name, width, size in _SIZES
    ]


def _in_words(contact: Contact, rows: Sequence[Row]) -> str:
    count = "1 event is" if len(rows) == 1 else f"{len(rows)} events are"
    first: date = rows[0].event.when.first
    return f"{count} recorded, the first in {first.year}. Last contact: {contact.last_words}"
