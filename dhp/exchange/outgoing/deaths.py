"""The deaths as a deaths file, which can be imported again, and beside it what it has no place for."""

from collections.abc import Iterable, Iterator, Sequence

from dhp.calendar import london_date
from dhp.cases.models import Case
from dhp.definitions import Scope
from dhp.exchange.deaths_file import FIXED, SHORT, column_of, template
from dhp.exchange.outgoing.gathering import Batch
from dhp.exchange.outgoing.tables import Cell, Heading, Table, heading_of

_FIXED = {
    "force": Heading("force", "The force that has the case: its ONS code, or btp."),
    "incident_ref": Heading("incident_ref", "Rows with the same reference are one incident."),
    "received_on": Heading(
        "received_on", "The day of the notice; blank for a record of the past.", "2021-03-09"
    ),
    "type": Heading("type", "The type that the unit decided on; blank where it is not in scope."),
}
_CASES = (
    Heading("case_ref", "The reference of the case, as on its page."),
    Heading("deaths_row", "The row of this death in the table of deaths.", "number"),
    Heading("incident_ref", "The reference of the incident."),
    Heading("force", "The name of the force."),
    Heading("region", "The region, where no force is established."),
    Heading("received_at", "When the notice came.", "ISO instant in UTC"),
    Heading("opened_at", "When the case was opened.", "ISO instant in UTC"),
    Heading("back_record", "Whether it was collected as a record of the past.", "yes or no"),
    Heading("restricted", "Whether only named people may read the case.", "yes or no"),
    Heading("scope", "What was decided: in, out or cannot tell; blank before that."),
    Heading("type", "The type that was decided on."),
)


def deaths(read: Iterable[Batch], suspects: int, *, identifying: bool) -> Table:
    """The deaths file of all cases, with columns for `suspects` suspects."""
    headings = tuple(
        heading for name in template(suspects) if (heading := _heading(name)) is not None
    )
    kept = tuple(one for one in headings if identifying or not one.identifying)
    return Table("deaths", "Deaths", kept, _death_rows(read, [one.name for one in kept]))


def cases(read: Iterable[Batch]) -> Table:
    """What the record says of the cases themselves."""
    return Table("cases", "Cases", _CASES, _case_rows(read))


def _heading(name: str) -> Heading:
    column = column_of(name)
    return _FIXED[name] if column is None else heading_of(name, column.characteristic)


def _death_rows(read: Iterable[Batch], names: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    fixed = [(at, name) for at, name in enumerate(names) if name in FIXED and name not in SHORT]
    told = {SHORT.get(name, name): at for at, name in enumerate(names)}
    blank = [""] * len(names)
    for batch in read:
        for case in batch.cases:
            row = blank.copy()  # of two hundred columns a death has some twenty
            for name, text in batch.texts[case.id].items():
                if name in told:
                    row[told[name]] = text
            for at, name in fixed:
                row[at] = _of_case(case, name)
            yield tuple(row)


def _of_case(case: Case, name: str) -> str:
    match name:
        case "force":
            return case.force.code if case.force else ""
        case "incident_ref":
            return case.incident.ref
        case "received_on":
            return "" if case.back_record else london_date(case.received_at).isoformat()
        case _:
            return case.type.value if case.scope is Scope.IN else ""


def _case_rows(read: Iterable[Batch]) -> Iterator[tuple[Cell, ...]]:
    number = 1
    for batch in read:
        for case in batch.cases:
            number += 1
            yield (
                case.ref,
                number,
                case.incident.ref,
                case.force.name if case.force else "",
                case.region,
                case.received_at.isoformat(),
                case.opened_at.isoformat(),
                "yes" if case.back_record else "no",
                "yes" if case.restricted else "no",
                case.scope.value if case.scope else "",
                case.type.value,
            )
