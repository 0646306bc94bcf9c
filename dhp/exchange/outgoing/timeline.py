"""What happened when: contact before a death, the searches for it, the death, and the notice."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from dhp.cases.contact.models import ContactEvent, SystemSearch
from dhp.cases.models import Case
from dhp.dictionary import Sensitivity
from dhp.exchange.outgoing.gathering import Batch
from dhp.exchange.outgoing.tables import Cell, Heading, Table
from dhp.extensions import db

_HEADINGS = (
    Heading("case_ref", "The reference of the case."),
    Heading("what", "death, notice, contact, or search of a system."),
    Heading("happened", "When, as exactly as it is known.", "2021-03-09, 2021-03 or 2021"),
    Heading("kind", "Which kind of contact, or which system was searched."),
    Heading("place", "Whom it concerned, as in the table of people."),
    Heading("outcome", "The grade of a risk assessment, or what a search came to."),
    Heading("source", "Who told it."),
    Heading("recorded_at", "When it was recorded.", "ISO instant in UTC"),
    Heading("ended_at", "When it was taken back as a mistake; blank where it stands.", "as above"),
    Heading("detail", "What was said of it.", "text", Sensitivity.IDENTIFYING),
)


def timeline(read: Iterable[Batch], *, identifying: bool) -> Table:
    """Every dated thing of every case."""
    headings = _HEADINGS if identifying else _HEADINGS[:-1]
    return Table("timeline", "Timeline", headings, _rows(read, len(headings)))


def _rows(read: Iterable[Batch], width: int) -> Iterator[tuple[Cell, ...]]:
    for batch in read:
        ids = [case.id for case in batch.cases]
        contact: dict[int, list[ContactEvent]] = {number: [] for number in ids}
        events = select(ContactEvent).where(ContactEvent.case_id.in_(ids))
        for event in db.session.scalars(events.order_by(ContactEvent.id)):
            contact[event.case_id].append(event)
        searched: dict[int, list[SystemSearch]] = {number: [] for number in ids}
        searches = select(SystemSearch).where(SystemSearch.case_id.in_(ids))
        for search in db.session.scalars(searches.order_by(SystemSearch.id)):
            searched[search.case_id].append(search)
        for case in batch.cases:
            named = batch.place_in(case)
            found = [*_milestones(case, batch)]
            found += [
                _event(case, one, named.get(one.person_id or 0, "")) for one in contact[case.id]
            ]
            found += [_search(case, one) for one in searched[case.id]]
            for row in sorted(found, key=lambda row: str(row[2])):
                yield row[:width]


def _milestones(case: Case, batch: Batch) -> Iterator[tuple[Cell, ...]]:
    died = batch.texts[case.id].get("death.date_of_death", "")
    if died and not died.startswith("["):
        yield (case.ref, "death", died, "", "victim", "", "", "", "", "")
    if not case.back_record:
        came = case.received_at.isoformat()
        yield (case.ref, "notice", came, "", "", "", "", "", "", "")


def _event(case: Case, one: ContactEvent, place: str) -> tuple[Cell, ...]:
    ended = one.ended_at.isoformat() if one.ended_at else ""
    said = (one.kind.value, place, one.grade.value if one.grade else "", one.source.value)
    return (
        case.ref,
        "contact",
        one.happened,
        *said,
        one.recorded_at.isoformat(),
        ended,
        one.detail,
    )


def _search(case: Case, one: SystemSearch) -> tuple[Cell, ...]:
    ended = one.ended_at.isoformat() if one.ended_at else ""
    said = (one.system.value, "", one.outcome.value, one.source.value)
    when = one.searched_on.isoformat()
    return (case.ref, "search", when, *said, one.recorded_at.isoformat(), ended, "")
